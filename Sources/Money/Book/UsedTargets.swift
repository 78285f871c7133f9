/// What transactions post to, but for some that are about to go.
///
/// Taking back an import asks this of every account and category it made: one pass answers for all of them.
struct UsedTargets {
    private var ignoredCount = -1
    /// By place.
    private var accounts: [Bool] = []
    private var categories: [Bool] = []

    /// Whether anything is about an account or category.
    ///
    /// - `ignored`: Transactions that do not count; from one question to the next there may be more, not others.
    mutating func holds(_ target: PostingTarget, _ book: MoneyBook, besides ignored: Set<TransactionID>) -> Bool {
        if book.planHolder(of: target) != nil { return true }
        if ignored.count != ignoredCount { mark(book, besides: ignored) }
        return switch target {
        case .account(let id): book.accountPlaces[id].map { $0 < accounts.count && accounts[$0] } ?? false
        case .category(let id): book.categoryPlaces[id].map { $0 < categories.count && categories[$0] } ?? false
        }
    }

    private mutating func mark(_ book: MoneyBook, besides ignored: Set<TransactionID>) {
        ignoredCount = ignored.count
        accounts = [Bool](repeating: false, count: book.accounts.count)
        categories = [Bool](repeating: false, count: book.categories.count)
        let columns = book.transactions
        for slot in 0..<columns.count
        where !columns.isRemoved[slot] && !ignored.contains(TransactionID(rawValue: columns.ids[slot])) {
            for place in columns.postings(slot) {
                let target = columns.targets[place]
                if target & TransactionColumns.categoryBit == 0 {
                    accounts[Int(target)] = true
                } else {
                    categories[Int(target & ~TransactionColumns.categoryBit)] = true
                }
            }
        }
    }
}
