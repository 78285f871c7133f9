import Egress
import Keeper

/// The way to a key service on another host, and to its credentials: through the one client that may leave.
struct EgressTransport: KeyServiceTransport {
    let egress: EgressClient

    func send(_ request: TransportRequest) async throws(TransportFailure) -> TransportAnswer {
        guard let method = EgressRequest.Method(rawValue: request.method) else { throw .final }
        do {
            let answer = try await egress.send(
                EgressRequest(
                    method,
                    request.url,
                    headers: request.headers,
                    body: request.body,
                    timeout: request.timeout,
                    answerByteCountMaximum: TransportRequest.answerByteCountMaximum
                )
            )
            return TransportAnswer(
                status: answer.status,
                errorType: answer.header("x-amzn-errortype"),
                body: answer.body
            )
        } catch {
            switch error {
            case .broken, .unreachable: throw .broken
            case .refused, .tooLong, .timedOut, .busy: throw .final
            }
        }
    }

    /// The client is the process's, and ends with it.
    func shutdown() {}
}
