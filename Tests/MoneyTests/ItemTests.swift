import Primitives
import Testing
import Vault

@testable import Money

@Suite("Items of the book")
struct ItemTests {
    static let view = ViewContent(title: "Food this year", page: .spending, query: "category=1&from=2026-01-01")

    /// A change of every kind of item, as the journal has it.
    static let changes: [MoneyChange] = [
        .addItem(.view(view)),
        .putItem(ChangeID(batchStart: 1, ordinal: 0), .view(ViewContent(title: "é", page: .explore, query: ""))),
        .removeItem(.view, ChangeID(batchStart: 1, ordinal: 0)),
    ]

    @Test("every kind of change comes back as it was, in its order")
    func roundTrip() throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        #expect(try MoneyTracker.decode(bytes[...], schema: 1) == Self.changes)
    }

    /// Frozen when items were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-items-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<4 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            var mutated = bytes
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            mutated[place] = UInt8.random(in: 0...255, using: &generator)
            do { _ = try MoneyTracker.decode(mutated[...], schema: 1) } catch { refused += 1 }
        }
        #expect(refused > 50, "seed \(seed)")
    }

    @Test("a kind, or a field of an item, of a newer version is refused as such")
    func newer() {
        // An item (field 14) with content whose only field is 127; then a removal of kind 200.
        let kind: [UInt8] = [0x0A, 0x07, 0x72, 0x05, 0x1A, 0x03, 0xFA, 0x07, 0x00]
        let removal: [UInt8] = [0x0A, 0x07, 0x72, 0x05, 0x08, 0x05, 0x10, 0xC8, 0x01]
        for bytes in [kind, removal] {
            #expect(throws: TrackerError.unknownSchema(1)) { try MoneyTracker.decode(bytes[...], schema: 1) }
        }
    }

    @Test("an item is added, edited, removed, and each is undone and redone")
    func undo() throws {
        var test = TestBook()
        let id = try test.run { try $0.add(Self.view) }
        let made = test.nextBatch - 1
        var edited = Self.view
        edited.query = "by=payee"
        try test.run { try $0.edit(id, edited) }
        let editing = test.nextBatch - 1
        #expect(test.book.item(id)?.content == edited)
        try test.undo(editing)
        #expect(test.book.item(id)?.content == Self.view)
        try test.undo(made)
        #expect(test.book.items(ViewContent.self).isEmpty)
        try test.undo(test.nextBatch - 1)
        #expect(test.book.item(id)?.content == Self.view)
        try test.run { try $0.remove(id) }
        let removal = test.nextBatch - 1
        try test.run { try $0.add(Self.view) }
        #expect(throws: MoneyError.undoBlocked) { try test.undo(removal) }
    }

    @Test("a name is one item's of its kind, and a query is an address's")
    func refusals() throws {
        var test = TestBook()
        let id = try test.run { try $0.add(Self.view) }
        var other = Self.view
        other.title = "FOOD this year"
        #expect(throws: MoneyError.nameTaken(.name)) { try test.run { try $0.add(other) } }
        try test.run { try $0.edit(id, other) }
        other.title = "Other"
        other.query = "a=b c"
        #expect(throws: MoneyError.invalid(.query)) { try test.run { try $0.add(other) } }
        other.query = String(repeating: "a", count: ViewContent.queryMaximum + 1)
        #expect(throws: MoneyError.tooLong(.query, maximum: 2000)) { try test.run { try $0.add(other) } }
        try test.run { try $0.remove(id) }
        #expect(throws: MoneyError.notFound(.id)) { try test.run { try $0.remove(id) } }
    }

    @Test("a snapshot brings every item back, and drops removed ones that undo forgot")
    func snapshot() throws {
        var test = TestBook()
        let id = try test.run { try $0.add(Self.view) }
        var other = Self.view
        other.title = "Other"
        try test.run { try $0.add(other) }
        try test.run { try $0.remove(id) }
        let bytes = try MoneyTracker.snapshot(of: test.book, now: test.time)
        var restored = test
        restored.book = try MoneyTracker.restore(bytes)
        #expect(restored.book.items(ViewContent.self) == test.book.items(ViewContent.self))
        try restored.undo(test.nextBatch - 1)
        #expect(restored.book.item(id)?.content == Self.view)
        let later = test.time.adding(seconds: Int64(MoneyLimits.undoDays + 1) * 86_400)
        let forgotten = try MoneyTracker.restore(MoneyTracker.snapshot(of: test.book, now: later))
        #expect(forgotten.items.sorted.count == 1)
    }
}

extension TestBook {
    mutating func undo(_ start: JournalIndex) throws {
        try run { [now = time] in try $0.undo(batchStart: start, now: now) }
    }
}
