import Primitives
import SwiftProtobuf
import Vault

/// Reads what ``PlanEncoder`` writes.
enum PlanDecoder {
    static func change(_ wire: WireRecurringChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        let id = RecurringID(rawValue: wire.id)
        guard wire.hasContent else {
            guard wire.id != 0 else { throw .malformed(field: 1) }
            return .removeRecurring(id)
        }
        let content = try RecurringWire.content(wire.content)
        return wire.id == 0 ? .addRecurring(content) : .putRecurring(id, content)
    }

    static func change(_ wire: WireOccurrenceChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        guard TransactionRunDecoder.days.contains(wire.day) else { throw .malformed(field: 2) }
        let id = OccurrenceID(RecurringID(rawValue: wire.entry), CalendarDay(daysSinceEpoch: wire.day))
        guard wire.state != 0 else {
            guard wire.transaction == 0 else { throw .malformed(field: 4) }
            return .putOccurrence(id, nil)
        }
        guard let state = UInt8(exactly: wire.state).flatMap(Occurrence.State.init(rawValue:)) else {
            throw .malformed(field: 3)
        }
        guard wire.transaction != 0 || state == .skipped else { throw .malformed(field: 4) }
        let transaction = wire.transaction == 0 ? nil : TransactionID(rawValue: wire.transaction)
        return .putOccurrence(id, Occurrence(state, transaction))
    }

    static func change(_ wire: WireBudgetChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        let id = BudgetID(rawValue: wire.id)
        guard wire.hasContent else {
            guard wire.id != 0 else { throw .malformed(field: 1) }
            return .removeBudget(id)
        }
        let content = try BudgetWire.content(wire.content)
        return wire.id == 0 ? .addBudget(content) : .putBudget(id, content)
    }

    static func change(_ wire: WireAssignmentChange, _ schema: UInt16) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(schema) }
        guard TransactionRunDecoder.days.contains(wire.firstDay) else { throw .malformed(field: 3) }
        guard wire.minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .malformed(field: 4) }
        let id = AssignmentID(
            BudgetID(rawValue: wire.budget),
            CategoryID(rawValue: wire.category),
            CalendarDay(daysSinceEpoch: wire.firstDay)
        )
        return .putAssignment(id, wire.hasMinorUnits ? wire.minorUnits : nil)
    }
}
