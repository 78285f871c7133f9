package import Vault

/// One thing that happened to the money book.
///
/// Changes are facts: they were checked by ``MoneyCommands`` before they were written, and replaying them must not
/// depend on what undo still remembers. So undoing writes ordinary changes with their content in full.
///
/// - Source: docs/spec/money-changes.md §3.
package enum MoneyChange: Hashable, Sendable {
    case addAccount(AccountContent)
    /// Edits an account, or brings back a removed one.
    case putAccount(AccountID, AccountContent)
    case removeAccount(AccountID)

    case addCategory(CategoryContent)
    case putCategory(CategoryID, CategoryContent)
    case removeCategory(CategoryID)

    case addTransaction(TransactionContent, TransactionOrigin?)
    /// The version is the one this edit makes.
    case editTransaction(TransactionID, version: UInt32, TransactionContent)
    case removeTransaction(TransactionID, version: UInt32)
    case restoreTransaction(TransactionID, version: UInt32, TransactionContent, TransactionOrigin?)

    case addImport(ImportContent)
    /// Undoes an import: each of its transactions that still exists is removed.
    case removeImport(ImportID)
    case restoreImport(ImportID, ImportContent)

    case setSettings(MoneySettings)
    /// An empty mapping forgets it.
    case putImportMapping(ImportMapping)

    case addRecurring(RecurringContent)
    /// Edits a recurring entry, or brings back a removed one.
    case putRecurring(RecurringID, RecurringContent)
    case removeRecurring(RecurringID)
    /// Makes the transaction of an occurrence, unless the occurrence is there already.
    case addOccurrence(OccurrenceID, Occurrence.State, TransactionContent)
    /// Says what became of an occurrence; nil forgets it.
    case putOccurrence(OccurrenceID, Occurrence?)

    case addBudget(BudgetContent)
    /// Edits a budget, or brings back a removed one.
    case putBudget(BudgetID, BudgetContent)
    case removeBudget(BudgetID)
    /// Nil is the amount of the line again.
    case putAssignment(AssignmentID, Int64?)

    /// Makes an item: a saved view, a goal, ….
    case addItem(AnyItemContent)
    /// Edits an item, or brings back a removed one.
    case putItem(ChangeID, AnyItemContent)
    case removeItem(ItemKind, ChangeID)

    /// Sets or removes rates, rising by their ids.
    case putRates([RateStep])

    /// Says which lines of files a transaction stands for besides its own; none forgets them.
    case adoptOrigins(TransactionID, [TransactionOrigin])

    /// Says that this batch undoes the one that began at an index; the changes that do it stand beside this one.
    case markUndo(batchStart: JournalIndex)
    /// Forgets everything undo could bring back.
    case eraseHistory
}
