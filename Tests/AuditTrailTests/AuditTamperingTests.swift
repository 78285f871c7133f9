import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import AuditTrail
@testable import TransparencyLog

@Suite("Tampering with the audit trail")
struct AuditTamperingTests {
    private let alice = LogSubjectID(VaultID.alice)
    private let bob = LogSubjectID(VaultID.bob)

    /// Three acts of one person and three of another, published.
    private func published() async throws -> TestTrail {
        let test = try await TestTrail()
        try await test.open()
        for second in 0..<3 {
            try await test.trail.record(TestTrail.opening(.alice, at: Int64(second)))
            try await test.trail.record(TestTrail.opening(.bob, at: Int64(second)))
        }
        _ = try await test.trail.publish()
        return test
    }

    @Test("every altered byte of what is kept of an act is found and named")
    func alteredEvent() async throws {
        let test = try await published()
        let bytes = try #require(test.log.contents.events[alice]?[1])
        for place in bytes.indices {
            test.log.alter { $0.events[alice]?[1]?[place] ^= 1 }
            await #expect(throws: AuditError.damagedEvent(ordinal: 1), "byte \(place)") {
                _ = try await test.trail.history(of: alice, limit: 10)
            }
            test.log.alter { $0.events[alice]?[1] = bytes }
        }
        #expect(try await test.trail.history(of: alice, limit: 10).count == 3)
    }

    @Test("an act that was taken out of a history is missed", arguments: [UInt64(0), 1])
    func removedEvent(_ ordinal: UInt64) async throws {
        let test = try await published()
        test.log.alter { $0.events[alice]?[ordinal] = nil }
        await #expect(throws: AuditError.damagedEvent(ordinal: ordinal)) {
            _ = try await test.trail.history(of: alice, limit: 10)
        }
    }

    /// Whether the same process goes on, which knows by itself, or a later one, which learns from the metadata store.
    enum Reader: CaseIterable { case same, later }

    private func reader(_ reader: Reader, of test: TestTrail) async throws -> AuditTrail {
        guard reader == .later else { return test.trail }
        try await test.trail.rememberHistories()
        let later = AuditTrail(store: test.log)
        try await test.open(later, making: .forbidden)
        return later
    }

    @Test(
        "the newest acts cannot be taken out of a history unseen, nor their numbers given again",
        arguments: Reader.allCases
    )
    func removedNewest(_ kind: Reader) async throws {
        let test = try await published()
        let trail = try await reader(kind, of: test)
        for missing: UInt64 in [2, 1, 0] {
            test.log.alter { $0.events[alice]?[missing] = nil }
            await #expect(throws: AuditError.damagedEvent(ordinal: missing)) {
                _ = try await trail.history(of: alice, limit: 10)
            }
            await #expect(throws: AuditError.damagedEvent(ordinal: missing)) {
                _ = try await trail.events(of: alice, since: TestTrail.start, limit: 10)
            }
            await #expect(throws: VaultError.unrecorded) { try await trail.record(TestTrail.opening(.alice)) }
        }
        #expect(test.log.contents.events[alice]?.isEmpty == true)
        #expect(try await trail.history(of: bob, limit: 10).count == 3)
        try await trail.record(TestTrail.opening(.bob))
    }

    @Test("a history that was deleted with its key does not begin anew", arguments: Reader.allCases)
    func removedHistory(_ kind: Reader) async throws {
        let test = try await published()
        let trail = try await reader(kind, of: test)
        test.log.alter { $0.events[alice] = nil }
        let place = RecordKey(kind: .logKey, owner: alice.bytes, name: [])
        try await test.activity.write([.delete(place, expected: nil)])
        await #expect(throws: AuditError.missingKey) { _ = try await trail.history(of: alice, limit: 10) }
        await #expect(throws: VaultError.unrecorded) { try await trail.record(TestTrail.opening(.alice)) }
        #expect(try await test.activity.read(place) == nil)
    }

    @Test("the newest acts of the installation cannot be taken out, either: no key is lent after that")
    func removedOfInstallation() async throws {
        let test = try await published()
        let newest = try #require(try await test.trail.newestOrdinal(of: .installation))
        try await test.trail.rememberHistories()
        test.log.alter { $0.events[.installation]?[newest] = nil }
        await #expect(throws: KeyRingError.unrecorded) { _ = try await test.ring.fetchAnew(.vaults) }
        let later = AuditTrail(store: test.log)
        try await test.open(later, making: .forbidden)
        await #expect(throws: AuditError.damagedEvent(ordinal: newest)) {
            try await later.record(.start(binary: [UInt8](repeating: 1, count: 32), at: TestTrail.start))
        }
    }

    @Test("an altered remembrance of a history is no excuse")
    func alteredHead() async throws {
        let test = try await published()
        try await test.trail.rememberHistories()
        let place = RecordKey(kind: .historyHead, owner: alice.bytes, name: [])
        let stored = try #require(try await test.metadata.read(place))
        var bytes = stored.bytes
        bytes[bytes.count / 2] ^= 1
        try await test.metadata.write([.rewrite(place, bytes: bytes, expected: stored.version)])
        let later = AuditTrail(store: test.log)
        try await test.open(later, making: .forbidden)
        await #expect(throws: AuditError.keys(.doesNotOpen(.historyHead))) {
            _ = try await later.history(of: alice, limit: 10)
        }
    }

    @Test("an act does not open as somebody else's, nor at another place")
    func movedEvent() async throws {
        let test = try await published()
        let ofBob = try #require(test.log.contents.events[bob]?[1])
        let original = try #require(test.log.contents.events[alice]?[1])
        test.log.alter { $0.events[alice]?[1] = ofBob }
        await #expect(throws: AuditError.damagedEvent(ordinal: 1)) {
            _ = try await test.trail.history(of: alice, limit: 10)
        }
        test.log.alter {
            let later = $0.events[alice]?[2]
            $0.events[alice]?[1] = later
            $0.events[alice]?[2] = original
        }
        await #expect(throws: AuditError.damagedEvent(ordinal: 2)) {
            _ = try await test.trail.history(of: alice, limit: 10)
        }
    }

    @Test("an act whose leaf was changed in the tiles is not shown as if it were there")
    func alteredTile() async throws {
        let test = try await published()
        let index = try await test.trail.history(of: alice, limit: 1)[0].entry.index
        let size = try #require(try await test.trail.checkpoint()).head.size
        let tile = try #require(Tile(level: 0, index: 0, treeSize: size))
        test.log.alter { $0.resources[.hashes(tile)]?[Int(index) * 32] ^= 1 }
        // Its own leaf is made anew from what is kept of it; the proofs of those beside it take it from the tile.
        await #expect(throws: AuditError.notInLog(ordinal: 1)) {
            _ = try await test.trail.history(of: alice, limit: 10)
        }
        await #expect(throws: AuditError.self) { _ = try await test.trail.proof(of: bob, ordinal: 0) }
    }

    @Test("without her log key nothing of a person's history opens, and the log stays whole")
    func destroyedKey() async throws {
        let test = try await published()
        try await test.activity.write([
            .delete(RecordKey(kind: .logKey, owner: alice.bytes, name: []), expected: nil)
        ])
        await #expect(throws: AuditError.missingKey) { _ = try await test.trail.history(of: alice, limit: 10) }
        await #expect(throws: VaultError.unrecorded) { try await test.trail.record(TestTrail.opening(.alice)) }
        #expect(try await test.activity.read(RecordKey(kind: .logKey, owner: alice.bytes, name: [])) == nil)
        let head = try #require(try await test.trail.checkpoint()).head
        #expect(await LogInspection.damage(under: head, in: test.log).isEmpty)
        #expect(try await test.trail.history(of: bob, limit: 10).count == 3)
    }
}
