import Primitives
import SwiftProtobuf

/// Writes changes of recurring entries and budgets.
enum PlanEncoder {
    static func item(_ change: MoneyChange) -> WireChangeItem {
        var item = WireChangeItem()
        switch change {
        case .addRecurring(let content): item.recurring.content = RecurringWire.wire(content)
        case .putRecurring(let id, let content):
            item.recurring.id = id.rawValue
            item.recurring.content = RecurringWire.wire(content)
        case .removeRecurring(let id): item.recurring.id = id.rawValue
        case .putOccurrence(let id, let occurrence):
            item.occurrence.entry = id.entry.rawValue
            item.occurrence.day = id.day.daysSinceEpoch
            item.occurrence.state = UInt32(occurrence?.state.rawValue ?? 0)
            item.occurrence.transaction = occurrence?.transaction?.rawValue ?? 0
        case .addBudget(let content): item.budget.content = BudgetWire.wire(content)
        case .putBudget(let id, let content):
            item.budget.id = id.rawValue
            item.budget.content = BudgetWire.wire(content)
        case .removeBudget(let id): item.budget.id = id.rawValue
        case .putAssignment(let id, let minorUnits):
            item.assignment.budget = id.budget.rawValue
            item.assignment.category = id.category.rawValue
            item.assignment.firstDay = id.firstDay.daysSinceEpoch
            if let minorUnits { item.assignment.minorUnits = minorUnits }
        default:
            preconditionFailure("only changes of plans come here")
        }
        return item
    }
}
