import AWSSignature
import Egress
import Keeper
import KeyService
import ObjectStore
import Primitives

/// The way to a store of objects: through the one client that may leave.
struct EgressObjects: ObjectTransport {
    let egress: EgressClient

    func send(_ request: ObjectRequest) async throws(ObjectStoreError) -> ObjectAnswer {
        guard let method = EgressRequest.Method(rawValue: request.method.rawValue) else { throw .unexpected(0) }
        do {
            let answer = try await egress.send(
                EgressRequest(
                    method,
                    request.url,
                    headers: request.headers,
                    body: request.body,
                    timeout: request.timeout,
                    answerByteCountMaximum: request.answerByteCountMaximum
                )
            )
            return ObjectAnswer(status: answer.status, headers: answer.headers, body: answer.body)
        } catch {
            switch error {
            case .refused: throw .notListed
            case .broken, .unreachable: throw .unreachable
            case .timedOut: throw .timedOut
            case .busy: throw .busy
            case .tooLong: throw .damaged
            }
        }
    }
}

/// Credentials that a store of objects takes, from where those for the key service may come from, too.
struct ChainedObjectCredentials: ObjectCredentials {
    let chain: CredentialChain

    func credentials(at moment: Timestamp) async throws(ObjectStoreError) -> AWSCredentials {
        do throws(KeyServiceError) { return try await chain.credentials(at: moment) } catch {
            throw error == .unavailable ? .unreachable : .credentials
        }
    }

    func forget() async { await chain.forget() }
}
