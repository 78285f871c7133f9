import Primitives

/// Which entries a statement has confirmed: those up to the newest reconciliation of an account that it did not leave
/// out.
package struct ReconciledEntries: Sendable {
    private struct LeftOut: Hashable {
        let account: Int
        let id: UInt64
    }

    /// By place of the account; `.min` where nothing is reconciled.
    private var lastDays: [Int32]
    private var leftOut: Set<LeftOut> = []
    private let places: [AccountID: Int]
    private var isAny = false

    package init(_ book: MoneyBook) {
        lastDays = [Int32](repeating: .min, count: book.accounts.count)
        places = book.accountPlaces
        var newest: [Int: ReconciliationContent] = [:]
        for item in book.items(ReconciliationContent.self) {
            guard let place = places[item.content.account] else { continue }
            if let known = newest[place], known.day > item.content.day { continue }
            newest[place] = item.content
        }
        for (place, content) in newest {
            lastDays[place] = content.day.daysSinceEpoch
            for id in content.leftOut { leftOut.insert(LeftOut(account: place, id: id.rawValue)) }
        }
        isAny = !newest.isEmpty
    }

    /// Whether an entry is confirmed on one of its accounts.
    package func contains(_ transaction: MoneyTransaction) -> Bool {
        guard isAny else { return false }
        let day = transaction.content.day.daysSinceEpoch
        return transaction.content.postings.contains { posting in
            guard case .account(let id) = posting.target, let place = places[id] else { return false }
            return contains(place, day, transaction.id.rawValue)
        }
    }

    func contains(_ slot: Int, _ columns: TransactionColumns) -> Bool {
        guard isAny else { return false }
        for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit == 0 {
            if contains(Int(columns.targets[place]), columns.days[slot], columns.ids[slot]) { return true }
        }
        return false
    }

    @inline(__always)
    private func contains(_ account: Int, _ day: Int32, _ id: UInt64) -> Bool {
        day <= lastDays[account] && (leftOut.isEmpty || !leftOut.contains(LeftOut(account: account, id: id)))
    }
}
