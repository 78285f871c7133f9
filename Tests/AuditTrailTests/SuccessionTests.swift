import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import AuditTrail
@testable import TransparencyLog

/// A log that was put back from a backup, while the one that it was copied from had gone on.
@Suite("A log after a restore")
struct SuccessionTests {
    private static let backup = [UInt8](repeating: 0xBC, count: 32)
    private let alice = LogSubjectID(VaultID.alice)

    /// Every tree head that a key signed.
    private struct Signed {
        private var roots: [String: TreeHash] = [:]
        private(set) var sizes: [String: Set<UInt64>] = [:]

        mutating func add(_ checkpoint: Checkpoint, _ key: NoteKey) {
            let head = checkpoint.head
            let other = roots.updateValue(head.root, forKey: "\(head.origin) \(key.text) \(head.size)")
            #expect(other == nil || other == head.root, "two trees of \(head.size) leaves under \(key.text)")
            sizes[key.text, default: []].insert(head.size)
        }
    }

    private func succeed(_ test: TestTrail, known: [TreeHead] = []) async throws -> (trail: AuditTrail, head: TreeHead)
    {
        let trail = AuditTrail(store: test.log)
        let head = try await trail.openSuccessor(
            keys: test.keys,
            origin: TestTrail.origin,
            heads: test.heads,
            cadence: LogCadence(intervalMilliseconds: 1000, step: 4),
            known: known,
            backup: Self.backup,
            at: TestTrail.start.adding(seconds: 500)
        )
        return (trail, head)
    }

