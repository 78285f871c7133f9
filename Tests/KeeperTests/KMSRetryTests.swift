import KeyService
import Testing

@testable import Keeper

@Suite("Asking again")
struct KMSRetryTests {
    private static let key = #"{"KeyMetadata":{"KeyId":"k","Enabled":true,"CreationDate":1.7672256E9}}"#

    @Test(
        "AWS KMS is asked four times, keeper twice; what may not happen twice only after an answer that it did not",
        arguments: [
            (KMSRetryPolicy.local, KMSOperation.decrypt, KMSFailure.connectionBroken, 2),
            (.local, .decrypt, .failing, 1), (.local, .decrypt, .throttled, 1),
            (.local, .createKey, .connectionBroken, 1),
            (.remote, .decrypt, .connectionBroken, 4), (.remote, .decrypt, .failing, 4),
            (.remote, .decrypt, .throttled, 4), (.remote, .decrypt, .final(.notFound), 1),
            (.remote, .createKey, .connectionBroken, 1), (.remote, .createKey, .failing, 1),
            (.remote, .createKey, .throttled, 4), (.remote, .rotateKeyOnDemand, .failing, 1),
            (.remote, .scheduleKeyDeletion, .connectionBroken, 1),
        ]
    )
    func attempts(_ policy: KMSRetryPolicy, _ operation: KMSOperation, _ failure: KMSFailure, _ expected: Int) {
        var number = 1
        while policy.repeats(operation, after: failure, attempt: number) { number += 1 }
        #expect(number == expected)
    }

    @Test("pauses are random, at least 20 ms, and at most 120, 240 and 480 ms")
    func pauses() {
        for (number, longest) in [(2, 120), (3, 240), (4, 480), (60, 800)] {
            let delays = (0..<200).map { _ in KMSRetryPolicy.remote.delay(before: number) }
            #expect(delays.allSatisfy { $0 >= .milliseconds(20) && $0 <= .milliseconds(longest) })
            #expect(Set(delays).count > 5)
        }
    }

    private func against(
        _ steps: [ScriptedServer.Step],
        _ body: (KMSClient, ScriptedServer) async throws -> Void
    ) async throws {
        let server = try ScriptedServer(steps)
        let client = KeeperFixture.makeSigningClient(port: server.port, retry: .remote)
        do { try await body(client, server) } catch {
            await server.stop()
            try await client.shutdown()
            throw error
        }
        await server.stop()
        try await client.shutdown()
    }

    @Test("an overloaded and a failing service are asked again, each time signed")
    func failing() async throws {
        let steps = [
            ScriptedServer.response("400 Bad Request", #"{"__type":"ThrottlingException"}"#),
            ScriptedServer.response("500 Internal Server Error", #"{"__type":"KMSInternalException"}"#),
            .hangUp,
            ScriptedServer.response("200 OK", Self.key),
        ]
        try await against(steps) { client, server in
            let description = try await client.describeKey("k")
            #expect(description.keyID == "k")
            #expect(server.connections == 4)
            #expect(server.requests.allSatisfy { $0.lowercased().contains("authorization: aws4-hmac-sha256 ") })
        }
    }

    @Test("what AWS KMS refuses is refused at once")
    func refused() async throws {
        for (name, expected) in [
            ("DisabledException", KeyServiceError.disabled), ("AccessDeniedException", .accessDenied),
            ("NotFoundException", .notFound),
        ] {
            try await against([ScriptedServer.response("400 Bad Request", #"{"__type":"\#(name)"}"#)]) {
                client,
                server in
                await #expect(throws: expected) { try await client.describeKey("k") }
                #expect(server.connections == 1)
            }
        }
    }

    @Test("credentials that are over are dropped and others asked for, once")
    func expired() async throws {
        let over = ScriptedServer.response("400 Bad Request", #"{"__type":"ExpiredTokenException"}"#)
        let ok = ScriptedServer.response("200 OK", Self.key)
        try await against([over, ok]) { client, server in
            let description = try await client.describeKey("k")
            #expect(description.keyID == "k")
            #expect(server.connections == 2)
        }
        try await against([over, over, ok]) { client, server in
            await #expect(throws: KeyServiceError.credentialsExpired) { try await client.describeKey("k") }
            #expect(server.connections == 2)
        }
    }

    @Test("a service is asked at its origin, and signed for the name that it is asked under")
    func origin() {
        let endpoint = KMSEndpoint.origin("https://kms.eu-central-1.amazonaws.com")
        #expect(endpoint.url == "https://kms.eu-central-1.amazonaws.com/")
        #expect(endpoint.authority == "kms.eu-central-1.amazonaws.com")
        #expect(KMSEndpoint.origin("http://127.0.0.1:4566").authority == "127.0.0.1:4566")
    }
}
