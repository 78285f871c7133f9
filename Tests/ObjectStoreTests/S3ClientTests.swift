import AWSSignature
import ObjectStandIn
import ObjectStore
import Primitives
import Sealing
import Synchronization
import Testing

/// Goal: a name is written once, whatever the network and the store do; what is there after a fault is used.
@Suite("Store of objects")
struct S3ClientTests {
    private struct Keys: ObjectCredentials {
        var secret = "secret"
        let forgotten = Counter()

        func credentials(at moment: Timestamp) throws(ObjectStoreError) -> AWSCredentials {
            AWSCredentials(
                accessKeyID: "AKIDEXAMPLE",
                secret: SharedSecret(SecretBytes(copying: Array(secret.utf8)))
            )
        }

        func forget() { forgotten.count.withLock { $0 += 1 } }
    }

    private final class Counter: Sendable { let count = Mutex(0) }

    private static let time = Timestamp(seconds: 1_795_266_900)
    private let store = StandInStore()
    private let pauses = Counter()

    private func client(
        _ secret: String = "secret",
        bucket: String = "copies",
        prefix: String = "/a/b"
    ) throws -> S3Client {
        let place = try #require(
            ObjectPlace("s3://\(bucket)\(prefix)", endpoint: "https://objects.example:9000", region: "here")
        )
        return S3Client(
            place: place,
            transport: store,
            credentials: Keys(secret: secret),
            now: { Self.time },
            pause: { [pauses] _ in pauses.count.withLock { $0 += 1 } }
        )
    }

    private static let retention = ObjectRetention(until: time.adding(seconds: 22 * 86_400))

    private func upload(_ bytes: [UInt8], _ path: String = "file", client: S3Client? = nil) throws -> ObjectUpload {
        ObjectUpload(
            client: try client ?? self.client(),
            path: path,
            byteCount: bytes.count,
            digest: StandInStore.digest(bytes),
            retention: Self.retention,
            pieceByteCount: 100
        ) { offset, count throws(ObjectStoreError) in Array(bytes.dropFirst(offset).prefix(count)) }
    }

    private let bytes = (0..<1050).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    @Test("a file in pieces and one in one piece lie there as they are, locked, each request signed")
    func puts() async throws {
        let client = try client()
        try await upload(bytes).run { _ in }
        try await upload(Array(bytes.prefix(50)), "small").run { _ in }
        #expect(store.state.withLock { $0.signatureFaults } == [])
        let facts = try #require(try await client.facts("file"))
        #expect(facts.byteCount == 1050 && facts.digest == StandInStore.digest(bytes))
        #expect(try #require(facts.lockedUntil) >= Self.retention.until)
        #expect(try await client.facts("small")?.lockedUntil != nil)
        #expect(try await client.list().map(\.path) == ["file", "small"])
        #expect(try await client.read("file", from: 1000, atMost: 100) == Array(bytes[1000...]))
        #expect(try await client.read("file", from: 1050, atMost: 100) == [])
        #expect(try await client.facts("other") == nil)
    }

    @Test("lists of several pages are whole, and names outside the prefix are none")
    func lists() async throws {
        let client = try client()
        for number in 0..<8 { try await client.put("n\(number)", [1], retention: nil) }
        try await self.client(prefix: "/other").put("n", [1], retention: nil)
        #expect(try await client.list().map(\.path) == (0..<8).map { "n\($0)" })
        #expect(try await client.list("n7").map(\.path) == ["n7"])
    }

    @Test("a name is written once: the same again is there already, something else is refused")
    func once() async throws {
        #expect(try await upload(bytes).run { _ in })
        store.forgetRequests()
        #expect(try await upload(bytes).run { _ in } == false)
        #expect(store.requests.allSatisfy { $0.hasPrefix("HEAD") })
        await #expect(throws: ObjectStoreError.exists) { try await upload(bytes + [1]).run { _ in } }
        await #expect(throws: ObjectStoreError.exists) { try await client().put("file", [1], retention: nil) }
    }

    @Test(
        "what passes is asked again, also where only the answer was lost",
        arguments: [StandInStore.Fault.slowDown, .serverError, .hanging, .cutOff, .lostAnswer]
    )
    func passing(_ fault: StandInStore.Fault) async throws {
        for small in [true, false] {
            let store = store
            let content = small ? Array(bytes.prefix(50)) : bytes
            // At each request of the upload in turn.
            for step in 0..<(small ? 3 : 8) {
                let path = "\(small)-\(step)"
                let upload = try upload(content, path)
                let count = Counter()
                store.state.withLock { $0.faults = Array(repeating: .none, count: step) + [fault] }
                try await upload.run {
                    count.count.withLock { $0 += 1 }; _ = $0
                }
                #expect(try await client().facts(path)?.digest == StandInStore.digest(content), "\(path)")
            }
        }
        #expect(pauses.count.withLock(\.self) > 0)
    }

    @Test("who never stops being busy is told of; nothing half has the name")
    func lasting() async throws {
        for fault in [StandInStore.Fault.slowDown, .hanging, .cutOff, .full] {
            let upload = try upload(bytes)
            store.state.withLock { $0.faults = Array(repeating: .none, count: 4) + Array(repeating: fault, count: 9) }
            await #expect(throws: ObjectStoreError.self) { try await upload.run { _ in } }
            store.state.withLock { $0.faults = [] }
            #expect(try await client().facts("file") == nil)
        }
    }

    @Test("a killed upload is gone on with: pieces that are there are not sent again")
    func resumed() async throws {
        let first = try upload(bytes)
        store.state.withLock { $0.faults = Array(repeating: .none, count: 8) + Array(repeating: .hanging, count: 9) }
        await #expect(throws: ObjectStoreError.timedOut) { try await first.run { _ in } }
        store.state.withLock { $0.faults = [] }
        let there = store.state.withLock { $0.uploads.values.first?.parts.count ?? 0 }
        #expect(there > 2)
        store.forgetRequests()
        try await upload(bytes).run { _ in }
        #expect(store.requests.filter { $0.hasPrefix("PUT") }.count == 11 - there)
        #expect(try await client().facts("file")?.digest == StandInStore.digest(bytes))
    }

    @Test("pieces of another content are sent again; what the store cleared away is begun anew")
    func otherPieces() async throws {
        let other = try upload(bytes.reversed())
        store.state.withLock { $0.faults = Array(repeating: .none, count: 8) + Array(repeating: .hanging, count: 9) }
        await #expect(throws: ObjectStoreError.timedOut) { try await other.run { _ in } }
        store.state.withLock { $0.faults = [] }
        try await upload(bytes).run { _ in }
        let stored = store.state.withLock { $0.objects["a/b/file"]?.bytes }
        #expect(stored == bytes)
    }

    @Test("a wrong tag, wrong facts of what is stored, and a body that is cut off are found")
    func damaged() async throws {
        let file = try upload(bytes)
        store.state.withLock { $0.faults = Array(repeating: .none, count: 3) + [.wrongTag] }
        await #expect(throws: ObjectStoreError.damaged) { try await file.run { _ in } }
        try await file.run { _ in }
        let small = try upload(Array(bytes.prefix(9)), "small")
        store.fail(.none, .none, .wrongFacts)
        await #expect(throws: ObjectStoreError.damaged) { try await small.run { _ in } }
        store.fail(.truncatedBody)
        await #expect(throws: ObjectStoreError.damaged) {
            _ = try await client().read("file", from: 0, atMost: 100)
        }
    }

    @Test("refusals are told apart: key, right, bucket, lock, region")
    func refusals() async throws {
        await #expect(throws: ObjectStoreError.credentials) { _ = try await client("other").list() }
        await #expect(throws: ObjectStoreError.noBucket) { _ = try await client(bucket: "nowhere").list() }
        store.state.withLock { $0.isLockable = false }
        #expect(try await client().keepsObjects() == false)
        await #expect(throws: ObjectStoreError.notLockable) {
            try await client().put("file", [1], retention: Self.retention)
        }
        store.state.withLock { $0.isLockable = true }
        #expect(try await client().keepsObjects())
        for (code, error) in [("AccessDenied", ObjectStoreError.denied), ("PermanentRedirect", .otherRegion)] {
            store.state.withLock { $0.refuses = code }
            await #expect(throws: error) { _ = try await client().list() }
        }
    }

    @Test("credentials that the store does not know are asked for once more, and then told of")
    func renewed() async throws {
        let keys = Keys(secret: "old")
        let place = try #require(ObjectPlace("s3://copies", endpoint: "https://objects.example", region: "here"))
        let client = S3Client(place: place, transport: store, credentials: keys, now: { Self.time }, pause: { _ in })
        await #expect(throws: ObjectStoreError.credentials) { _ = try await client.list() }
        #expect(keys.forgotten.count.withLock(\.self) == 1)
        #expect(store.state.withLock { $0.signatureFaults.count } == 2)
    }

    @Test("whoever may not delete is told so, and whoever may has deleted")
    func deletion() async throws {
        let client = try client()
        try await client.put("probe", [1], retention: nil)
        await #expect(throws: ObjectStoreError.denied) { try await client.delete("probe") }
        store.state.withLock { $0.mayDelete = true }
        try await client.delete("probe")
        #expect(try await client.facts("probe") == nil)
    }

    @Test(
        "places: what is one and what is none",
        arguments: [
            ("s3://copies", true), ("s3://copies/", true), ("s3://a.b-c/d/e", true), ("s3://ab", false),
            ("s3://Copies", false), ("s3://copies/../x", false), ("s3://copies//x", false), ("s3://copies/a b", false),
            ("https://copies", false), ("s3://", false), ("s3://-copies", false),
        ]
    )
    func places(_ text: String, _ isOne: Bool) {
        #expect((ObjectPlace(text, endpoint: nil, region: "here") != nil) == isOne)
    }
}
