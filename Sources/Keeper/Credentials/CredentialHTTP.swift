import AsyncHTTPClient
import KeyService
package import NIOCore
import NIOHTTP1

/// Asks the endpoints of a container platform or an instance for credentials; nothing else.
package final class CredentialHTTP: Sendable {
    private static let timeout = TimeAmount.seconds(1)
    private static let byteCountMaximum = 65_536

    private let client: HTTPClient

    package init(eventLoopGroup: any EventLoopGroup) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: Self.timeout)
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
    }

    package func shutdown() async throws { try await client.shutdown() }

    /// The body of an answer with status 200.
    ///
    /// - Throws: `unavailable` for everything else.
    func fetch(
        _ url: String,
        method: HTTPMethod = .GET,
        headers: [(name: String, value: String)]
    ) async throws(KeyServiceError) -> [UInt8] {
        var request = HTTPClientRequest(url: url)
        request.method = method
        for header in headers { request.headers.add(name: header.name, value: header.value) }
        do {
            let response = try await client.execute(request, timeout: Self.timeout)
            guard response.status == .ok else { throw KeyServiceError.unavailable }
            let buffer = try await response.body.collect(upTo: Self.byteCountMaximum)
            return Array(buffer.readableBytesView)
        } catch { throw .unavailable }
    }
}
