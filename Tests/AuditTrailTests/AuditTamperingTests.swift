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
        await #expect(throws: AuditError.damagedEvent(ordinal: 2)) {
            _ = try await test.trail.history(of: alice, limit: 10)
        }
        let head = try #require(try await test.trail.checkpoint()).head
        #expect(await LogInspection.damage(under: head, in: test.log).isEmpty)
        #expect(try await test.trail.history(of: bob, limit: 10).count == 3)
    }
}
