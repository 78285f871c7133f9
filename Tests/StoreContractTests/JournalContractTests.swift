import Primitives
import TestSupport
import Testing
import Vault

@Suite("Journal store contract")
struct JournalContractTests {
    @Test("a vault that was never made has no head", arguments: StoreUnderTest.allCases)
    func unknownVault(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        #expect(try await journal.head(of: .alice) == nil)
        #expect(try await journal.segments(of: .alice, after: 0, byteCountMaximum: 1000).isEmpty)
        #expect(try await journal.snapshots(of: .alice).isEmpty)
    }

    @Test("a new vault begins empty and is made once", arguments: StoreUnderTest.allCases)
    func create(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        #expect(try await journal.head(of: .alice) == .empty)
        await #expect(throws: StoreError.conflict) { try await journal.create(.alice) }
    }

    @Test("appended segments come back in order with their head", arguments: StoreUnderTest.allCases)
    func append(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        let first = TestJournal.append([[1], [2, 2]], to: .alice, after: .empty)
        let second = TestJournal.append([[3, 3, 3]], to: .alice, after: first.head)
        try await journal.append(first)
        try await journal.append(second)
        #expect(try await journal.head(of: .alice) == second.head)
        let all = try await journal.segments(of: .alice, after: 0, byteCountMaximum: 1000)
        #expect(all == first.segments + second.segments)
        #expect(try await journal.segments(of: .alice, after: 2, byteCountMaximum: 1000) == second.segments)
        #expect(try await journal.segments(of: .alice, after: 3, byteCountMaximum: 1000).isEmpty)
    }

    @Test("a read stops after the segment that passes its limit", arguments: StoreUnderTest.allCases)
    func readLimit(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        let append = TestJournal.append(
            Array(repeating: [UInt8](repeating: 7, count: 10), count: 5),
            to: .alice,
            after: .empty
        )
        try await journal.append(append)
        for (limit, count) in [(0, 1), (1, 1), (10, 1), (11, 2), (50, 5)] {
            let read = try await journal.segments(of: .alice, after: 0, byteCountMaximum: limit)
            #expect(read.count == count, "a limit of \(limit) bytes")
        }
    }

