import Primitives
import Testing

@testable import Money

@Suite("What keeps an account or a category")
struct HolderTests {
    @Test("what holds it is said, entries first, and nothing holds what is unused")
    func holders() throws {
        var test = try TestBook.starter()
        let (cash, rent, household) = (test.account("Cash"), test.category("Rent"), test.category("Household"))
        #expect(test.book.holder(of: cash) == nil && test.book.holder(of: rent) == nil)
        #expect(test.book.holder(of: household) == .subcategories)
        let reconciliation = ReconciliationContent(account: cash, day: .test("2026-10-31"), balanceMinorUnits: 0)
        let kept = try test.run { try $0.add(reconciliation) }
        #expect(test.book.holder(of: cash) == .reconciliation)
        #expect(throws: MoneyError.held(.account, by: .reconciliation)) { try test.run { try $0.removeAccount(cash) } }
        try test.run { try $0.remove(kept) }
        #expect(test.book.holder(of: cash) == nil)
        let content = BudgetContent.household(.month(from: 1), "2026-11-01", [BudgetLine(rent, minorUnits: 5)])
        let budget = try test.run { try $0.addBudget(content) }
        #expect(throws: MoneyError.held(.category, by: .budget)) { try test.run { try $0.removeCategory(rent) } }
        let entry = try test.spend(100, "Rent", "2026-11-01")
        #expect(test.book.holder(of: cash) == .entries && test.book.holder(of: rent) == .entries)
        try test.run { try $0.deleteTransaction(entry, expectedVersion: 1) }
        try test.run { try $0.removeBudget(budget) }
        try test.run { try $0.removeCategory(rent) }
        try test.run { try $0.removeAccount(cash) }
        #expect(test.book.account(cash) == nil && test.book.category(rent) == nil)
    }
}
