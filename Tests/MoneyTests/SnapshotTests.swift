import Primitives
import Testing
import Vault

@testable import Money

@Suite("Money snapshot")
struct SnapshotTests {
    @Test("what was folded, restored and replayed from a snapshot is the same book", arguments: 0..<40 as Range<UInt64>)
    func foldEqualsRestore(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        var prefix: (count: Int, snapshot: [UInt8]) = (0, [])
        for step in 0..<220 {
            try random.step()
            if step == 110 {
                let bytes = try MoneyTracker.snapshot(of: random.test.book, now: random.test.time)
                prefix = (random.test.journal.count, bytes)
            }
        }
        let (book, now) = (random.test.book, random.test.time)
        #expect(random.acceptedCount > 60, "seed \(seed)")
        let bytes = try MoneyTracker.snapshot(of: book, now: now)
        let restored = try MoneyTracker.restore(bytes)
        #expect(try VisibleBook(restored, now: now) == VisibleBook(book, now: now), "seed \(seed)")
        #expect(try MoneyTracker.snapshot(of: restored, now: now) == bytes, "seed \(seed)")

        let replayed = try TestBook.replay(random.test.journal)
        #expect(try MoneyTracker.snapshot(of: replayed, now: now) == bytes, "seed \(seed)")
        let tail = Array(random.test.journal[prefix.count...])
        let continued = try TestBook.replay(tail, onto: MoneyTracker.restore(prefix.snapshot))
        #expect(try VisibleBook(continued, now: now) == VisibleBook(book, now: now), "seed \(seed)")
        #expect(try MoneyTracker.snapshot(of: continued, now: now) == bytes, "seed \(seed)")
    }

    @Test("every category is found by its name, however the book came about", arguments: 0..<8 as Range<UInt64>)
    func names(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<220 { try random.step() }
        let bytes = try MoneyTracker.snapshot(of: random.test.book, now: random.test.time)
        for book in [random.test.book, try MoneyTracker.restore(bytes)] {
            #expect(!book.liveCategories.isEmpty)
            for category in book.liveCategories {
                let (name, parent) = (category.name.uppercased(), category.content.parent)
                #expect(book.category(named: name, kind: category.kind, under: parent) == category.id, "seed \(seed)")
            }
            for category in book.categories where category.isRemoved {
                let (name, parent) = (category.name, category.content.parent)
                let found = book.category(named: name, kind: category.kind, under: parent)
                #expect(found.map { book.category($0) != nil } ?? true, "seed \(seed)")
            }
        }
    }

    @Test("malformed bytes are refused or read, and never trap", arguments: 0..<6 as Range<UInt64>)
    func malformed(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<60 { try random.step() }
        let bytes = try MoneyTracker.snapshot(of: random.test.book, now: random.test.time)
        for length in stride(from: 0, to: bytes.count, by: 17) {
            // Cut where a section begins that may be left out, what is left is a snapshot itself.
            let cut = Array(bytes[..<length])
            let left = try? MoneyTracker.snapshot(of: MoneyTracker.restore(cut), now: random.test.time)
            #expect(left == nil || left == cut, "seed \(seed), \(length) bytes")
        }
        var refused = 0
        for _ in 0..<400 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random.generator) {
                mutated[Int.random(in: 0..<bytes.count, using: &random.generator)] = UInt8.random(
                    in: 0...255,
                    using: &random.generator
                )
            }
            do {
                let book = try MoneyTracker.restore(mutated)
                // Whatever was accepted must also answer.
                _ = try? book.list(limit: 500)
                _ = try? book.spending(by: [.month, .category])
                _ = try? book.balances()
                _ = try? MoneyTracker.snapshot(of: book, now: random.test.time)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0, "seed \(seed)")
    }

    @Test("an empty book has a snapshot too")
    func empty() throws {
        let bytes = try MoneyTracker.snapshot(of: MoneyBook(), now: Timestamp(seconds: 0))
        let book = try MoneyTracker.restore(bytes)
        #expect(book.isEmpty)
        #expect(try book.list().transactions.isEmpty)
    }

    @Test("a deleted transaction leaves the snapshot with its undo, after 30 days or when history is erased")
    func deletionIsReal() throws {
        func holds(_ bytes: [UInt8], _ text: String) -> Bool {
            let needle = Array(text.utf8)
            return bytes.indices.contains { bytes[$0...].starts(with: needle) }
        }
        var test = try TestBook.starter()
        let id = try test.spend(
            100,
            "Groceries",
            "2026-03-01",
            payee: "canary-payee",
            note: "canary-note",
            tags: ["canary-tag"]
        )
        let account = test.account("Cash")
        try test.run { plan in
            try plan.editTransaction(
                id,
                expectedVersion: 1,
                .expense(
                    Amount(minorUnits: 5, currency: .inr),
                    day: .test("2026-03-01"),
                    from: account,
                    payee: "canary-second"
                )
            )
        }
        try test.run { try $0.deleteTransaction(id, expectedVersion: 2) }
        let now = try MoneyTracker.snapshot(of: test.book, now: test.time)
        for text in ["canary-payee", "canary-note", "canary-tag", "canary-second"] { #expect(holds(now, text)) }
        let later = try MoneyTracker.snapshot(of: test.book, now: test.time.adding(seconds: 31 * 86_400))
        #expect(!holds(later, "canary"))
        try test.run { try $0.eraseHistory() }
        let erased = try MoneyTracker.snapshot(of: test.book, now: test.time)
        #expect(!holds(erased, "canary"))
        #expect(throws: MoneyError.undoGone) {
            try test.run { [now = test.time] in try $0.undo(batchStart: 4, now: now) }
        }
    }

    @Test("a snapshot of a newer version is told apart from a damaged one")
    func newerVersion() throws {
        var bytes = try MoneyTracker.snapshot(of: MoneyBook(), now: Timestamp(seconds: 0))
        bytes[4] = 2
        #expect(throws: TrackerError.unknownSchema(2)) { try MoneyTracker.restore(bytes) }
    }
}
