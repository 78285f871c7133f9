import AsyncHTTPClient
package import NIOCore
import NIOHTTP1

/// Keeper's Unix socket.
package final class UnixSocketTransport: KeyServiceTransport {
    private let client: HTTPClient

    /// - Parameter eventLoopGroup: the process's own; no threads are added.
    package init(eventLoopGroup: any EventLoopGroup) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(2)),
            connectionPool: .init(idleTimeout: .seconds(30))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false  // our own retry is bounded
        client = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
    }

    package func shutdown() async throws { try await client.shutdown() }

    /// Whoever gives up half-way, such as a start that is refused, need not think of it: the client insists.
    deinit {
        let client = client
        // Ends with the connections; nobody waits for it.
        Task {
            do { try await client.shutdown() } catch {
                // It was shut down in order.
            }
        }
    }

    package func send(_ request: TransportRequest) async throws(TransportFailure) -> TransportAnswer {
        // Every other scheme would leave the machine.
        guard request.url.hasPrefix("http+unix://") else { throw .final }
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        outgoing.headers.add(name: "host", value: "keeper")
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        outgoing.body = .bytes(ByteBuffer(bytes: request.body))
        do {
            let deadline = NIODeadline.now() + TimeAmount(request.timeout)
            let response = try await client.execute(outgoing, deadline: deadline)
            let buffer = try await response.body.collect(upTo: TransportRequest.answerByteCountMaximum)
            return TransportAnswer(
                status: Int(response.status.code),
                errorType: response.headers.first(name: "x-amzn-errortype"),
                body: Array(buffer.readableBytesView)
            )
        } catch is CancellationError {
            throw .final
        } catch let error as HTTPClientError {
            throw error == .remoteConnectionClosed ? .broken : .final
        } catch is NIOTooManyBytesError {
            throw .final
        } catch {
            throw .broken
        }
    }
}