    @Test("an append on another head conflicts and changes nothing", arguments: StoreUnderTest.allCases)
    func staleHead(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        let first = TestJournal.append([[1]], to: .alice, after: .empty)
        try await journal.append(first)
        let sameIndexOtherHash = JournalHead(index: 1, hash: [UInt8](repeating: 9, count: 32))
        for head in [JournalHead.empty, sameIndexOtherHash, JournalHead(index: 5, hash: first.head.hash)] {
            await #expect(throws: StoreError.conflict) {
                try await journal.append(TestJournal.append([[2]], to: .alice, after: head))
            }
        }
        #expect(try await journal.head(of: .alice) == first.head)
        #expect(try await journal.segments(of: .alice, after: 0, byteCountMaximum: 1000) == first.segments)
    }

    @Test("an append to a vault that does not exist conflicts", arguments: StoreUnderTest.allCases)
    func appendToUnknown(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        await #expect(throws: StoreError.conflict) {
            try await journal.append(TestJournal.append([[1]], to: .alice, after: .empty))
        }
        #expect(try await journal.head(of: .alice) == nil)
    }

    @Test(
        "an append with a gap, no segment, an empty one or another head is refused",
        arguments: StoreUnderTest.allCases
    )
    func malformedAppend(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        let good = TestJournal.append([[1], [2]], to: .alice, after: .empty)
        let hash = good.head.hash
        func append(_ segments: [StoredSegment], _ head: JournalHead) -> JournalAppend {
            JournalAppend(vault: .alice, expected: .empty, segments: segments, head: head)
        }
        let bad = [
            append([], .empty),
            append([good.segments[1]], good.head),
            append([good.segments[0], StoredSegment(index: 3, bytes: [2])], JournalHead(index: 3, hash: hash)),
            append([good.segments[0], good.segments[0]], JournalHead(index: 1, hash: hash)),
            append(good.segments, JournalHead(index: 3, hash: hash)),
            append(good.segments, JournalHead(index: 2, hash: [1, 2, 3])),
            append([StoredSegment(index: 1, bytes: [])], JournalHead(index: 1, hash: hash)),
            JournalAppend(
                vault: .alice,
                expected: JournalHead(index: .max, hash: hash),
                segments: good.segments,
                head: good.head
            ),
        ]
        for (number, append) in bad.enumerated() {
            await #expect(throws: StoreError.conflict, "request \(number)") { try await journal.append(append) }
        }
        #expect(try await journal.head(of: .alice) == .empty)
    }

    @Test(
        "of many appends on one head exactly one wins, and other vaults do not notice",
        arguments: StoreUnderTest.allCases
    )
    func race(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        try await journal.create(.bob)
        let outcomes = try await withThrowingTaskGroup(of: (isBob: Bool, isDone: Bool).self) { group in
            for number in 0..<50 as Range<UInt8> {
                group.addTask {
                    let append = TestJournal.append([[number]], to: .alice, after: .empty)
                    return (false, try await succeeds { () throws(StoreError) in try await journal.append(append) })
                }
            }
            group.addTask {
                let append = TestJournal.append([[1]], to: .bob, after: .empty)
                do { try await journal.append(append) } catch { return (true, false) }
                return (true, true)
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { !$0.isBob && $0.isDone }.count == 1)
        #expect(outcomes.filter { $0.isBob && $0.isDone }.count == 1)
        #expect(try await journal.head(of: .alice)?.index == 1)
    }

    @Test("appends handed in without waiting are applied in the order of the calls", arguments: StoreUnderTest.allCases)
    @MainActor
    func order(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        var head = JournalHead.empty
        var tasks: [Task<Void, any Error>] = []
        for number in 0..<100 as Range<UInt8> {
            let append = TestJournal.append([[number]], to: .alice, after: head)
            head = append.head
            // Tasks of one actor start in the order in which they were made; ended by the loop below.
            tasks.append(Task { try await journal.append(append) })
        }
        for task in tasks { try await task.value }
        #expect(try await journal.head(of: .alice) == head)
    }

    @Test("a compaction replaces snapshots, drops segments and keeps the head", arguments: StoreUnderTest.allCases)
    func compaction(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        let append = TestJournal.append([[1], [2], [3]], to: .alice, after: .empty)
        try await journal.append(append)
        let names = [1, 2].map { [UInt8](repeating: $0, count: 16) }
        func compact(
            _ snapshots: [StoredSnapshot],
            removed: [[UInt8]],
            through index: JournalIndex
        ) -> JournalCompaction {
            JournalCompaction(
                vault: .alice,
                expected: append.head,
                snapshots: snapshots,
                removedSnapshots: removed,
                removingThrough: index
            )
        }
        let old = names.map { StoredSnapshot(name: $0, index: 2, bytes: [1, 2]) }
        try await journal.compact(compact(old, removed: [], through: 2))
        #expect(try await journal.snapshots(of: .alice) == old)
        #expect(try await journal.head(of: .alice) == append.head)
        #expect(try await journal.segments(of: .alice, after: 0, byteCountMaximum: 99) == [append.segments[2]])

        let new = StoredSnapshot(name: names[0], index: 3, bytes: [9])
        try await journal.compact(compact([new], removed: [names[1]], through: 3))
        #expect(try await journal.snapshots(of: .alice) == [new])
        #expect(try await journal.segments(of: .alice, after: 0, byteCountMaximum: 99).isEmpty)
        // The journal goes on after its compaction.
        try await journal.append(TestJournal.append([[4]], to: .alice, after: append.head))
        #expect(try await journal.head(of: .alice)?.index == 4)
    }

    @Test(
        "a compaction on another head, or beyond it, conflicts and changes nothing",
        arguments: StoreUnderTest.allCases
    )
    func staleCompaction(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        let append = TestJournal.append([[1]], to: .alice, after: .empty)
        try await journal.append(append)
        let snapshot = StoredSnapshot(name: [UInt8](repeating: 1, count: 16), index: 0, bytes: [1])
        let nameless = StoredSnapshot(name: [1], index: 0, bytes: [1])
        let requests: [(JournalHead, StoredSnapshot, JournalIndex)] = [
            (.empty, snapshot, 0), (append.head, snapshot, 2), (append.head, nameless, 0),
        ]
        for (head, snapshot, through) in requests {
            let compaction = JournalCompaction(
                vault: .alice,
                expected: head,
                snapshots: [snapshot],
                removedSnapshots: [],
                removingThrough: through
            )
            await #expect(throws: StoreError.conflict) { try await journal.compact(compaction) }
        }
        #expect(try await journal.snapshots(of: .alice).isEmpty)
        #expect(try await journal.segments(of: .alice, after: 0, byteCountMaximum: 99) == append.segments)
    }

    @Test("deleting a vault takes everything of it and nothing of another", arguments: StoreUnderTest.allCases)
    func delete(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        for vault in [VaultID.alice, .bob] {
            try await journal.create(vault)
            try await journal.append(TestJournal.append([[1]], to: vault, after: .empty))
        }
        try await journal.delete(.alice)
        try await journal.delete(.alice)
        #expect(try await journal.head(of: .alice) == nil)
        #expect(try await journal.segments(of: .alice, after: 0, byteCountMaximum: 99).isEmpty)
        #expect(try await journal.head(of: .bob)?.index == 1)
        // Made again, it is another journal.
        try await journal.create(.alice)
        #expect(try await journal.head(of: .alice) == .empty)
    }

    @Test("large segments come back whole", arguments: StoreUnderTest.allCases)
    func largeSegment(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        var generator = SeededGenerator.printingSeed("largeSegment")
        let bytes = generator.bytes(1 << 20)
        try await journal.append(TestJournal.append([bytes], to: .alice, after: .empty))
        #expect(try await journal.segments(of: .alice, after: 0, byteCountMaximum: 1).first?.bytes == bytes)
    }

    @Test("the stamp stands still while nobody writes", arguments: StoreUnderTest.allCases)
    func stamp(_ store: StoreUnderTest) async throws {
        let journal = try store.open().journal
        try await journal.create(.alice)
        let stamp = try journal.foreignChangeStamp()
        _ = try await journal.head(of: .alice)
        #expect(try journal.foreignChangeStamp() == stamp)
    }
}
