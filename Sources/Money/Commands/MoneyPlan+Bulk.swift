extension MoneyPlan {
    /// A transaction as the person saw it.
    package typealias Seen = (id: TransactionID, version: UInt32)

    /// How many transactions one batch changes together.
    package static var bulkMaximum: Int { 400 }

    /// Changes what fits, and leaves the others as they are.
    ///
    /// - Errors: ``MoneyError`` `.tooMany(.postings)` for more than ``bulkMaximum``; what a draft is refused for: the
    ///   category or account is not there, or a text is too long.
    package mutating func editTransactions(_ seen: [Seen], _ edit: BulkEdit) throws(MoneyError) -> BulkOutcome {
        if let category = edit.category, book.category(category) == nil { throw .notFound(.category) }
        if let account = edit.account {
            guard let found = book.account(account) else { throw .notFound(.account) }
            guard !found.content.isArchived else { throw .archived(.account) }
        }
        return try each(of: seen) { plan, transaction, outcome throws(MoneyError) in
            guard let content = edit.content(transaction.content, in: plan.book) else {
                outcome.unfit.append(transaction.id)
                return
            }
            guard content != transaction.content else {
                outcome.unchanged.append(transaction.id)
                return
            }
            let draft = TransactionDraft(content)
            try plan.editTransaction(transaction.id, expectedVersion: transaction.version, draft)
            outcome.changed.append(transaction.id)
        }
    }

    /// Deletes those that are as the person saw them.
    package mutating func deleteTransactions(_ seen: [Seen]) throws(MoneyError) -> BulkOutcome {
        try each(of: seen) { plan, transaction, outcome throws(MoneyError) in
            try plan.deleteTransaction(transaction.id, expectedVersion: transaction.version)
            outcome.changed.append(transaction.id)
        }
    }

    private mutating func each(
        of seen: [Seen],
        _ body: (inout MoneyPlan, MoneyTransaction, inout BulkOutcome) throws(MoneyError) -> Void
    ) throws(MoneyError) -> BulkOutcome {
        guard seen.count <= Self.bulkMaximum else { throw .tooMany(.postings, maximum: Self.bulkMaximum) }
        var outcome = BulkOutcome()
        var done: Set<TransactionID> = []
        for (id, version) in seen where done.insert(id).inserted {
            guard let transaction = book.transaction(id), transaction.version == version else {
                outcome.stale.append(id)
                continue
            }
            try body(&self, transaction, &outcome)
        }
        return outcome
    }
}
