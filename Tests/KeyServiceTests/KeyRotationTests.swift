import Primitives
import Sealing
import TestSupport
import Testing

@testable import KeyService

@Suite("Rotation of key-encryption keys")
struct KeyRotationTests {
    private static let day: Int64 = 86_400

    @Test("keys are due after 90 days and not a second before; the pinned one never is")
    func due() async throws {
        let world = try await RotationWorld()
        let rotation = world.rotation(world.installation.makeRing())
        world.clock.advance(seconds: 90 * Self.day - 1)
        #expect(try await rotation.due().isEmpty)
        world.clock.advance(seconds: 1)
        #expect(try await rotation.due() == KEKUse.allCases.filter { $0 != .index })
        try await rotation.rotate(.vaults)
        #expect(try await !rotation.due().contains(.vaults))
        await #expect(throws: KeyRingError.pinned(.index)) { try await rotation.rotate(.index) }
        let standings = try await rotation.standings()
        #expect(standings.first { $0.use == .index }?.nextRotation == nil)
        let vaults = try #require(standings.first { $0.use == .vaults })
        #expect(vaults.newest.version == 2 && vaults.old.map(\.version) == [1])
        #expect(vaults.nextRotation == vaults.newest.made.adding(seconds: 90 * Self.day))
    }

    @Test("a rotation is in the log before it is done, and is not done when the log does not take it")
    func logged() async throws {
        let world = try await RotationWorld()
        let rotation = world.rotation(world.installation.makeRing())
        try await rotation.rotate(.metadata)
        #expect(world.log.acts == [.rotation(.metadata, version: 2)])
        world.log.setDown(true)
        await #expect(throws: RotationWorld.Log.Down.self) { try await rotation.rotate(.metadata) }
        #expect(try await world.installation.makeRing().versions(.metadata) == [1, 2])
    }

