import Money
import Primitives

/// A transaction seen from its accounts, for formats that list what happened to one account at a time.
///
/// - Source: docs/spec/journal-formats.md §9.
struct TransactionParts {
    struct Part {
        /// Positive is money into the account.
        let amount: Amount
        let other: PostingTarget?
    }

    let content: TransactionContent
    private let accounts: [Posting]
    private let categories: [Posting]

    init(_ transaction: MoneyTransaction) {
        content = transaction.content
        accounts = content.postings.filter { if case .account = $0.target { true } else { false } }
        categories = content.postings.filter { if case .category = $0.target { true } else { false } }
    }

    /// Whether it cannot be said which part of an account's amount went where.
    var isMixed: Bool {
        if accounts.count == 1 { return categories.contains { $0.amount.currency != accounts[0].amount.currency } }
        return !(accounts.count == 2 && categories.isEmpty)
    }

    /// Whether the parts of an account are those of one amount.
    func isOneAmount(of id: AccountID) -> Bool { !isMixed && accounts.count { $0.target == .account(id) } == 1 }

    /// What happened to one account, each part with its other side; one part without where that is mixed.
    func parts(of id: AccountID) -> [Part] {
        let own = accounts.filter { $0.target == .account(id) }
        if !isOneAmount(of: id) {
            let only = categories.count == 1 ? categories[0].target : nil
            return own.map { Part(amount: $0.amount, other: only) }
        }
        if accounts.count == 2 {
            let other = accounts.first { $0.target != .account(id) }
            return [Part(amount: own[0].amount, other: other?.target)]
        }
        return categories.map { category in
            // Within the book's limit, so it can be negated.
            let amount = Amount(minorUnits: -category.amount.minorUnits, currency: category.amount.currency)
            return Part(amount: amount, other: category.target)
        }
    }
}
