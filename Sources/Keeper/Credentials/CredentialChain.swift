package import AWSSignature
package import KeyService
package import Primitives

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
    private var kept: Kept?
    private var flight: Task<Result<AWSCredentials, KeyServiceError>, Never>?
    /// Grows when credentials are forgotten: what was asked for before that is not kept.
    private var generation = 0

    /// - Parameters:
    ///   - environment: of the process.
    ///   - transport: the way to ``endpoints(in:)``.
    package init(environment: [String: String], transport: any KeyServiceTransport) {
        let http = CredentialHTTP(transport: transport)
        let candidates: [(any CredentialSource)?] = [
            EnvironmentCredentials(environment: environment), SharedFileCredentials(environment: environment),
            ContainerCredentials(environment: environment, http: http),
            InstanceCredentials(environment: environment, http: http),
        ]
        sources = candidates.compactMap { $0 }
    }

    /// - Parameter file: of the format that AWS tools share, whose `default` section they are; of ours alone.
    package init(file: String) {
        sources = [SharedFileCredentials(path: file, profile: "default", isRequired: true)]
    }

    init(sources: [any CredentialSource]) { self.sources = sources }

    /// The variables that are read, here and in the sources.
    package static let variables = [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_EC2_METADATA_DISABLED",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    ]

    /// The addresses that may be asked for credentials in this environment; none where it holds them itself.
    package static func endpoints(in environment: [String: String]) -> [String] {
        if environment["AWS_ACCESS_KEY_ID"]?.isEmpty == false { return [] }
        if ContainerCredentials.isSetUp(environment) {
            return ContainerCredentials.address(in: environment).map { [$0] } ?? []
        }
        return InstanceCredentials.address(in: environment).map { [$0] } ?? []
    }

    /// Asks the places again at the next request.
    package func forget() {
        kept = nil
        flight = nil
        generation += 1
    }

    /// - Throws: `accessDenied` when there are none, `unavailable` when whoever has them does not answer.
    package func credentials(at moment: Timestamp) async throws(KeyServiceError) -> AWSCredentials {
        if let kept, kept.isFresh(at: moment) { return kept.credentials }
        let started = generation
        // Unstructured so that a caller who gives up does not fail the others; ends by the endpoints' timeouts.
        let flight = flight ?? Task { await self.find() }
        self.flight = flight
        let outcome = await flight.value
        // Forgotten meanwhile: what this brought may be what was to be forgotten.
        guard generation == started else { return try outcome.get() }
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