    @Test("every record goes over to the new key, unique values and contents stay, and the old key is destroyed")
    func rewrap() async throws {
        let world = try await RotationWorld()
        let ring = world.installation.makeRing()
        try await world.fill(600, ring)
        let rotation = world.rotation(ring)
        try await rotation.rotate(.metadata)
        try await rotation.rotate(.activity)
        #expect(try await rotation.isRewrapDue())
        #expect(try await world.rewrap(rotation) == 2)
        #expect(try await !rotation.isRewrapDue())
        let fresh = world.installation.makeRing()
        #expect(try await fresh.versions(.metadata) == [2])
        #expect(try await fresh.versions(.activity) == [2])
        #expect(try await fresh.versions(.vaults) == [1])
        for number in 0..<600 {
            let account = try await world.records(fresh).find(
                .userAccount,
                unique: RotationWorld.unique(number),
                as: RotationWorld.Count.self
            )
            #expect(account?.value.number == UInt64(number) && account?.key == RotationWorld.account(number))
            let event = try await world.events(fresh).read(RotationWorld.event(number), as: RotationWorld.Count.self)
            #expect(event?.value.number == UInt64(number))
        }
        let history = try await rotation.history()
        #expect(history.map(\.use) == [.metadata, .activity] && history.allSatisfy { $0.version == 1 })
        #expect(history.allSatisfy { $0.made < $0.retired.adding(seconds: 1) && $0.retired < $0.destroyed })
        #expect(
            world.log.acts == [
                .rotation(.metadata, version: 2), .rotation(.activity, version: 2),
                .destruction(.metadata, version: 1), .destruction(.activity, version: 1),
            ]
        )
    }

    @Test("an old key is kept while another instance may still seal under it, and until a pass finds nothing")
    func quietTime() async throws {
        let world = try await RotationWorld()
        let (ring, other) = (world.installation.makeRing(), world.installation.makeRing())
        try await world.fill(3, ring)
        _ = try await other.key(.metadata)
        let rotation = world.rotation(ring)
        try await rotation.rotate(.metadata)
        // The other instance has not noticed yet, and writes behind the pass.
        var pass = rotation.newPass()
        while case .more(let next) = try await rotation.step(pass) { pass = next }
        try await world.records(other).put(RotationWorld.account(999), RotationWorld.Count(999), expected: 0)
        let stored = try #require(try await world.metadata.read(RotationWorld.account(999)))
        #expect(try SealedBox.keyVersion(of: stored.bytes[...]) == 1)
        guard case .later(let second, let seconds) = try await rotation.step(pass) else {
            Issue.record("the old key must not be destroyed yet")
            return
        }
        #expect(seconds >= KeyEncryptionKeyRing.cacheSeconds)
        #expect(try await ring.versions(.metadata) == [1, 2])
        world.clock.advance(seconds: seconds)
        pass = second
        while case .more(let next) = try await rotation.step(pass) { pass = next }
        #expect(pass.found.contains(.metadata, 1) && pass.rewrapped == 1)
        guard case .later = try await rotation.step(pass) else {
            Issue.record("a pass that found something destroys nothing")
            return
        }
        try await world.rewrap(rotation)
        #expect(try await ring.versions(.metadata) == [2])
        let record = try await world.records(world.installation.makeRing())
            .read(RotationWorld.account(999), as: RotationWorld.Count.self)
        #expect(record?.value.number == 999)
    }

    @Test("what a backup needs is not destroyed, and is once it does not")
    func held() async throws {
        let world = try await RotationWorld()
        let ring = world.installation.makeRing()
        try await world.fill(3, ring)
        let rotation = world.rotation(ring)
        try await rotation.rotate(.metadata)
        world.holds.set([.metadata: [1]])
        try await world.rewrap(rotation)
        #expect(try await ring.versions(.metadata) == [1, 2])
        #expect(try await !rotation.isRewrapDue())
        let standing = try #require(try await rotation.standings().first { $0.use == .metadata })
        #expect(standing.old.first?.unusedSince != nil && standing.needed == [1])
        world.holds.set([:])
        #expect(try await rotation.isRewrapDue())
        try await world.rewrap(rotation)
        #expect(try await ring.versions(.metadata) == [2])
        // Without the log there is no destruction either.
        try await rotation.rotate(.metadata)
        world.log.setDown(true)
        await #expect(throws: RotationWorld.Log.Down.self) { try await world.rewrap(rotation) }
        #expect(try await ring.versions(.metadata) == [2, 3])
    }

    @Test("a stolen old key opens nothing that is stored after the re-wrap")
    func stolenKey() async throws {
        let world = try await RotationWorld()
        let ring = world.installation.makeRing()
        try await world.fill(20, ring)
        let stolen = try await ring.key(.metadata, version: 1)
        let rotation = world.rotation(ring)
        try await rotation.rotate(.metadata)
        try await world.rewrap(rotation)
        try await world.fill(20, world.installation.makeRing(), from: 20)
        let thief = world.records(world.installation.makeRing())
        for number in 0..<40 {
            let stored = try #require(try await world.metadata.read(RotationWorld.account(number)))
            #expect(throws: SealingError.self) {
                try SealedBox.open(stored.bytes, with: stolen.bytes, context: thief.context(stored.key))
            }
        }
        // The control: what is right for the new key opens.
        let key = try await ring.key(.metadata)
        let stored = try #require(try await world.metadata.read(RotationWorld.account(3)))
        _ = try SealedBox.open(stored.bytes, with: key.bytes, context: thief.context(stored.key))
    }

    @Test("writers go on during a pass, and none of their writes is lost")
    func concurrentWriters() async throws {
        let world = try await RotationWorld()
        let ring = world.installation.makeRing()
        try await world.fill(300, ring)
        let rotation = world.rotation(ring)
        try await rotation.rotate(.metadata)
        let records = world.records(ring)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for round in 0..<150 {
                        let key = RotationWorld.account((writer * 37 + round * 11) % 300)
                        try await Self.increment(key, records)
                    }
                }
            }
            group.addTask { try await world.rewrap(rotation) }
            try await group.waitForAll()
        }
        var sum: UInt64 = 0
        let fresh = world.records(world.installation.makeRing())
        for number in 0..<300 {
            let record = try #require(try await fresh.read(RotationWorld.account(number), as: RotationWorld.Count.self))
            sum += record.value.number - UInt64(number)
        }
        #expect(sum == 600)
        #expect(try await world.installation.makeRing().versions(.metadata) == [2])
    }

    private static func increment(_ key: RecordKey, _ records: SealedRecords) async throws {
        while true {
            let found = try #require(try await records.read(key, as: RotationWorld.Count.self))
            var count = found.value
            count.number += 1
            do {
                let number = Int(key.owner[15]) + Int(key.owner[14]) << 8
                return try await records.put(
                    key,
                    count,
                    unique: RotationWorld.unique(number),
                    expected: found.version
                )
            } catch .store(.conflict) {
                continue
            }
        }
    }

    @Test("a record that does not open is left as it is, named by its count, and its key is kept")
    func damage() async throws {
        let world = try await RotationWorld()
        let ring = world.installation.makeRing()
        try await world.fill(5, ring)
        let key = RotationWorld.account(2)
        var bytes = try #require(try await world.metadata.read(key)).bytes
        bytes[bytes.count - 1] ^= 1
        try await world.metadata.write([.put(key, bytes: bytes, unique: nil, expected: nil)])
        let rotation = world.rotation(ring)
        try await rotation.rotate(.metadata)
        var pass = rotation.newPass()
        while case .more(let next) = try await rotation.step(pass) { pass = next }
        #expect(pass.unreadable == 1 && pass.rewrapped == 4)
        try await world.rewrap(rotation)
        #expect(try await ring.versions(.metadata) == [1, 2])
        #expect(try await world.metadata.read(key)?.bytes == bytes)
    }

    @Test("a pass is read back as it was kept, and other bytes are refused")
    func passEncoding() throws {
        var random = SeededGenerator.printingSeed("re-wrap pass")
        for _ in 0..<100 {
            var pass = RewrapPass(started: Timestamp(milliseconds: Int64.random(in: 0..<1 << 50, using: &random)))
            pass.store = UInt32.random(in: 0...3, using: &random)
            if Bool.random(using: &random) {
                pass.last = RecordKey(kind: .session, owner: random.bytes(16), name: random.bytes(32))
            }
            pass.seen = random.next()
            pass.rewrapped = random.next()
            pass.unreadable = random.next()
            for use in KEKUse.allCases where Bool.random(using: &random) {
                pass.found.insert(use, UInt32.random(in: 1...9, using: &random))
            }
            #expect(try RewrapPass(decoding: pass.encode()) == pass)
            #expect(throws: RecordDecodingError.self) { try RewrapPass(decoding: pass.encode().dropLast()) }
        }
    }
}
