import Primitives
import Vault

extension MoneyBook {
    package var liveBudgets: [Budget] { budgets.filter { !$0.isRemoved } }

    package func budget(_ id: BudgetID) -> Budget? {
        guard let place = budgetPlaces[id], !budgets[place].isRemoved else { return nil }
        return budgets[place]
    }

    /// What was assigned to a line in a period; nil is the amount of the line.
    package func assignment(_ id: AssignmentID) -> Int64? { assignments[id] }

    /// What was assigned to lines of budgets that are there, in order.
    package var liveAssignments: [(id: AssignmentID, minorUnits: Int64)] {
        assignments.filter { budget($0.key.budget) != nil }.map { ($0.key, $0.value) }.sorted { $0.id < $1.id }
    }

    mutating func put(
        _ content: BudgetContent,
        at id: BudgetID,
        isNew: Bool,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        let before = try budgets.put(content, at: id, isNew: isNew, in: &budgetPlaces)
        record(.budget(id, before: before, after: content), batch: batch, time)
    }

    mutating func remove(_ id: BudgetID, batch: JournalIndex, _ time: Timestamp) throws(TrackerError) {
        guard let place = budgetPlaces[id], !budgets[place].isRemoved else { throw .outOfOrder }
        record(.budget(id, before: budgets[place].content, after: nil), batch: batch, time)
        budgets[place].isRemoved = true
    }

    mutating func assign(
        _ minorUnits: Int64?,
        at id: AssignmentID,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        guard budgetPlaces[id.budget] != nil else { throw .outOfOrder }
        record(.assignment(id, before: assignments[id], after: minorUnits), batch: batch, time)
        assignments[id] = minorUnits
    }
}
