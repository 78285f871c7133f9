import Primitives
package import Vault

/// One batch of changes in the making: each step is checked against the book as the steps before it leave it.
///
/// Pure: nothing is written. The caller seals ``changes`` as one batch that begins at ``batchStart`` and applies them;
/// when the journal has moved on meanwhile, it plans again.
package struct MoneyPlan: Sendable {
    package let batchStart: JournalIndex
    package private(set) var changes: [MoneyChange] = []

    /// The book with the accounts, categories, imports and settings of this plan.
    ///
    /// New transactions are not folded in: nothing in a batch depends on them, and doing so would copy every column.
    package private(set) var book: MoneyBook

    package init(_ book: MoneyBook, batchStart: JournalIndex) {
        self.book = book
        self.batchStart = batchStart
    }

    /// The id of whatever the next change makes.
    var nextID: ChangeID { ChangeID(batchStart: batchStart, ordinal: changes.count) }

    @discardableResult
    mutating func append(_ change: MoneyChange) throws(MoneyError) -> ChangeID {
        let id = nextID
        guard UInt64(changes.count) < ChangeID.ordinalMaximum else {
            throw .tooMany(.postings, maximum: Int(ChangeID.ordinalMaximum))
        }
        switch change {
        case .addTransaction, .editTransaction, .removeTransaction, .restoreTransaction, .removeImport, .eraseHistory,
            .markUndo:
            break
        case .addOccurrence(let occurrence, let state, _):
            book.occurrences[occurrence] = Occurrence(state, TransactionID(id))
        default:
            do {
                // The scratch book is thrown away: when it folds does not matter.
                try book.apply(change, id: id, at: .init(milliseconds: 0))
            } catch {
                throw .notFound(.id)
            }
        }
        changes.append(change)
        return id
    }
}

/// Changes to write as one batch, and what they make.
package struct Planned<Made: Sendable>: Sendable {
    package let changes: [MoneyChange]
    package let made: Made
}
