import KeyService
import Primitives
import Synchronization
import Testing

/// A process that dies at any write of a rotation, and another that goes on where the queue says.
@Suite("Rotation and crashes")
struct RotationCrashTests {
    private static let recordCount = 600

    @Test(
        "killed at any write, before or after it was kept, every record opens and the rotation comes to its end",
        arguments: [false, true]
    )
    func kills(isKept: Bool) async throws {
        var writes = 1
        while try await dies(atWrite: writes, isKept: isKept) { writes += 1 }
        #expect(writes > 5, "the rotation writes more often than that")
    }

    /// - Returns: false when the rotation ended before that write.
    private func dies(atWrite number: Int, isKept: Bool) async throws -> Bool {
        let world = try await RotationWorld()
        try await world.fill(Self.recordCount, world.installation.makeRing())
        let mortal = MortalRecordStore(world.metadata, dyingAtWrite: number, isKept: isKept)
        let kept = Mutex<RewrapPass?>(nil)
        do {
            let ring = KeyEncryptionKeyRing(
                keyManagement: world.installation.service,
                store: mortal,
                environment: "test",
                region: "local",
                now: world.clock.now,
                onFetch: { _ in }
            )
            try await run(world, world.rotation(ring, over: mortal), from: nil) { pass in kept.withLock { $0 = pass } }
        } catch {
            #expect(mortal.isDead)
        }
        guard mortal.isDead else { return false }
        try await expectAllOpen(world)
        // The next process: the same rotation, from the pass that was kept last.
        let ring = world.installation.makeRing()
        let rotation = world.rotation(ring)
        try await run(world, rotation, from: kept.withLock { $0 }) { _ in }
        try await expectAllOpen(world)
        let versions = try await ring.versions(.metadata)
        #expect(versions.count == 1 && versions[0] >= 2)
        #expect(try await rotation.history().count == Int(versions[0]) - 1)
        return true
    }

    private func run(
        _ world: RotationWorld,
        _ rotation: KeyRotation,
        from kept: RewrapPass?,
        keep: (RewrapPass) -> Void
    ) async throws {
        if try await rotation.standings().first(where: { $0.use == .metadata })?.newest.version == 1 {
            try await rotation.rotate(.metadata)
        }
        guard try await rotation.isRewrapDue() else { return }
        var pass = kept ?? rotation.newPass()
        while true {
            keep(pass)
            switch try await rotation.step(pass) {
            case .more(let next): pass = next
            case .later(let next, let seconds):
                world.clock.advance(seconds: seconds)
                pass = next
            case .done: return
            }
        }
    }

    private func expectAllOpen(_ world: RotationWorld) async throws {
        let records = world.records(world.installation.makeRing())
        for number in 0..<Self.recordCount {
            let record = try await records.read(RotationWorld.account(number), as: RotationWorld.Count.self)
            #expect(record?.value.number == UInt64(number))
        }
    }
}

/// The store as a process sees it that dies at one of its writes, which was kept or not.
private final class MortalRecordStore: RecordStore {
    private let store: InMemoryRecordStore
    private let number: Int
    private let isKept: Bool
    private let count = Mutex(0)

    init(_ store: InMemoryRecordStore, dyingAtWrite number: Int, isKept: Bool) {
        self.store = store
        self.number = number
        self.isKept = isKept
    }

    var isDead: Bool { count.withLock { $0 >= number } }

    func read(_ key: RecordKey) async throws(StoreError) -> StoredRecord? { try await store.read(key) }

    func find(_ kind: RecordKind, unique: [UInt8]) async throws(StoreError) -> StoredRecord? {
        try await store.find(kind, unique: unique)
    }

    func list(
        _ kind: RecordKind,
        owner: [UInt8],
        after name: [UInt8]?,
        limit: Int
    ) async throws(StoreError) -> [StoredRecord] {
        try await store.list(kind, owner: owner, after: name, limit: limit)
    }

    func scan(after key: RecordKey?, limit: Int) async throws(StoreError) -> [StoredRecord] {
        try await store.scan(after: key, limit: limit)
    }

    func write(_ writes: [RecordWrite]) async throws(StoreError) {
        let at = count.withLock { count in
            count += 1
            return count
        }
        guard at <= number else { throw .unavailable }
        if at < number || isKept { try await store.write(writes) }
        guard at < number else { throw .unavailable }
    }

    func foreignChangeStamp() throws(StoreError) -> UInt64 { try store.foreignChangeStamp() }
}
