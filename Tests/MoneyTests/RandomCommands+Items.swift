import Primitives
import Vault

@testable import Money

extension RandomCommands {
    /// A command about an item of some kind.
    mutating func drawItem() throws {
        switch ItemKind.allCases[Int.random(in: 0..<ItemKind.allCases.count, using: &generator)] {
        case .view: try draw(ViewContent(title: word(), page: .explore, query: "q=1"))
        case .reconciliation: try drawReconciliation()
        case .receipt:
            let number = UInt8.random(in: 0..<8, using: &generator)
            guard let transaction = pickTransaction() else { return }
            try draw(ReceiptContent.test(transaction.id, number))
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

    /// Adds, edits or removes an item of a kind.
    private mutating func draw<Content: ItemContent>(_ content: Content) throws {
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
