import Egress
import Keeper
import NIOPosix

/// The way to services on this machine that the tests start, as the program itself would go it.
final class NetworkTransport: KeyServiceTransport {
    private let egress: EgressClient

    /// `addresses`: each `http://127.0.0.1:port`, the whole list.
    init(_ addresses: [String]) {
        let destinations = addresses.compactMap { try? EgressDestination(.credentials, $0) }
        do {
            egress = try EgressClient(
                destinations: destinations,
                group: MultiThreadedEventLoopGroup.singleton,
                onRefusal: { _ in }
            )
        } catch { preconditionFailure("no certificate authorities") }
    }

    func send(_ request: TransportRequest) async throws(TransportFailure) -> TransportAnswer {
        guard let method = EgressRequest.Method(rawValue: request.method) else { throw .final }
        do {
            let answer = try await egress.send(
                EgressRequest(
                    method,
                    request.url,
                    headers: request.headers,
                    body: request.body,
                    timeout: request.timeout
                )
            )
            return TransportAnswer(
                status: answer.status,
                errorType: answer.header("x-amzn-errortype"),
                body: answer.body
            )
        } catch {
            throw error == .broken || error == .unreachable ? .broken : .final
        }
    }

    func shutdown() async throws { try await egress.shutdown() }
}
