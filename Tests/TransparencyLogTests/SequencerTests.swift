import Primitives
import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Sequencing")
struct SequencerTests {
    private func log(
        _ store: InMemoryLogStore,
        step: UInt64 = 1,
        known: [TreeHead] = []
    ) throws -> DurableLog {
        DurableLog(
            origin: TestLog.origin,
            signer: try TestLog.signer(),
            store: store,
            cadence: LogCadence(intervalMilliseconds: 1_000, step: step),
            known: known
        )
    }

    /// A log with three checkpoints of 300, 301 and 700 leaves, and ten leaves after them.
    private func filled() async throws -> InMemoryLogStore {
        let store = InMemoryLogStore()
        let log = try log(store)
        var number: UInt64 = 0
        for count in [300, 1, 399] as [UInt64] {
            _ = try await log.append((number..<number + count).map { TestLog.leaf($0) })
            number += count
            _ = try await log.publish(covers: TestLog.covers)
        }
        _ = try await log.append((number..<number + 10).map { TestLog.leaf($0) })
        return store
    }

    private func recover(
        _ contents: InMemoryLogStore.Contents,
        known: [TreeHead] = []
    ) async throws -> LogSequencer {
        try await LogRecovery.sequencer(
            origin: TestLog.origin,
            logKey: try TestLog.signer().key,
            store: InMemoryLogStore(contents),
            known: known
        )
    }

    @Test("leaves get indices in order, and are published under a checkpoint that proves each")
    func published() async throws {
        let store = InMemoryLogStore()
        let log = try log(store)
        #expect(try await log.append([TestLog.leaf(0), TestLog.leaf(1)]) == 0)
        #expect(try await log.append([TestLog.leaf(2)]) == 2)
        #expect(store.contents.log.checkpoint == nil)
        let checkpoint = try #require(try await log.publish(covers: TestLog.covers))
        #expect(checkpoint.head.size == 3)
        #expect(store.contents.log.checkpoint == checkpoint.bytes)
        #expect(store.contents.log.entries.isEmpty)
        for index in 0..<3 as Range<UInt64> {
            let proof = try await TileProver.inclusion(index: index, size: 3, from: store)
            try proof.verify(TestLog.leaf(index).hash, root: checkpoint.head.root)
        }
        #expect(try await log.checkpoint() == checkpoint)
    }

    @Test("covers bring each checkpoint to the next step, and one comes where nothing happened")
    func covers() async throws {
        let store = InMemoryLogStore()
        let log = try log(store, step: 8)
        _ = try await log.append([TestLog.leaf(0)])
        #expect(try await log.publish(covers: TestLog.covers)?.head.size == 8)
        #expect(try await log.publish(covers: TestLog.covers)?.head.size == 16)
        _ = try await log.append((0..<9).map { TestLog.leaf($0) })
        #expect(try await log.publish(covers: TestLog.covers)?.head.size == 32)
        _ = try await log.append((0..<8).map { TestLog.leaf($0) })
        #expect(try await log.publish(covers: TestLog.covers)?.head.size == 40)
    }

    @Test("checkpoints come at multiples of the interval, whatever the clock does")
    func cadence() async throws {
        let log = try log(InMemoryLogStore())
        func size(_ milliseconds: Int64) async throws -> UInt64? {
            try await log.publishIfDue(now: Timestamp(milliseconds: milliseconds), covers: TestLog.covers)?.head.size
        }
        #expect(try await size(10_300) == nil)
        #expect(try await size(10_999) == nil)
        #expect(try await size(11_000) == 1)
        #expect(try await size(11_001) == nil)
        #expect(try await size(14_500) == 2)
        #expect(try await size(14_999) == nil)
        // The clock is set back by an hour: the next checkpoint is not an hour late.
        #expect(try await size(-3_585_500) == 3)
        #expect(try await size(-3_585_001) == nil)
        #expect(try await size(-3_585_000) == 4)
    }

