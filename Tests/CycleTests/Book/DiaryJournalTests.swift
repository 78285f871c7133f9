import Primitives
import Testing
import Vault

@testable import Cycle

/// The diary's journal: what is written is what is read, folded and undone.
@Suite("Diary: journal")
struct DiaryJournalTests {
    private static let seeds = 0..<30 as Range<UInt64>

    private static func grown(_ seed: UInt64, steps: Int = 80) -> RandomDiary {
        var diary = RandomDiary(seed: seed)
        for _ in 0..<steps { diary.step() }
        return diary
    }

    private static func fold(
        _ batch: (start: JournalIndex, time: Timestamp, changes: [CycleChange]),
        _ book: inout CycleBook
    ) throws {
        for (ordinal, change) in batch.changes.enumerated() {
            let id = ChangeID(batchStart: batch.start, ordinal: ordinal)
            try CycleTracker.apply(change, id: id, at: batch.time, to: &book)
        }
    }

    @Test("a diary is what its journal adds up to, and its bytes are the same each time", arguments: seeds)
    func replay(_ seed: UInt64) throws {
        let diary = Self.grown(seed)
        #expect(diary.batches.count > 20)
        #expect(diary.refusals > 0)
        var replayed = CycleBook()
        for batch in diary.batches {
            let bytes = try CycleTracker.encode(batch.changes[...])
            #expect(try CycleTracker.encode(batch.changes[...]) == bytes)
            let changes = try CycleTracker.decode(bytes[...], schema: 1)
            #expect(changes == batch.changes)
            try Self.fold((batch.start, batch.time, changes), &replayed)
        }
        #expect(replayed == diary.book)
    }

    @Test("a snapshot is the diary, and what follows it folds the same", arguments: seeds)
    func snapshot(_ seed: UInt64) throws {
        var diary = Self.grown(seed, steps: 40)
        var restored = try CycleTracker.restore(CycleTracker.snapshot(of: diary.book, now: diary.time))
        #expect(restored == diary.book)
        let count = diary.batches.count
        for _ in 0..<40 { diary.step() }
        for batch in diary.batches[count...] { try Self.fold(batch, &restored) }
        #expect(restored == diary.book)
    }

    @Test("undo leaves the diary as it was before, and undoing the undo brings it back", arguments: seeds)
    func undo(_ seed: UInt64) throws {
        var diary = Self.grown(seed, steps: 30)
        let before = diary.book
        let count = diary.batches.count
        while diary.batches.count == count { diary.step() }
        let after = diary.book
        // An undo as the last step stands on something earlier, which its own undo would bring back.
        guard !diary.batches[count].changes.contains(where: { if case .markUndo = $0 { true } else { false } }) else {
            return
        }
        for (place, goal) in [(count, before), (count + 1, after), (count, before)] {
            var plan = CyclePlan(diary.book, batchStart: diary.nextStart)
            try plan.undo(batchStart: diary.batches[place].start, now: diary.time)
            diary.commit(plan)
            #expect(Self.content(diary.book) == Self.content(goal))
        }
    }

    /// What a person sees of it: no versions, no memory of undo.
    private static func content(_ book: CycleBook) -> CycleBook {
        var book = book
        book.undoBatches = []
        var days = DayTable()
        for row in book.diaryDays {
            days.put(DiaryDay(day: row.day, entry: row.entry, version: ChangeID(rawValue: 0)))
        }
        book.days = days
        return book
    }

    @Test("bytes that are cut or changed never trap", arguments: 0..<6 as Range<UInt64>)
    func hostile(_ seed: UInt64) throws {
        let diary = Self.grown(seed, steps: 25)
        let bytes = try CycleTracker.snapshot(of: diary.book, now: diary.time)
        var refused = 0
        for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 300)) {
            do { _ = try CycleTracker.restore(Array(bytes[..<place])) } catch { refused += 1 }
            var changed = bytes
            changed[place] ^= UInt8(truncatingIfNeeded: place &+ 1) | 1
            do { _ = try CycleTracker.restore(changed) } catch { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test("what a newer version wrote is refused, not lost")
    func unknown() throws {
        var wire = WireCycleChange()
        wire.day.day = 20_000
        wire.day.removed = [99]
        #expect(throws: TrackerError.unknownSchema(2)) { try ChangeWire.change(wire) }
        // Field 63, which no version has so far.
        #expect(throws: TrackerError.unknownSchema(2)) { try CycleTracker.decode([0xFA, 0x03, 0x00], schema: 1) }
        #expect(throws: TrackerError.unknownSchema(2)) { try CycleTracker.decode([], schema: 2) }
    }

    @Test("undo ends after 30 days, and a snapshot forgets it")
    func horizon() throws {
        let diary = Self.grown(3)
        let batch = try #require(diary.book.undoableBatches(now: diary.time).last)
        let late = diary.time.adding(seconds: 31 * 86_400)
        #expect(diary.book.undoableBatches(now: late).isEmpty)
        var plan = CyclePlan(diary.book, batchStart: 999_999)
        #expect(throws: CycleError.undoGone) { try plan.undo(batchStart: batch.batchStart, now: late) }
        #expect(try CycleTracker.restore(CycleTracker.snapshot(of: diary.book, now: late)).undoBatches.isEmpty)
    }

    @Test("after history is erased nothing can be undone, and what stands stays")
    func erasure() throws {
        var diary = Self.grown(4)
        var plan = CyclePlan(diary.book, batchStart: 999_999)
        try plan.eraseHistory()
        let before = Self.content(diary.book)
        diary.commit(plan)
        #expect(diary.book.undoBatches.isEmpty)
        #expect(Self.content(diary.book) == before)
    }
}
