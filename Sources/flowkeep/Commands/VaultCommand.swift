import Composition
import Glibc

/// What every command that opens a vault does around its own work: reach the API, sign in, work, sign out.
enum VaultSession {
    static func run(
        _ place: PlaceOptions,
        _ credentials: CredentialOptions,
        _ work: (APIClient) async throws(APIFailure) -> Void
    ) async throws {
        let configuration = try place.configuration()
        let passphrase = try credentials.passphrase()
        try await connected(configuration) { client throws(APIFailure) in
            try await client.signIn(handle: credentials.handle, passphrase: passphrase)
            try await signedIn(client, work)
        }
    }

    /// Works with a client that has a session, and ends that session whatever came of it.
    static func signedIn(
        _ client: APIClient,
        _ work: (APIClient) async throws(APIFailure) -> Void
    ) async throws(APIFailure) {
        do throws(APIFailure) {
            try await work(client)
        } catch {
            await end(client)
            throw error
        }
        await end(client)
    }

    /// The work is done or has failed already, and that is what to tell; a session that could not be ended locks by
    /// itself.
    private static func end(_ client: APIClient) async {
        do {
            try await client.signOut()
        } catch {
            Terminal.error("This command's session could not be ended (\(error.sentence)); it locks by itself.")
        }
    }

    /// Reaches the API without signing in.
    static func connected(
        _ configuration: Configuration,
        _ work: (APIClient) async throws(APIFailure) -> Void
    ) async throws {
        let api = try await LocalAPIConnection.open(configuration, environment: PlaceOptions.processEnvironment)
        do throws(APIFailure) {
            try await work(APIClient(api))
        } catch {
            await api.close()
            throw CommandFailure.failed(error.sentence)
        }
        await api.close()
    }

    /// A fresh key, so that a retried request is not done twice.
    static func idempotencyKey() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next(), radix: 16) + String(random.next(), radix: 16)
    }
}
