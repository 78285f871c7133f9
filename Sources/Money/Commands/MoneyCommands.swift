package import Primitives
package import Vault

/// The commands of the money book, one batch each.
///
/// Batches of several steps are built with ``MoneyPlan``.
///
/// Every function is pure: it checks a request against the book and says which changes to write. The id of what is made
/// holds as long as the batch really begins at `batchStart`.
package enum MoneyCommands {
    package static func plan<Made: Sendable, Failure: Error>(
        _ book: MoneyBook,
        batchStart: JournalIndex,
        _ body: (inout MoneyPlan) throws(Failure) -> Made
    ) throws(Failure) -> Planned<Made> {
        var plan = MoneyPlan(book, batchStart: batchStart)
        let made = try body(&plan)
        return Planned(changes: plan.changes, made: made)
    }

    package static func addAccount(
        _ draft: AccountContent,
        to book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<AccountID> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.addAccount(draft) }
    }

    package static func editAccount(
        _ id: AccountID,
        _ draft: AccountContent,
        in book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.editAccount(id, draft) }
    }

    package static func removeAccount(
        _ id: AccountID,
        from book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.removeAccount(id) }
    }

    package static func addCategory(
        _ draft: CategoryContent,
        to book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<CategoryID> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.addCategory(draft) }
    }

    package static func editCategory(
        _ id: CategoryID,
        _ draft: CategoryContent,
        in book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.editCategory(id, draft) }
    }

    package static func removeCategory(
        _ id: CategoryID,
        from book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.removeCategory(id) }
    }

    package static func addTransaction(
        _ draft: TransactionDraft,
        to book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<TransactionID> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.addTransaction(draft) }
    }

    /// Makes the version the transaction has after the edit.
    package static func editTransaction(
        _ id: TransactionID,
        expectedVersion: UInt32,
        _ draft: TransactionDraft,
        in book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<UInt32> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in
            try plan.editTransaction(id, expectedVersion: expectedVersion, draft)
        }
    }

    package static func deleteTransaction(
        _ id: TransactionID,
        expectedVersion: UInt32,
        from book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in
            try plan.deleteTransaction(id, expectedVersion: expectedVersion)
        }
    }

    package static func commitImport(
        _ content: ImportContent,
        _ transactions: [ImportedTransaction],
        to book: MoneyBook,
        batchStart: JournalIndex
    ) throws(ImportRefusal) -> Planned<ImportID> {
        try plan(book, batchStart: batchStart) { plan throws(ImportRefusal) in
            try plan.commitImport(content, transactions)
        }
    }

    package static func undoImport(
        _ id: ImportID,
        in book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.undoImport(id) }
    }

    package static func putImportMapping(
        signature: [UInt8],
        mapping: [UInt8],
        in book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in
            try plan.putImportMapping(signature: signature, mapping: mapping)
        }
    }

    package static func changeSettings(
        _ settings: MoneySettings,
        in book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.changeSettings(settings) }
    }

    /// - `undone`: Where the batch to undo began; see ``MoneyBook/undoableBatches(now:)``.
    package static func undo(
        batchStart undone: JournalIndex,
        in book: MoneyBook,
        now: Timestamp,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in
            try plan.undo(batchStart: undone, now: now)
        }
    }

    package static func eraseHistory(
        in book: MoneyBook,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in try plan.eraseHistory() }
    }
}

extension MoneyBook {
    /// Folds a batch that was planned for, or read from, the journal at `batchStart`.
    package mutating func apply(
        _ changes: [MoneyChange],
        batchStart: JournalIndex,
        at time: Timestamp
    ) throws(TrackerError) {
        for (ordinal, change) in changes.enumerated() {
            try apply(change, id: ChangeID(batchStart: batchStart, ordinal: ordinal), at: time)
        }
    }
}
