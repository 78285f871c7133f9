import Primitives

extension MoneyPlan {
    package mutating func addTransaction(_ draft: TransactionDraft) throws(MoneyError) -> TransactionID {
        guard book.transactions.count + changes.count < MoneyLimits.transactions else {
            throw .tooMany(.postings, maximum: MoneyLimits.transactions)
        }
        var check = TransactionCheck(book: book)
        let content = try check.content(of: draft)
        return TransactionID(try append(.addTransaction(content, nil)))
    }

    /// - `expectedVersion`: The version the person saw. - Throws: ``MoneyError/stale(currentVersion:)``.
    /// - `archived`: Archived accounts it may be put on, besides those it is on.
    /// - Result: The version it has now.
    @discardableResult
    package mutating func editTransaction(
        _ id: TransactionID,
        expectedVersion: UInt32,
        _ draft: TransactionDraft,
        allowing archived: Set<AccountID> = []
    ) throws(MoneyError) -> UInt32 {
        let transaction = try current(id, expectedVersion)
        var check = TransactionCheck(book: book)
        check.allowedArchived = archived
        // What it already posts to may stay, archived or not.
        for case .account(let account) in transaction.content.postings.map(\.target) {
            check.allowedArchived.insert(account)
        }
        let version = transaction.version &+ 1
        try append(.editTransaction(id, version: version, try check.content(of: draft)))
        if let occurrence = book.occurrence(of: id), book.occurrence(occurrence)?.state != .edited {
            try append(.putOccurrence(occurrence, Occurrence(.edited, id)))
        }
        return version
    }

    package mutating func deleteTransaction(_ id: TransactionID, expectedVersion: UInt32) throws(MoneyError) {
        let transaction = try current(id, expectedVersion)
        try append(.removeTransaction(id, version: transaction.version &+ 1))
        if let occurrence = book.occurrence(of: id) {
            try append(.putOccurrence(occurrence, Occurrence(.skipped, id)))
        }
    }

    func current(_ id: TransactionID, _ expected: UInt32) throws(MoneyError) -> MoneyTransaction {
        guard let transaction = book.transaction(id) else { throw .notFound(.id) }
        guard transaction.version == expected else { throw .stale(currentVersion: transaction.version) }
        return transaction
    }
}