    @Test("no key signs two trees of one size; what was proven stays proven, and the first leaf says what happened")
    func noSecondHistory() async throws {
        let test = try await TestTrail()
        try await test.open()
        let oldKey = try test.trail.signerKey()
        var signed = Signed()
        try await test.trail.record(TestTrail.opening(.alice, at: 1))
        let atBackup = try #require(try await test.trail.publish())
        signed.add(atBackup, oldKey)
        let proof = try #require(try await test.trail.proof(of: alice, ordinal: 0))
        try await test.trail.record(TestTrail.opening(.alice, at: 2))  // in the backup, and not published
        let copy = test.log.contents
        for second in 3..<20 {
            try await test.trail.record(TestTrail.opening(.bob, at: Int64(second)))
            signed.add(try #require(try await test.trail.publish()), oldKey)
        }

        test.log.alter { $0 = copy }
        let (restored, head) = try await succeed(test, known: [atBackup.head])
        let newKey = try restored.signerKey()
        #expect(newKey.text != oldKey.text)
        #expect(head.size == atBackup.head.size && head.root == atBackup.head.root)
        #expect(head.origin != TestTrail.origin && head.origin.hasPrefix(TestTrail.origin + "/"))
        signed.add(try #require(try await restored.checkpoint()), newKey)
        for second in 30..<50 {
            try await restored.record(TestTrail.opening(.alice, .export, at: Int64(second)))
            signed.add(try #require(try await restored.publish()), newKey)
        }
        let common = try #require(signed.sizes[oldKey.text]?.intersection(signed.sizes[newKey.text] ?? []))
        #expect(common.count > 5, "the histories never had the same size, which says nothing")

        let (event, _) = try LogProofFile(parsing: proof.bytes).verifyOpening(logKey: oldKey, origin: TestTrail.origin)
        #expect(event.subject == alice)
        let history = try await restored.history(of: alice, limit: 100)
        #expect(history.map(\.entry.event.ordinal) == (0..<22).reversed())
        #expect(history.allSatisfy { $0.isProven })
        let acts = try await restored.history(of: .installation, limit: 100)
        let act = try #require(acts.first { $0.entry.event.act == .restoration })
        let later = acts.prefix { $0.entry.event.act != .restoration }
        #expect(later.allSatisfy { $0.entry.index > act.entry.index })
        #expect(act.entry.index == atBackup.head.size + 1, "not the first new leaf: one opening was in the backup")
        #expect(
            act.entry.particulars
                == .restoration(
                    LogPredecessor(
                        origin: TestTrail.origin,
                        key: oldKey.text,
                        checkpoint: atBackup.bytes,
                        backup: Self.backup
                    )
                )
        )
        #expect(act.isProven)
    }

    @Test("each restore has yet another name and key, and a later process goes on with them")
    func twice() async throws {
        let test = try await TestTrail()
        try await test.open()
        _ = try await test.trail.publish()
        let (first, head) = try await succeed(test)
        let (second, next) = try await succeed(test, known: [head])
        let (oldKey, firstKey, secondKey) = (
            try test.trail.signerKey(), try first.signerKey(), try second.signerKey()
        )
        #expect(Set([oldKey.text, firstKey.text, secondKey.text]).count == 3)
        #expect(Set([TestTrail.origin, head.origin, next.origin]).count == 3)
        #expect(next.origin.count == head.origin.count, "names grow with each restore")
        let later = AuditTrail(store: test.log)
        try await test.open(later, known: [next])
        let laterKey = try later.signerKey()
        #expect(laterKey == secondKey)
        let acts = try await later.history(of: .installation, limit: 100)
        #expect(acts.filter { $0.entry.event.act == .restoration }.count == 2)
    }

    @Test("a head that was about to be signed under the old key is signed under the new one alone")
    func intended() async throws {
        let test = try await TestTrail()
        try await test.open()
        let published = try #require(try await test.trail.publish())
        let killed = AuditTrail(store: CutOffLogStore(test.log))
        try await test.open(killed)
        try await killed.record(TestTrail.opening(.alice))
        await #expect(throws: AuditError.self) { _ = try await killed.publish() }
        let intent = try TreeHead(parsing: try #require(test.log.contents.log.intent))
        #expect(intent.size > published.head.size)
        let (trail, head) = try await succeed(test, known: [published.head])
        #expect(head.size == published.head.size)
        let checkpoint = try #require(try await trail.checkpoint())
        #expect(checkpoint.head.size == intent.size && checkpoint.head.root == intent.root)
        #expect(checkpoint.head.origin == head.origin)
        #expect(try await trail.history(of: alice, limit: 10).map(\.isProven) == [true])
    }

    /// A store that is lost just before a checkpoint becomes durable.
    private struct CutOffLogStore: LogStore {
        private let store: AlterableLogStore

        init(_ store: AlterableLogStore) { self.store = store }

        func storedLog() async throws(StoreError) -> StoredLog { try await store.storedLog() }

        func write(_ writes: [LogWrite]) async throws(StoreError) {
            for case .checkpoint in writes { throw .unavailable }
            try await store.write(writes)
        }

        func foreignChangeStamp() throws(StoreError) -> UInt64 { try store.foreignChangeStamp() }

        func events(
            of subject: LogSubjectID,
            below ordinal: UInt64?,
            limit: Int
        ) async throws(StoreError) -> [StoredEvent] {
            try await store.events(of: subject, below: ordinal, limit: limit)
        }

        func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? {
            try await store.bytes(of: resource)
        }
    }

    @Test("a log that is not the one it should be is not handed over", arguments: [0, 1, 2])
    func damaged(_ damage: Int) async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.trail.record(TestTrail.opening(.alice))
        let published = try #require(try await test.trail.publish())
        try await test.trail.record(TestTrail.opening(.alice))
        let later = try #require(try await test.trail.publish())
        switch damage {
        case 0: test.log.alter { $0.log.intent = nil }
        case 1: test.log.alter { $0.log.checkpoint?[40] ^= 1 }
        default: break
        }
        let other = TreeHead(origin: TestTrail.origin, size: published.head.size, root: later.head.root)
        let known = damage == 2 ? [other] : []
        let before = test.log.contents
        await #expect(throws: AuditError.self) { _ = try await succeed(test, known: known) }
        #expect(test.log.contents.log.checkpoint == before.log.checkpoint)
        let key = try await test.keys.identity()?.signer.key
        #expect(try test.trail.signerKey() == key)
    }

    @Test("where the backup holds no log, the restored one begins with its restoration")
    func none() async throws {
        let test = try await TestTrail()
        let (trail, head) = try await succeed(test)
        #expect(head.size == 0 && head.root == .empty)
        let acts = try await trail.history(of: .installation, limit: 100)
        #expect(acts.last?.entry.event.act == .restoration)
        #expect(acts.last?.entry.index == 0)
        _ = try #require(try await trail.publish())
        #expect(try await trail.history(of: .installation, limit: 100).allSatisfy { $0.isProven })
    }
}