    @Test("appends that come together share writes, and each gets its own index")
    func together() async throws {
        let store = FaultyLogStore()
        let log = DurableLog(
            origin: TestLog.origin,
            signer: try TestLog.signer(),
            store: store,
            cadence: LogCadence(intervalMilliseconds: 1_000, step: 1)
        )
        let indices = try await withThrowingTaskGroup(of: (UInt64, UInt64).self) { group in
            for number in 0..<200 as Range<UInt64> {
                group.addTask { (number, try await log.append([TestLog.leaf(number)])) }
                if number % 50 == 49 {
                    group.addTask { (.max, try await log.publish(covers: TestLog.covers)?.head.size ?? 0) }
                }
            }
            var indices: [UInt64: UInt64] = [:]
            for try await (number, index) in group where number != .max { indices[index] = number }
            return indices
        }
        #expect(indices.count == 200)
        let size = try #require(try await log.publish(covers: TestLog.covers)).head.size
        for (index, number) in indices {
            let proof = try await TileProver.inclusion(index: index, size: size, from: store)
            try proof.verify(TestLog.leaf(number).hash, root: try await TileProver.root(size: size, from: store))
        }
    }

    @Test("a log taken up goes on where it was")
    func takenUp() async throws {
        let store = try await filled()
        let sequencer = try await recover(store.contents)
        #expect(sequencer.size == 710)
        #expect(sequencer.published?.head.size == 700)
        #expect(sequencer.unfinished == nil)
        let log = try log(store)
        #expect(try await log.append([TestLog.leaf(710)]) == 710)
        let root = try #require(try await log.publish(covers: TestLog.covers)).head.root
        let leaves = (0...710 as ClosedRange<UInt64>).map { TestLog.leaf($0).hash }
        #expect(root == NaiveTree.root(leaves[...]))
    }

