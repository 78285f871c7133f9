import Primitives
import SwiftProtobuf
import Vault

/// Goals as messages.
///
/// - Source: docs/spec/money-debts.md §6.
enum GoalWire {
    static func wire(_ content: GoalContent) -> WireGoalContent {
        var wire = WireGoalContent()
        wire.name = content.title
        wire.currency = content.currency.packed
        wire.targetMinorUnits = content.targetMinorUnits
        if let due = content.due { wire.due = due.daysSinceEpoch }
        wire.accounts = content.accounts.map(\.rawValue)
        wire.deposits = content.deposits.map { deposit in
            var wire = WireGoalDeposit()
            wire.day = deposit.day.daysSinceEpoch
            wire.minorUnits = deposit.minorUnits
            wire.note = deposit.note ?? ""
            return wire
        }
        wire.isArchived = content.isArchived
        return wire
    }

    static func content(_ wire: WireGoalContent) throws(TrackerError) -> GoalContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard let currency = Currency(packed: wire.currency) else { throw .malformed(field: 2) }
        guard (1...MoneyLimits.minorUnits).contains(wire.targetMinorUnits) else { throw .malformed(field: 3) }
        let days = TransactionRunDecoder.days
        guard !wire.hasDue || days.contains(wire.due) else { throw .malformed(field: 4) }
        guard wire.accounts.count <= GoalContent.accountMaximum else { throw .malformed(field: 5) }
        guard wire.deposits.count <= GoalContent.depositMaximum else { throw .malformed(field: 6) }
        var deposits: [GoalContent.Deposit] = []
        for deposit in wire.deposits {
            guard deposit.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
            guard days.contains(deposit.day), deposit.day >= deposits.last?.day.daysSinceEpoch ?? deposit.day,
                deposit.minorUnits != 0, deposit.minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits)
            else { throw .malformed(field: 6) }
            deposits.append(
                GoalContent.Deposit(
                    day: CalendarDay(daysSinceEpoch: deposit.day),
                    minorUnits: deposit.minorUnits,
                    note: deposit.note.isEmpty ? nil : deposit.note
                )
            )
        }
        return GoalContent(
            title: wire.name,
            currency: currency,
            targetMinorUnits: wire.targetMinorUnits,
            due: wire.hasDue ? CalendarDay(daysSinceEpoch: wire.due) : nil,
            accounts: wire.accounts.map { AccountID(rawValue: $0) },
            deposits: deposits,
            isArchived: wire.isArchived
        )
    }
}
