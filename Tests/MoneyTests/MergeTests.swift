import Primitives
import Testing
import Vault

@testable import Money

@Suite("Merging two entries that are the same thing")
struct MergeTests {
    /// A change of this kind, as the journal has it.
    static let changes: [MoneyChange] = {
        let (first, second) = (
            TransactionID(ChangeID(batchStart: 4, ordinal: 1)), TransactionID(ChangeID(batchStart: 5, ordinal: 0))
        )
        let record = ImportID(ChangeID(batchStart: 4, ordinal: 0))
        let lines = [
            TransactionOrigin(importID: record, fingerprint: 0x0102_0304_0506_0708, externalID: 9),
            TransactionOrigin(importID: record, fingerprint: 7),
        ]
        return [
            .adoptOrigins(first, lines), .adoptOrigins(first, []),
            .addItem(.rejectedPair(RejectedPairContent(outgoing: first, incoming: second))),
        ]
    }()

    @Test("the changes come back as they were, in their order")
    func roundTrip() throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        #expect(try MoneyTracker.decode(bytes[...], schema: 1) == Self.changes)
    }

    /// Frozen when matching was added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-matching-v1.hex")
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

    @Test("a field of a newer version inside of a line is refused as such")
    func newer() {
        // An adoption (field 16) with a line whose only field is 127.
        let bytes: [UInt8] = [0x0A, 0x08, 0x82, 0x01, 0x05, 0x12, 0x03, 0xFA, 0x07, 0x00]
        #expect(throws: TrackerError.unknownSchema(1)) { try MoneyTracker.decode(bytes[...], schema: 1) }
    }

    private struct Pair {
        var test: TestBook
        let typed: TransactionID
        let imported: TransactionID

        func seen(_ id: TransactionID) throws -> MoneyPlan.Seen {
            (id, try #require(test.book.transaction(id)).version)
        }
    }

    /// Coffee as it was typed, and as the bank's file listed it a day later.
    private static func pair() throws -> Pair {
        var test = try TestBook.starter()
        let typed = try test.spend(
            12_000,
            "Eating out",
            "2026-03-01",
            payee: "Chai Point",
            note: "with Asha",
            tags: ["tea"]
        )
        let draft = try TransactionDraft.expense(
            Amount(minorUnits: 12_000, currency: .inr),
            day: .test("2026-03-02"),
            from: test.account("Cash"),
            payee: "UPI-CHAI POINT",
            tags: ["TEA", "bank"]
        )
        let imported = try test.importLine(draft, fingerprint: 77, externalID: 88)
        return Pair(test: test, typed: typed, imported: imported)
    }

    @Test("one stays with what was chosen of each, and one undo brings both back")
    func merged() throws {
        var pair = try Self.pair()
        let before = try VisibleBook(pair.test.book, now: pair.test.time)
        var merge = TransactionMerge()
        merge.day = .other
        let (kept, other) = (try pair.seen(pair.typed), try pair.seen(pair.imported))
        let batch = pair.test.nextBatch
        try pair.test.run { try $0.mergeTransactions(kept, other, merge) }
        #expect(pair.test.book.transaction(pair.imported) == nil)
        let content = try #require(pair.test.book.transaction(pair.typed)).content
        #expect(content.day == .test("2026-03-02") && content.payee == "Chai Point" && content.note == "with Asha")
        #expect(content.tags == ["tea", "bank"])
        #expect(content.postings.contains { $0.target == .category(pair.test.category("Eating out")) })
        #expect(pair.test.book.origins(of: pair.typed).map(\.fingerprint) == [77])
        #expect(pair.test.book.transactions(withFingerprint: 77) == [pair.typed])
        try pair.test.undo(batch)
        let after = try VisibleBook(pair.test.book, now: pair.test.time)
        #expect(after.transactions.map(\.content) == before.transactions.map(\.content))
        #expect(after.adoptedOrigins.isEmpty && after.transactions.map(\.origin) == before.transactions.map(\.origin))
    }

    @Test("the other way around every part comes from the one that goes, and a snapshot keeps the line")
    func reversed() throws {
        var pair = try Self.pair()
        var merge = TransactionMerge()
        (merge.payee, merge.note, merge.category) = (.other, .other, .other)
        let (kept, other) = (try pair.seen(pair.imported), try pair.seen(pair.typed))
        try pair.test.run { try $0.mergeTransactions(kept, other, merge) }
        let merged = try #require(pair.test.book.transaction(pair.imported))
        #expect(merged.content.payee == "Chai Point" && merged.content.note == "with Asha")
        #expect(merged.origin?.fingerprint == 77 && pair.test.book.adoptedOrigins.isEmpty)
        try pair.test.run { [merged] in
            try $0.undoImport(try #require(merged.origin).importID)
        }
        #expect(pair.test.book.transactionCount == 0)
    }

    @Test("what was taken over survives its import's undo and a snapshot, and goes with its entry")
    func snapshot() throws {
        var pair = try Self.pair()
        let (kept, other) = (try pair.seen(pair.typed), try pair.seen(pair.imported))
        let record = try #require(pair.test.book.transaction(pair.imported)?.origin).importID
        try pair.test.run { try $0.mergeTransactions(kept, other) }
        try pair.test.run { try $0.undoImport(record) }
        let later = pair.test.time.adding(seconds: 40 * 86_400)
        pair.test.book = try MoneyTracker.restore(MoneyTracker.snapshot(of: pair.test.book, now: later))
        #expect(pair.test.book.liveImports.isEmpty)
        #expect(pair.test.book.origins(of: pair.typed).map(\.externalID) == [88])
        let last = try pair.seen(pair.typed)
        try pair.test.run { try $0.deleteTransaction(last.id, expectedVersion: last.version) }
        let end = later.adding(seconds: 40 * 86_400)
        let restored = try MoneyTracker.restore(MoneyTracker.snapshot(of: pair.test.book, now: end))
        #expect(restored.adoptedOrigins.isEmpty && restored.imports.isEmpty)
    }

    @Test("an occurrence that came true is the entry that stays")
    func occurrence() throws {
        var test = try TestBook.starter()
        let draft = try TransactionDraft.expense(
            Amount(minorUnits: 500, currency: .inr),
            day: .test("2026-03-01"),
            from: test.account("Cash"),
            on: test.category("Rent")
        )
        let content = RecurringContent(
            schedule: Schedule(.days(every: 40), start: .test("2026-03-01")),
            postings: draft.postings
        )
        try test.run { _ = try $0.addRecurring(content) }
        try test.run { _ = try $0.makeDueOccurrences(today: .test("2026-03-02")) }
        let made = try #require(test.book.occurrences.sorted.first)
        let planned = try #require(made.occurrence.transaction.flatMap { test.book.transaction($0) })
        let imported = try test.importLine(draft, fingerprint: 5)
        let batch = test.nextBatch
        try test.run { try $0.mergeTransactions((imported, 1), (planned.id, planned.version)) }
        #expect(test.book.occurrence(made.id) == Occurrence(.edited, imported))
        try test.undo(batch)
        #expect(test.book.occurrence(made.id) == made.occurrence)
    }

    @Test("receipts of the one that goes hang on the one that stays, each once, and undo hangs them back")
    func receipts() throws {
        var pair = try Self.pair()
        let (kept, other) = (try pair.seen(pair.typed), try pair.seen(pair.imported))
        for (id, number) in [(kept.id, 1), (other.id, 1), (other.id, 2)] as [(TransactionID, UInt8)] {
            try pair.test.run { _ = try $0.add(ReceiptContent.test(id, number)) }
        }
        let batch = pair.test.nextBatch
        try pair.test.run { try $0.mergeTransactions(kept, other) }
        #expect(pair.test.book.receipts(of: kept.id).map(\.content.digest.first) == [1, 2])
        try pair.test.undo(batch)
        #expect(pair.test.book.receipts(of: kept.id).map(\.content.digest.first) == [1])
        #expect(pair.test.book.receipts(of: other.id).map(\.content.digest.first) == [1, 2])
    }

    @Test("what is not the same thing, was changed meanwhile or is gone is refused")
    func refusals() throws {
        var pair = try Self.pair()
        let (kept, other) = (try pair.seen(pair.typed), try pair.seen(pair.imported))
        let dearer = try pair.test.spend(12_001, "Eating out", "2026-03-01")
        let card = try pair.test.spend(12_000, "Eating out", "2026-03-01", account: "Card")
        #expect(throws: MoneyError.differs(.amount)) {
            try pair.test.run { try $0.mergeTransactions(kept, (dearer, 1)) }
        }
        #expect(throws: MoneyError.differs(.account)) {
            try pair.test.run { try $0.mergeTransactions(kept, (card, 1)) }
        }
        #expect(throws: MoneyError.invalid(.id)) { try pair.test.run { try $0.mergeTransactions(kept, kept) } }
        #expect(throws: MoneyError.stale(currentVersion: 1)) {
            try pair.test.run { try $0.mergeTransactions(kept, (other.id, 2)) }
        }
        try pair.test.run { try $0.mergeTransactions(kept, other) }
        let now = try pair.seen(pair.typed)
        #expect(throws: MoneyError.notFound(.id)) { try pair.test.run { try $0.mergeTransactions(now, other) } }
    }

    @Test("an entry stands for a bounded number of lines")
    func bounded() throws {
        var test = try TestBook.starter()
        let draft = try TransactionDraft.expense(
            Amount(minorUnits: 500, currency: .inr),
            day: .test("2026-03-01"),
            from: test.account("Cash")
        )
        let kept = try test.importLine(draft, fingerprint: 1)
        for line in 0..<MoneyLimits.adoptedOrigins {
            let other = try test.importLine(draft, fingerprint: UInt64(line) + 2)
            try test.run { try $0.mergeTransactions((kept, 1), (other, 1)) }
        }
        let last = try test.importLine(draft, fingerprint: 99)
        #expect(throws: MoneyError.tooMany(.pairs, maximum: MoneyLimits.adoptedOrigins)) {
            try test.run { try $0.mergeTransactions((kept, 1), (last, 1)) }
        }
        #expect(test.book.origins(of: kept).count == MoneyLimits.adoptedOrigins + 1)
    }
}

extension TestBook {
    /// Imports one line as a file of its own.
    mutating func importLine(
        _ draft: TransactionDraft,
        fingerprint: UInt64,
        externalID: UInt64 = 0
    ) throws -> TransactionID {
        let content = ImportContent(
            label: "file",
            format: "csv",
            fileDigest: [],
            rowCount: 1,
            duplicateCount: 0,
            rejectedCount: 0,
            day: draft.day
        )
        let line = ImportedTransaction(draft: draft, fingerprint: fingerprint, externalID: externalID)
        let start = nextBatch
        _ = try run { try $0.commitImport(content, [line]) }
        return TransactionID(ChangeID(batchStart: start, ordinal: 1))
    }
}