    @Test("what is damaged in a store is named, and nothing is signed")
    func damage() async throws {
        let whole = try await filled().contents
        let edge = Tile.edge(of: 700)
        let (low, high) = (edge[0], edge[1])
        let head = try #require(try await recover(whole).published?.head)
        func expect(
            _ damage: LogDamage,
            _ location: SourceLocation = #_sourceLocation,
            _ change: (inout InMemoryLogStore.Contents) -> Void
        ) async throws {
            var contents = whole
            change(&contents)
            await #expect(throws: damage, sourceLocation: location) { _ = try await recover(contents) }
            let log = try log(InMemoryLogStore(contents))
            await #expect(throws: LogFailure.damaged(damage), sourceLocation: location) {
                _ = try await log.append([TestLog.leaf(1)])
            }
        }
        try await expect(.checkpoint(.note(.invalidSignature(line: 0)))) { $0.log.checkpoint?[22] ^= 1 }
        try await expect(.checkpoint(.note(.noSignatures))) { $0.log.checkpoint?.removeLast() }
        try await expect(.intentMissing(published: 700)) { $0.log.intent = nil }
        try await expect(.intent(.lines)) { $0.log.intent = [] }
        try await expect(.intent(.foreignOrigin)) { $0.log.intent?[0] ^= 1 }
        try await expect(.intentRolledBack(intent: 301, published: 700)) {
            $0.log.intent = TreeHead(origin: TestLog.origin, size: 301, root: .leaf([])).text
        }
        try await expect(.forked(size: 700)) {
            $0.log.intent = TreeHead(origin: TestLog.origin, size: 700, root: .leaf([])).text
        }
        try await expect(.forked(size: 705)) {
            $0.log.intent = TreeHead(origin: TestLog.origin, size: 705, root: .leaf([])).text
        }
        try await expect(.sequenceRolledBack(end: 710, expected: 711)) {
            $0.log.intent = TreeHead(origin: TestLog.origin, size: 711, root: .leaf([])).text
        }
        try await expect(.sequenceRolledBack(end: 699, expected: 700)) {
            $0.log.firstIndex = 699
            $0.log.entries = []
        }
        try await expect(.entriesMissing(from: 700, to: 705)) { $0.log.firstIndex = 705 }
        try await expect(.malformedEntry(index: 703)) { $0.log.entries[3].removeLast() }
        try await expect(.tile(.missing(.hashes(low)))) { $0.resources[.hashes(low)] = nil }
        try await expect(.tile(.byteCount(.hashes(high), found: 63))) { $0.resources[.hashes(high)]?.removeLast() }
        try await expect(.tile(.malformedEntries(.entries(low)))) { $0.resources[.entries(low)]?.removeLast() }
        try await expect(.tile(.entriesDiffer(.entries(low)))) { $0.resources[.entries(low)]?[40] ^= 1 }
        try await expect(.tile(.entriesDiffer(.entries(low)))) { $0.resources[.hashes(low)]?[40] ^= 1 }
        try await expect(.rootDiffers(size: 700)) { $0.resources[.hashes(high)]?[40] ^= 1 }
        #expect(head.size == 700)
    }

    @Test("a store that was rolled back or replaced as a whole is found by a head known from elsewhere")
    func rolledBack() async throws {
        let store = InMemoryLogStore()
        let log = try log(store)
        _ = try await log.append([TestLog.leaf(0), TestLog.leaf(1)])
        _ = try await log.publish(covers: TestLog.covers)
        let old = store.contents
        _ = try await log.append([TestLog.leaf(2)])
        let head = try #require(try await log.publish(covers: TestLog.covers)).head
        _ = try await recover(store.contents, known: [head])
        await #expect(throws: LogDamage.rolledBack(known: 3, published: 2)) {
            _ = try await recover(old, known: [head])
        }
        // Another history of the same sizes, every signature in it valid.
        let other = InMemoryLogStore()
        let otherLog = try self.log(other)
        _ = try await otherLog.append([TestLog.leaf(0), TestLog.leaf(1), TestLog.leaf(7), TestLog.leaf(8)])
        _ = try await otherLog.publish(covers: TestLog.covers)
        await #expect(throws: LogDamage.forked(size: 3)) { _ = try await recover(other.contents, known: [head]) }
    }

    @Test("two writers of one log take up what the other wrote, and never fork it")
    func twoWriters() async throws {
        let store = InMemoryLogStore()
        let (first, second) = (try log(store), try log(store))
        #expect(try await first.append([TestLog.leaf(0)]) == 0)
        #expect(try await second.append([TestLog.leaf(1)]) == 1)
        #expect(try await first.append([TestLog.leaf(2)]) == 2)
        // What the other knows is a beginning of the same sequence, so its checkpoint is no fork.
        #expect(try await second.publish(covers: TestLog.covers)?.head.size == 2)
        #expect(try await first.publish(covers: TestLog.covers)?.head.size == 3)
        #expect(try await second.publish(covers: TestLog.covers)?.head.size == 4)
        let recovered = try #require(try await recover(store.contents).published)
        #expect(recovered.head.size == 4)
        #expect(await LogInspection.damage(under: recovered.head, in: store).isEmpty)
    }

    @Test("cosignatures are added to the published checkpoint and survive a restart")
    func cosigned() async throws {
        let store = InMemoryLogStore()
        let log = try log(store)
        _ = try await log.append([TestLog.leaf(0)])
        let checkpoint = try #require(try await log.publish(covers: TestLog.covers))
        let witness = try NoteSigner(name: "w", kind: .cosignature, privateKey: .random())
        let line = witness.cosign(checkpoint.head.text, at: Timestamp(seconds: 5))
        try await log.add([line], by: [witness.key])
        try await log.add([line], by: [witness.key])
        let cosigned = try #require(try await recover(store.contents).published)
        #expect(try cosigned.cosignatures(by: [witness.key]).map(\.time) == [5])
        var bad = line.bytes
        bad[20] ^= 1
        await #expect(throws: LogFailure.cosignature(.invalidSignature(line: 0))) {
            try await log.add([NoteSignature(name: "w", keyID: line.keyID, bytes: bad)], by: [witness.key])
        }
        #expect(try await log.publish(covers: TestLog.covers)?.head.size == 2)
    }
}
