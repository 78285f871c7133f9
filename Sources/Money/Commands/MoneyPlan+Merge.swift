extension MoneyPlan {
    /// Makes two entries that are the same thing one.
    ///
    /// The first stays, and stands for the lines of both from now on, so that no file brings either back.
    ///
    /// - Throws: ``MoneyError`` `.differs` when they do not move the same amounts on the same accounts; `.notFound` and
    ///   `.stale` as an edit does; `.tooMany(.tags)`.
    package mutating func mergeTransactions(
        _ kept: Seen,
        _ other: Seen,
        _ merge: TransactionMerge = TransactionMerge()
    ) throws(MoneyError) {
        guard kept.id != other.id else { throw .invalid(.id) }
        let (first, second) = (try current(kept.id, kept.version), try current(other.id, other.version))
        try join(second, to: first, as: try merge.content(first.content, second.content))
    }

    /// Writes what two entries are together to the first, and removes the second.
    mutating func join(
        _ other: MoneyTransaction,
        to kept: MoneyTransaction,
        as content: TransactionContent
    ) throws(MoneyError) {
        let known = book.adoptedOrigins[kept.id] ?? []
        let origins = known + book.origins(of: other.id)
        guard origins.count <= MoneyLimits.adoptedOrigins else {
            throw .tooMany(.pairs, maximum: MoneyLimits.adoptedOrigins)
        }
        try moveReceipts(from: other.id, to: kept.id)
        if content != kept.content {
            var accounts: Set<AccountID> = []
            for case .account(let account) in other.content.postings.map(\.target) { accounts.insert(account) }
            let draft = TransactionDraft(content)
            try editTransaction(kept.id, expectedVersion: kept.version, draft, allowing: accounts)
        }
        if origins != known { try append(.adoptOrigins(kept.id, origins)) }
        try append(.removeTransaction(other.id, version: other.version &+ 1))
        guard let occurrence = book.occurrence(of: other.id) else { return }
        // An occurrence that came true is the entry that stays, unless that is one itself.
        let isFree = book.occurrence(of: kept.id) == nil
        try append(
            .putOccurrence(occurrence, isFree ? Occurrence(.edited, kept.id) : Occurrence(.skipped, other.id))
        )
    }

    /// Receipts of the one that goes hang on the one that stays, but for a file that hangs there already.
    private mutating func moveReceipts(from other: TransactionID, to kept: TransactionID) throws(MoneyError) {
        let known = book.receipts(of: kept)
        let moved = book.receipts(of: other).filter { receipt in
            !known.contains { $0.content.digest == receipt.content.digest }
        }
        guard known.count + moved.count <= ReceiptLimits.perTransaction else {
            throw .tooMany(.receipt, maximum: ReceiptLimits.perTransaction)
        }
        for receipt in moved {
            var content = receipt.content
            content.transaction = kept
            try append(.putItem(receipt.id.change, content.any))
        }
    }
}
