import Primitives

/// An entry for what a statement has and nobody can explain.
package struct ReconciliationAdjustment: Hashable, Sendable {
    package var category: CategoryID
    package var payee: String?

    package init(category: CategoryID, payee: String? = nil) {
        self.category = category
        self.payee = payee
    }
}

extension MoneyPlan {
    /// Keeps a reconciliation; what is missing to the statement's balance becomes an entry on its last day, in the same
    /// batch.
    ///
    /// - `adjustment`: Nil makes no entry, so that the entries have to add up as they are.
    /// - Errors: ``MoneyError/unreconciled`` when they do not.
    package mutating func reconcile(
        _ draft: ReconciliationContent,
        adjustment: ReconciliationAdjustment?
    ) throws(MoneyError) -> ReconciliationID {
        guard let adjustment else { return try add(draft) }
        let known = book.items(ReconciliationContent.self).count
        guard known < ReconciliationContent.maximum else {
            throw .tooMany(.reconciliation, maximum: ReconciliationContent.maximum)
        }
        let content = try draft.shaped(in: book, at: nil)
        let difference = try book.difference(of: content)
        guard let account = book.account(content.account) else { throw .notFound(.account) }
        if difference != 0 {
            guard difference.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .overflow(.balance) }
            let amount = Amount(minorUnits: difference, currency: account.currency)
            let entry = try TransactionDraft.income(
                amount,
                day: content.day,
                into: account.id,
                from: adjustment.category,
                payee: adjustment.payee
            )
            _ = try addTransaction(entry)
        }
        return ReconciliationID(try append(.addItem(content.any)))
    }
}
