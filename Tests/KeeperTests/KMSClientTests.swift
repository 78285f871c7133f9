import KeyService
import Primitives
import Synchronization
import Testing

@testable import Keeper

@Suite("Key service client")
struct KMSClientTests {
    let fixture: KeeperFixture

    init() throws { fixture = try KeeperFixture() }

    private static let key = #"{"KeyMetadata":{"KeyId":"k","Enabled":true,"CreationDate":1.7672256E9,"New":[1]}}"#

    /// Runs `body` against a server with this script.
    private func against(
        _ steps: [ScriptedServer.Step],
        _ body: (KMSClient, ScriptedServer) async throws -> Void
    ) async throws {
        let server = try ScriptedServer(at: fixture.socketPath, steps)
        let client = fixture.makeClient()
        do { try await body(client, server) } catch {
            await server.stop()
            try await client.shutdown()
            throw error
        }
        await server.stop()
        try await client.shutdown()
    }

    @Test("an answer with members of a newer service and AWS's way to write moments is understood")
    func answer() async throws {
        try await against([ScriptedServer.response("200 OK", Self.key)]) { client, _ in
            let description = try await client.describeKey("k")
            #expect(description.created == Timestamp(milliseconds: 1_767_225_600_000))
        }
    }

    @Test("a connection that breaks is tried once more, and only once")
    func retry() async throws {
        try await against([.hangUp, ScriptedServer.response("200 OK", Self.key)]) { client, server in
            let description = try await client.describeKey("k")
            #expect(description.keyID == "k")
            #expect(server.connections == 2)
        }
        try await against([.hangUp, .hangUp, ScriptedServer.response("200 OK", Self.key)]) { client, server in
            await #expect(throws: KeyServiceError.unavailable) { try await client.describeKey("k") }
            #expect(server.connections == 2)
        }
    }

    @Test("CreateKey is not asked twice: it might make two keys")
    func noRetry() async throws {
        try await against([.hangUp, ScriptedServer.response("200 OK", Self.key)]) { client, server in
            await #expect(throws: KeyServiceError.unavailable) { try await client.createKey(description: "") }
            #expect(server.connections == 1)
        }
    }

    @Test("a service that says nothing is unavailable after two seconds, retry included")
    func silence() async throws {
        try await against([.silence, .silence]) { client, server in
            let clock = ContinuousClock()
            let elapsed = await clock.measure {
                await #expect(throws: KeyServiceError.unavailable) { try await client.describeKey("k") }
            }
            // How long it took at most is not asked: a machine busy with other tests answers late. One connection
            // says that there was no second full attempt.
            #expect(elapsed > .milliseconds(1500))
            #expect(server.connections == 1)
        }
    }

    @Test("no socket at all is unavailable, and after five calls the breaker answers without trying")
    func outage() async throws {
        let moment = Mutex(KeeperFixture.moment)
        let client = fixture.makeClient(now: { moment.withLock { $0 } })
        for _ in 0..<CircuitBreaker.failureLimit {
            await #expect(throws: KeyServiceError.unavailable) { try await client.describeKey("k") }
        }
        // Now a keeper is there, and the breaker does not look until its time is up.
        let server = try await fixture.startServer()
        await #expect(throws: KeyServiceError.unavailable) { try await client.createKey(description: "") }
        moment.withLock { moment in moment = moment.adding(seconds: CircuitBreaker.openSeconds) }
        let id = try await client.createKey(description: "")
        #expect(try await client.describeKey(id).isEnabled)
        try await client.shutdown()
        try await server.shutdown()
    }

    @Test(
        "errors in the ways services write them",
        arguments: [
            ("400 Bad Request", #"{"__type":"NotFoundException"}"#, "", KeyServiceError.notFound),
            ("400 Bad Request", #"{"__type":"com.amazonaws.kms#InvalidCiphertextException"}"#, "", .invalidCiphertext),
            ("400 Bad Request", "{}", "x-amzn-ErrorType: ThrottlingException:http://a/\r\n", .throttled),
            ("400 Bad Request", #"{"__type":"SomethingNew"}"#, "", .validation),
            ("500 Internal Server Error", #"{"__type":"KMSInternalException"}"#, "", .unavailable),
            ("502 Bad Gateway", "<html>", "", .unavailable),
            ("503 Service Unavailable", "{}", "", .unavailable),
            ("200 OK", "{}", "", .unavailable),
            ("200 OK", "[]", "", .unavailable),
            ("302 Found", "{}", "Location: http://elsewhere/\r\n", .unavailable),
        ]
    )
    func errors(_ status: String, _ body: String, _ headers: String, _ expected: KeyServiceError) async throws {
        try await against([ScriptedServer.response(status, body, headers: headers)]) { client, _ in
            await #expect(throws: expected) { try await client.describeKey("k") }
        }
    }

    @Test("a hundred callers at once are all answered")
    func concurrent() async throws {
        try await fixture.serving { client in
            let id = try await client.createKey(description: "")
            let context = EncryptionContext(pairs: ["a": "b"])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let blob = try await client.encrypt([UInt8(number)], keyID: id, context: context)
                        #expect(try await client.decrypt(blob, context: context) == [UInt8(number)])
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
