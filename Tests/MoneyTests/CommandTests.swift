import Primitives
import Testing
import Vault

@testable import Money

@Suite("Money commands")
struct CommandTests {
    private func inr(_ minorUnits: Int64) -> Amount { Amount(minorUnits: minorUnits, currency: .inr) }

    @Test("the version of an edit must be the current one")
    func stale() throws {
        var test = try TestBook.starter()
        let id = try test.spend(100, "Rent", "2026-01-01")
        let draft = TransactionDraft(try #require(test.book.transaction(id)).content)
        try test.run { try $0.editTransaction(id, expectedVersion: 1, draft) }
        #expect(throws: MoneyError.stale(currentVersion: 2)) {
            try test.run { try $0.editTransaction(id, expectedVersion: 1, draft) }
        }
        #expect(throws: MoneyError.stale(currentVersion: 2)) {
            try test.run { try $0.deleteTransaction(id, expectedVersion: 1) }
        }
        try test.run { try $0.deleteTransaction(id, expectedVersion: 2) }
        #expect(throws: MoneyError.notFound(.id)) { try test.run { try $0.deleteTransaction(id, expectedVersion: 3) } }
    }

    @Test("postings must add up to zero in each currency, or exchange one for another")
    func balance() throws {
        var test = try TestBook.starter()
        let dollars = try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd)) }
        let (cash, upi) = (test.account("Cash"), test.account("UPI"))
        let usd = Amount(minorUnits: 100, currency: .usd)
        func refusal(_ postings: [Posting]) -> MoneyError? {
            var plan = MoneyPlan(test.book, batchStart: 99)
            do throws(MoneyError) {
                _ = try plan.addTransaction(TransactionDraft(day: .test("2026-01-01"), postings: postings))
                return nil
            } catch { return error }
        }
        #expect(refusal([Posting(.account(cash), inr(-5)), Posting(.account(upi), inr(4))]) == .unbalanced(.postings))
        #expect(refusal([Posting(.account(cash), inr(5)), Posting(.account(upi), inr(-5))]) == nil)
        #expect(refusal([Posting(.account(cash), inr(-8300)), Posting(.account(dollars), usd)]) == nil)
        #expect(
            refusal([Posting(.account(cash), inr(8300)), Posting(.account(dollars), usd)]) == .unbalanced(.postings)
        )
        #expect(
            refusal([Posting(.account(cash), usd), Posting(.account(dollars), inr(-5))])
                == .currencyOfAccount(.currency)
        )
        #expect(refusal([Posting(.account(cash), inr(0)), Posting(.account(upi), inr(0))]) == .zero(.amount))
        #expect(refusal([Posting(.account(cash), inr(5))]) == .missing(.postings))
        #expect(
            refusal([
                Posting(.category(test.category("Rent")), inr(5)), Posting(.category(test.category("Salary")), inr(-5)),
            ]) == .missing(.account)
        )
        #expect(refusal([Posting(.account(cash), inr(.min)), Posting(.account(upi), inr(.max))]) == .overflow(.amount))
        #expect(
            refusal(Array(repeating: Posting(.account(cash), inr(1)), count: 101)) == .tooMany(.postings, maximum: 100)
        )
        #expect(
            refusal([
                Posting(.account(AccountID(text: "0000000000000") ?? cash), inr(-5)), Posting(.account(upi), inr(5)),
            ]) == .notFound(.account)
        )
    }

    @Test("names are unique without case, and categories cannot be under themselves")
    func names() throws {
        var test = try TestBook.starter()
        #expect(throws: MoneyError.nameTaken(.name)) {
            try test.run { try $0.addAccount(AccountContent(name: " cAsH ", kind: .cash, currency: .inr)) }
        }
        let transport = test.category("Transport")
        let fuel = test.category("Fuel")
        #expect(throws: MoneyError.nameTaken(.name)) {
            try test.run { try $0.addCategory(CategoryContent(name: "FUEL", kind: .expense, parent: transport)) }
        }
        try test.run { try $0.addCategory(CategoryContent(name: "Fuel", kind: .expense)) }
        #expect(throws: MoneyError.cycle(.parent)) {
            try test.run {
                try $0.editCategory(transport, CategoryContent(name: "Transport", kind: .expense, parent: fuel))
            }
        }
        #expect(throws: MoneyError.cycle(.parent)) {
            try test.run { try $0.editCategory(fuel, CategoryContent(name: "Fuel", kind: .expense, parent: fuel)) }
        }
        #expect(throws: MoneyError.kindOfParent(.parent)) {
            try test.run { try $0.addCategory(CategoryContent(name: "Bonus", kind: .income, parent: fuel)) }
        }
        #expect(throws: MoneyError.builtIn(.category)) { try test.run { try $0.removeCategory(.uncategorisedExpense) } }
        #expect(throws: MoneyError.held(.category, by: .subcategories)) {
            try test.run { try $0.removeCategory(transport) }
        }
        try test.spend(5, "Rent", "2026-01-01")
        let (rent, cash) = (test.category("Rent"), test.account("Cash"))
        #expect(throws: MoneyError.held(.category, by: .entries)) { try test.run { try $0.removeCategory(rent) } }
        #expect(throws: MoneyError.held(.account, by: .entries)) { try test.run { try $0.removeAccount(cash) } }
    }

    @Test("texts are bounded, and carry no control characters, direction marks or card numbers")
    func texts() throws {
        let test = try TestBook.starter()
        let (cash, rent) = (test.account("Cash"), test.category("Rent"))
        func refusal(payee: String? = nil, note: String? = nil, tags: [String] = []) -> MoneyError? {
            var plan = MoneyPlan(test.book, batchStart: 99)
            do throws(MoneyError) {
                _ = try plan.addTransaction(
                    .expense(
                        inr(5),
                        day: .test("2026-01-01"),
                        from: cash,
                        on: rent,
                        payee: payee,
                        note: note,
                        tags: tags
                    )
                )
                return nil
            } catch { return error }
        }
        #expect(refusal(payee: String(repeating: "é", count: 100)) == nil)
        #expect(refusal(payee: String(repeating: "é", count: 101)) == .tooLong(.payee, maximum: 100))
        #expect(refusal(payee: "e" + String(repeating: "\u{301}", count: 100)) == .tooLong(.payee, maximum: 100))
        #expect(refusal(note: String(repeating: "n", count: 2001)) == .tooLong(.note, maximum: 2000))
        #expect(refusal(note: "two\nlines") == nil)
        #expect(refusal(payee: "two\nlines") == .controlCharacter(.payee))
        #expect(refusal(payee: "a\u{0}b") == .controlCharacter(.payee))
        #expect(refusal(payee: "a\u{202E}b") == .controlCharacter(.payee))
        #expect(refusal(payee: "4111 1111 1111 1111") == .cardNumber(.payee))
        #expect(refusal(note: "my card 5500-0000-0000-0004") == .cardNumber(.note))
        #expect(refusal(tags: ["378282246310005"]) == .cardNumber(.tags))
        #expect(refusal(tags: (0..<31).map(String.init)) == .tooMany(.tags, maximum: 30))
        #expect(refusal(tags: ["  "]) == .missing(.tags))
        // A payment reference of twelve digits and a number that fails Luhn are fine.
        #expect(refusal(payee: "UPI 412345678901") == nil)
        #expect(refusal(payee: "4111 1111 1111 1112") == nil)
    }

    @Test("no case of the errors is without its field")
    func fields() {
        #expect(MoneyError.stale(currentVersion: 1).field == .version)
        #expect(MoneyError.tooLong(.note, maximum: 1).field == .note)
        #expect(MoneyError.undoBlocked.field == .id)
    }

    @Test("an import is one step: all of it, or the row that stops it")
    func imports() throws {
        var test = try TestBook.starter()
        let (cash, rent) = (test.account("Cash"), test.category("Rent"))
        func row(_ minorUnits: Int64, _ print: UInt64) throws -> ImportedTransaction {
            ImportedTransaction(
                draft: try .expense(inr(minorUnits), day: .test("2026-02-02"), from: cash, on: rent),
                fingerprint: print
            )
        }
        let content = ImportContent(
            label: "bank.csv",
            format: "csv",
            fileDigest: [],
            rowCount: 3,
            duplicateCount: 0,
            rejectedCount: 0,
            day: .test("2026-02-03")
        )
        #expect(throws: ImportRefusal(place: 1, error: .zero(.amount))) {
            try test.run { try $0.commitImport(content, [row(5, 1), row(0, 2)]) }
        }
        #expect(test.book.transactionCount == 0)
        let id = try test.run { try $0.commitImport(content, [row(5, 7), row(6, 7), row(7, 8)]) }
        #expect(test.book.transactions(withFingerprint: 7).count == 2)
        #expect(test.book.transactions(withFingerprint: 9).isEmpty)
        #expect(test.book.importRecord(id)?.content.label == "bank.csv")
        let mine = try test.spend(100, "Rent", "2026-02-02")
        let first = try #require(test.book.transactions(withFingerprint: 8).first)
        try test.run { try $0.deleteTransaction(first, expectedVersion: 1) }
        try test.run { try $0.undoImport(id) }
        #expect(test.book.transactionCount == 1)
        #expect(test.book.transaction(mine) != nil)
        #expect(test.book.importRecord(id) == nil)
        // Undoing the undo brings back what it took, and not what was deleted before it.
        let batch = try #require(test.book.undoableBatches(now: test.time).first)
        try test.run { [now = test.time] in try $0.undo(batchStart: batch.batchStart, now: now) }
        #expect(test.book.transactionCount == 3)
        #expect(test.book.importRecord(id) != nil)
    }
}
