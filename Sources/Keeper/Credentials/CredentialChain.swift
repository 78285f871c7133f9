import KeyService
package import NIOCore
import Primitives

/// The credentials to sign with: found in the places that AWS tools look in, kept, renewed before they end.
///
/// - Source: docs/spec/key-service.md §9.
package actor CredentialChain {
    /// Renewed so long before their end, so that no request is signed with what ends on its way.
    static let renewalSeconds: Int64 = 300
    /// How long credentials without an end are kept before the place is asked again.
    static let recheckSeconds: Int64 = 600

    private struct Kept {
        let credentials: AWSCredentials
        let since: Timestamp

        func isFresh(at moment: Timestamp) -> Bool {
            guard since <= moment else { return false }
            let end = credentials.expires?.adding(seconds: -renewalSeconds) ?? since.adding(seconds: recheckSeconds)
            return moment < end
        }

        func isValid(at moment: Timestamp) -> Bool { credentials.expires.map { moment < $0 } ?? true }
    }

    private let sources: [any CredentialSource]
    private let http: CredentialHTTP?
    private var kept: Kept?
    private var flight: Task<Result<AWSCredentials, KeyServiceError>, Never>?

    /// - Parameters:
    ///   - environment: of the process.
    ///   - eventLoopGroup: for the endpoints of a platform or an instance.
    package init(environment: [String: String], eventLoopGroup: any EventLoopGroup) {
        let http = CredentialHTTP(eventLoopGroup: eventLoopGroup)
        let candidates: [(any CredentialSource)?] = [
            EnvironmentCredentials(environment: environment), SharedFileCredentials(environment: environment),
            ContainerCredentials(environment: environment, http: http),
            InstanceCredentials(environment: environment, http: http),
        ]
        sources = candidates.compactMap { $0 }
        self.http = http
    }

    init(sources: [any CredentialSource]) {
        self.sources = sources
        http = nil
    }

    package func shutdown() async throws { try await http?.shutdown() }

    /// - Throws: `accessDenied` when there are none, `unavailable` when whoever has them does not answer.
    func credentials(at moment: Timestamp) async throws(KeyServiceError) -> AWSCredentials {
        if let kept, kept.isFresh(at: moment) { return kept.credentials }
        // Unstructured so that a caller who gives up does not fail the others; ends by the endpoints' timeouts.
        let flight = flight ?? Task { await self.find() }
        self.flight = flight
        let outcome = await flight.value
        self.flight = nil
        switch outcome {
        case .success(let credentials):
            // Whoever awaited the same flight has kept the same.
            kept = Kept(credentials: credentials, since: moment)
            return credentials
        case .failure(let error):
            // Not renewed in time, and still good.
            guard let kept, kept.isValid(at: moment) else { throw error }
            return kept.credentials
        }
    }

    private func find() async -> Result<AWSCredentials, KeyServiceError> {
        for source in sources {
            do throws(KeyServiceError) {
                if let credentials = try await source.credentials() { return .success(credentials) }
            } catch { return .failure(error) }
        }
        return .failure(.accessDenied)
    }
}
