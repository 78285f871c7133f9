import HTTPTypes
import NIOCore
import Primitives
import TransparencyLog
import Web

/// `POST /add-checkpoint`, as C2SP tlog-witness asks for it.
///
/// - Source: docs/spec/transparency-log.md §7 and §15.
struct WitnessEndpoint<Store: WitnessStore>: Sendable {
    /// A checkpoint with a hundred signatures and the longest proof.
    static var byteCountMaximum: Int { SignedNote.byteCountMaximum }

    let witness: LogWitness<Store>
    let rate: RequestRate
    /// Told of what is a sign of harm: a fork, a rewritten log, damaged state.
    let alert: @Sendable (WitnessFailure) -> Void

    var endpoint: Endpoint {
        Endpoint(.post, "/add-checkpoint", surface: .api, access: .anyone) { request in
            guard rate.admits(request.peer) else { return Self.text(.tooManyRequests, "").adding(.retryAfter, "60") }
            guard case .bytes(let body, _) = request.body else { return Self.text(.badRequest, "") }
            return await answer(body)
        }.with { $0.body = .octets(byteCountMaximum: Self.byteCountMaximum) }
    }

    private func answer(_ body: [UInt8]) async -> Answer {
        do throws(WitnessFailure) {
            let line = try await witness.cosign(body).line
            return Self.text(.ok, String(decoding: line, as: UTF8.self))
        } catch {
            switch error {
            case .refused(.forked), .refused(.inconsistent), .damaged, .store: alert(error)
            case .refused: break
            }
            guard case .refused(let refusal) = error else { return Self.text(.internalServerError, "") }
            return Self.refused(refusal)
        }
    }

    /// Every refusal is a status with an empty body, but for the size that the log needs to go on.
    private static func refused(_ refusal: WitnessRefusal) -> Answer {
        let status = HTTPResponse.Status(code: refusal.status)
        switch refusal {
        case .cosignedAnotherSize(let size), .forked(let size):
            var answer = text(status, "\(size)\n")
            answer.fields[.contentType] = "text/x.tlog.size"
            return answer
        default: return text(status, "")
        }
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Answer {
        var answer = Answer(status: status, body: ByteBuffer(string: text))
        answer.fields[.contentType] = "text/plain; charset=utf-8"
        return answer
    }
}
