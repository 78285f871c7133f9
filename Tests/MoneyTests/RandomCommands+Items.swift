import Primitives
import Vault

@testable import Money

extension RandomCommands {
    /// A command about an item of some kind.
    mutating func drawItem() throws {
        switch ItemKind.allCases[Int.random(in: 0..<ItemKind.allCases.count, using: &generator)] {
        case .view: try draw(ViewContent(title: word(), page: .explore, query: "q=1"))
        case .goal: try draw(goal())
        case .loan:
            guard let content = loan() else { return }
            try draw(content)
        case .reconciliation: try drawReconciliation()
        case .receipt:
            let number = UInt8.random(in: 0..<8, using: &generator)
            guard let transaction = pickTransaction() else { return }
            try draw(ReceiptContent.test(transaction.id, number))
        case .rule: try drawRule()
        case .rejectedPair:
            guard let first = pickTransaction(), let second = pickTransaction() else { return }
            try draw(RejectedPairContent(outgoing: first.id, incoming: second.id))
        }
    }

    /// To whatever balance the entries come to, with one of them left out now and then.
    private mutating func drawReconciliation() throws {
        guard let account = pick(test.book.liveAccounts) else { return }
        let day = CalendarDay(daysSinceEpoch: Int32.random(in: 20_000..<20_100, using: &generator))
        let sheet = try test.book.reconciliationSheet(account.id, through: day)
        let leftOut = sheet.entries.map(\.id).filter { _ in Int.random(in: 0..<8, using: &generator) == 0 }
        let content = ReconciliationContent(
            account: account.id,
            day: day,
            balanceMinorUnits: try sheet.sum(leaving: Set(leftOut)),
            leftOut: leftOut
        )
        guard Bool.random(using: &generator), let category = pick(test.book.liveCategories)?.id else {
            return try draw(content)
        }
        var other = content
        other.balanceMinorUnits += Int64.random(in: -50...50, using: &generator)
        try test.run { try $0.reconcile(other, adjustment: ReconciliationAdjustment(category: category)) }
    }

    private mutating func goal() -> GoalContent {
        let account = pick(test.book.liveAccounts)
        var goal = GoalContent(title: word(), currency: account?.currency ?? .inr, targetMinorUnits: 500)
        goal.accounts = account.map { [$0.id] } ?? []
        goal.due = Bool.random(using: &generator) ? .test("2027-01-01") : nil
        goal.deposits = [.init(day: .test("2026-02-03"), minorUnits: -7, note: word())]
        goal.isArchived = Bool.random(using: &generator)
        return goal
    }

    private mutating func loan() -> LoanContent? {
        let debts = test.book.liveAccounts.filter { $0.content.kind == .loan || $0.content.kind == .person }
        guard let debt = pick(debts), let paying = pick(test.book.liveAccounts.filter { $0.currency == debt.currency })
        else { return nil }
        return LoanContent(
            account: debt.id,
            principalMinorUnits: Bool.random(using: &generator) ? -9000 : 9000,
            rate: .test(millionths: Int.random(in: 0...1, using: &generator) * 90_000),
            firstPayment: .test("2026-03-31"),
            terms: Bool.random(using: &generator) ? .count(12) : .payment(800),
            paidCount: Int.random(in: 0...2, using: &generator),
            payingAccount: paying.id,
            interestCategory: pick(test.book.liveCategories)?.id
        )
    }

    /// Adds, edits or removes an item of a kind.
    mutating func draw<Content: ItemContent>(_ content: Content) throws {
        let known = pick(test.book.items(Content.self))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            guard let known else { return }
            try test.run { try $0.remove(known.id) }
        case 1:
            guard let known else { return }
            try test.run { try $0.edit(known.id, content) }
        default:
            try test.run { try $0.add(content) }
        }
    }
}
