import Primitives
import Testing
import Vault

@testable import Money

@Suite("Settings and the currencies of accounts")
struct SettingsTests {
    private static let euros = MoneySettings(baseCurrency: .eur, digitGrouping: .continental)

    private func currencies(_ test: TestBook) -> [String: String] {
        Dictionary(uniqueKeysWithValues: test.book.liveAccounts.map { ($0.name, $0.currency.code) })
    }

    @Test("accounts that nothing uses take a new base currency while there is no entry, and one undo takes it back")
    func follow() throws {
        var test = try TestBook.starter()
        let (upi, savings) = (test.account("UPI"), test.account("Savings"))
        // What is used, holds something or was in another currency stays as it is.
        let goal = GoalContent(title: "Car", currency: .inr, targetMinorUnits: 100, accounts: [upi])
        try test.run { try $0.add(goal) }
        try test.run {
            let content = AccountContent(name: "Savings", kind: .bank, currency: .inr, openingMinorUnits: 1)
            try $0.editAccount(savings, content)
        }
        try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .cash, currency: .usd)) }
        let before = currencies(test)
        try test.run { try $0.changeSettings(Self.euros) }
        let after = ["Cash": "EUR", "Card": "EUR", "UPI": "INR", "Savings": "INR", "Dollars": "USD"]
        #expect(currencies(test) == after)
        #expect(test.book.settings == Self.euros)
        try test.undo(test.nextBatch - 1)
        #expect(currencies(test) == before && test.book.settings.baseCurrency == .inr)
        try test.undo(test.nextBatch - 1)
        #expect(currencies(test) == after)
    }

    @Test("with an entry every account stays in its currency, and so it does when only the look changes")
    func stay() throws {
        var test = try TestBook.starter()
        var settings = test.book.settings
        settings.weekStart = 7
        try test.run { [settings] in try $0.changeSettings(settings) }
        #expect(Set(currencies(test).values) == ["INR"])
        try test.spend(100, "Rent", "2026-11-01")
        try test.run { try $0.changeSettings(Self.euros) }
        #expect(Set(currencies(test).values) == ["INR"])
    }

    @Test("an entry does not come back to an account that has another currency by now, nor the currency under an entry")
    func undoAcrossCurrencies() throws {
        var test = try TestBook.starter()
        let entry = try test.spend(100, "Rent", "2026-11-01")
        try test.run { try $0.deleteTransaction(entry, expectedVersion: 1) }
        let deletion = test.nextBatch - 1
        try test.run { try $0.changeSettings(Self.euros) }
        let change = test.nextBatch - 1
        #expect(throws: MoneyError.undoBlocked) { try test.undo(deletion) }
        let draft = try TransactionDraft.expense(
            Amount(minorUnits: 5, currency: .eur),
            day: .test("2026-11-02"),
            from: test.account("Cash"),
            on: test.category("Rent")
        )
        let euros = try test.run { try $0.addTransaction(draft) }
        #expect(throws: MoneyError.undoBlocked) { try test.undo(change) }
        try test.run { try $0.deleteTransaction(euros, expectedVersion: 1) }
        try test.undo(change)
        try test.undo(deletion)
        #expect(test.book.transaction(entry) != nil)
    }

    @Test(
        "whatever is done and undone, entries are in the currencies of their accounts",
        arguments: 0..<16 as Range<UInt64>
    )
    func currenciesAgree(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for step in 0..<300 {
            try random.step()
            let book = random.test.book
            let columns = book.transactions
            for slot in 0..<columns.count where !columns.isRemoved[slot] {
                for posting in book.content(at: slot).postings {
                    guard case .account(let id) = posting.target else { continue }
                    #expect(book.account(id)?.currency == posting.amount.currency, "seed \(seed), step \(step)")
                }
            }
        }
    }

    @Test("an account that a loan is about stays one that a loan can be about")
    func kindOfLoan() throws {
        let borrowed = try LoanTests.Borrowed()
        var test = borrowed.test
        let (debt, id) = (borrowed.account, borrowed.id)
        var content = try #require(test.book.account(debt)).content
        content.kind = .bank
        let bank = content
        #expect(throws: MoneyError.held(.kind, by: .loan)) { try test.run { try $0.editAccount(debt, bank) } }
        content.kind = .person
        let person = content
        try test.run { try $0.editAccount(debt, person) }
        try test.run { try $0.remove(id) }
        try test.run { try $0.editAccount(debt, bank) }
        #expect(test.book.account(debt)?.content.kind == .bank)
    }
}
