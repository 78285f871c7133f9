import KeyService

/// Asks the endpoints of a container platform or an instance for credentials; nothing else.
struct CredentialHTTP: Sendable {
    private static let timeout = Duration.seconds(1)

    let transport: any KeyServiceTransport

    /// The body of an answer with status 200.
    ///
    /// - Throws: `unavailable` for everything else.
    func fetch(
        _ url: String,
        method: String = "GET",
        headers: [(name: String, value: String)]
    ) async throws(KeyServiceError) -> [UInt8] {
        let answer: TransportAnswer
        do {
            answer = try await transport.send(TransportRequest(method, url, headers: headers, timeout: Self.timeout))
        } catch {
            throw .unavailable
        }
        guard answer.status == 200 else { throw .unavailable }
        return answer.body
    }
}
