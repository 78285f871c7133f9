import Primitives
import Testing
import Vault

@testable import Money

@Suite("Money change encoding")
struct ChangeEncodingTests {
    static let changes: [MoneyChange] = {
        let account = AccountID(ChangeID(batchStart: 1, ordinal: 0))
        let category = CategoryID(ChangeID(batchStart: 1, ordinal: 1))
        let record = ImportID(ChangeID(batchStart: 2, ordinal: 0))
        let content = TransactionContent(
            day: .test("2026-11-20"),
            payee: "Café",
            note: "two\nlines",
            tags: ["home", "Café"],
            postings: [
                Posting(.account(account), Amount(minorUnits: -12_050, currency: .inr)),
                Posting(.category(category), Amount(minorUnits: 12_050, currency: .inr)),
            ]
        )
        let plain = TransactionContent(day: .test("1969-12-31"), postings: content.postings)
        let origin = TransactionOrigin(importID: record, fingerprint: 0xFEED, externalID: 7)
        let imported = ImportContent(
            label: "bank.ofx",
            format: "ofx",
            fileDigest: [UInt8](repeating: 9, count: 32),
            rowCount: 3,
            duplicateCount: 1,
            rejectedCount: 0,
            day: .test("2026-11-20")
        )
        let transaction = TransactionID(ChangeID(batchStart: 2, ordinal: 1))
        return [
            .addAccount(
                AccountContent(name: "Cash", kind: .cash, currency: .inr, openingMinorUnits: -5, isArchived: true)
            ),
            .putAccount(account, AccountContent(name: "Purse", kind: .wallet, currency: .jpy)),
            .removeAccount(account),
            .addCategory(CategoryContent(name: "Food", kind: .expense)),
            .putCategory(category, CategoryContent(name: "Pay", kind: .income, parent: .uncategorisedIncome)),
            .removeCategory(category),
            .addImport(imported),
            .addTransaction(content, origin), .addTransaction(plain, nil), .addTransaction(content, nil),
            .editTransaction(transaction, version: 2, plain),
            .removeTransaction(transaction, version: 3),
            .restoreTransaction(transaction, version: 4, content, origin),
            .restoreTransaction(transaction, version: 5, plain, nil),
            .removeImport(record), .restoreImport(record, imported),
            .setSettings(MoneySettings(baseCurrency: .eur, digitGrouping: .western, weekStart: 7)),
            .putImportMapping(ImportMapping(signature: [1, 2], mapping: [3])),
            .putImportMapping(ImportMapping(signature: [1, 2], mapping: [])),
            .markUndo(batchStart: 9), .eraseHistory,
        ]
    }()

    @Test("every kind of change comes back as it was, in its order")
    func roundTrip() throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        #expect(try MoneyTracker.decode(bytes[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(MoneyTracker.decode(bytes[...], schema: 1)[...]) == bytes)
        #expect(try MoneyTracker.decode([], schema: 1).isEmpty)
    }

    /// Frozen when schema 1 shipped: if this fails, journals already on disk no longer open.
    @Test("schema 1 vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-changes-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
    }

    /// Frozen when version 1 shipped: if this fails, snapshots already on disk no longer open.
    @Test("snapshot version 1 vector restores, and is written with the same bytes")
    func frozenSnapshot() throws {
        let frozen = try Vectors.bytes("money-snapshot-v1.hex")
        let restored = try MoneyTracker.restore(frozen)
        let now = try #require(restored.undoBatches.last).time
        #expect(try MoneyTracker.snapshot(of: restored, now: now) == frozen)
        let seen = try VisibleBook(restored, now: now)
        #expect(seen.transactions.count == 24)
        #expect(seen.accounts.count == 7)
        #expect(seen.undo.count == 13)
    }

    @Test("a newer schema and a field of a newer version are refused as such")
    func newer() throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        #expect(throws: TrackerError.unknownSchema(2)) { try MoneyTracker.decode(bytes[...], schema: 2) }
        // Field 15, varint 1, beside the items.
        #expect(throws: TrackerError.unknownSchema(1)) {
            try MoneyTracker.decode(bytes[...] + [0x78, 0x01], schema: 1)
        }
        // An item whose account change has an unknown field 15.
        let inside: [UInt8] = [0x0A, 0x06, 0x0A, 0x04, 0x08, 0x05, 0x78, 0x01]
        #expect(throws: TrackerError.unknownSchema(1)) { try MoneyTracker.decode(inside[...], schema: 1) }
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<8 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                mutated[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
            }
            if Bool.random(using: &generator) { mutated.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            do {
                let changes = try MoneyTracker.decode(mutated[...], schema: 1)
                var book = MoneyBook()
                try? book.apply(changes, batchStart: 3, at: Timestamp(seconds: 0))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 100, "seed \(seed)")
    }

    @Test("the text of an id reads back, and nothing else does")
    func ids() {
        let id = TransactionID(ChangeID(batchStart: 1 << 39, ordinal: 16_777_215))
        #expect(TransactionID(text: id.text) == id)
        #expect(id.text.count == 13)
        for text in ["", "0", "zzzzzzzzzzzzz", id.text + "0", "............."] {
            #expect(TransactionID(text: text) == nil)
        }
    }
}
