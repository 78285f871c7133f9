package import Primitives
package import Vault

/// What one batch of changes did, as far as undoing it needs to know.
package struct UndoBatch: Hashable, Sendable {
    package let batchStart: JournalIndex
    package let time: Timestamp
    /// The batch this one undoes, if it is an undo.
    package internal(set) var undoes: JournalIndex?
    package internal(set) var isUndone = false
    package internal(set) var items: [UndoItem] = []

    /// Undone batches and the undos that undid them cancel out: only others stand in the way of an older undo.
    var isEffective: Bool { !isUndone && undoes == nil }
}

/// One step of a batch, with what was there before it.
package enum UndoItem: Hashable, Sendable {
    /// Every transaction this batch made has an id in this range.
    case added(first: TransactionID, last: TransactionID)
    case edited(TransactionID, before: TransactionContent)
    /// The content still stands in the removed slots.
    case removed([TransactionID])
    case restored([TransactionID])
    case account(AccountID, before: AccountContent?, after: AccountContent?)
    case category(CategoryID, before: CategoryContent?, after: CategoryContent?)
    case imported(ImportID, before: ImportContent?, after: ImportContent?)
    case settings(before: MoneySettings, after: MoneySettings)
    case recurring(RecurringID, before: RecurringContent?, after: RecurringContent?)
    case occurrence(OccurrenceID, before: Occurrence?, after: Occurrence?)
    case budget(BudgetID, before: BudgetContent?, after: BudgetContent?)
    case assignment(AssignmentID, before: Int64?, after: Int64?)
    case adopted(TransactionID, before: [TransactionOrigin], after: [TransactionOrigin])
    case item(ItemKind, ChangeID, before: AnyItemContent?, after: AnyItemContent?)
    case rates([RateTurn])
}
