import Primitives
import Vault

extension MoneyBook {
    /// Folds a change of recurring entries and budgets.
    mutating func applyPlan(_ change: MoneyChange, id: ChangeID, at time: Timestamp) throws(TrackerError) {
        let batch = id.batchStart
        switch change {
        case .addRecurring(let content):
            try put(content, at: RecurringID(id), isNew: true, batch: batch, time)
        case .putRecurring(let entry, let content):
            try put(content, at: entry, isNew: false, batch: batch, time)
        case .removeRecurring(let entry):
            try remove(entry, batch: batch, time)
        case .addOccurrence(let occurrence, let state, let content):
            try make(occurrence, state, content, at: TransactionID(id), time)
        case .putOccurrence(let occurrence, let new):
            guard recurringPlaces[occurrence.entry] != nil else { throw .outOfOrder }
            put(new, at: occurrence, batch: batch, time)
        case .addBudget(let content):
            try put(content, at: BudgetID(id), isNew: true, batch: batch, time)
        case .putBudget(let budget, let content):
            try put(content, at: budget, isNew: false, batch: batch, time)
        case .removeBudget(let budget):
            try remove(budget, batch: batch, time)
        case .putAssignment(let assignment, let minorUnits):
            try assign(minorUnits, at: assignment, batch: batch, time)
        default:
            preconditionFailure("only changes of plans come here")
        }
    }
}
