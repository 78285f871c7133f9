import Primitives
import SwiftProtobuf
import Vault

/// Reconciliations as messages.
enum ReconciliationWire {
    static func wire(_ content: ReconciliationContent) -> WireReconciliationContent {
        var wire = WireReconciliationContent()
        wire.account = content.account.rawValue
        wire.day = content.day.daysSinceEpoch
        wire.balanceMinorUnits = content.balanceMinorUnits
        var previous: UInt64 = 0
        for id in content.leftOut {
            wire.leftOutSteps.append(id.rawValue &- previous)
            previous = id.rawValue
        }
        return wire
    }

    static func content(_ wire: WireReconciliationContent) throws(TrackerError) -> ReconciliationContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard TransactionRunDecoder.days.contains(wire.day) else { throw .malformed(field: 2) }
        guard wire.balanceMinorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .malformed(field: 3) }
        guard wire.leftOutSteps.count <= ReconciliationContent.leftOutMaximum else { throw .malformed(field: 4) }
        var leftOut: [TransactionID] = []
        var previous: UInt64 = 0
        for step in wire.leftOutSteps {
            let (id, overflow) = previous.addingReportingOverflow(step)
            guard step > 0, !overflow else { throw .malformed(field: 4) }
            leftOut.append(TransactionID(rawValue: id))
            previous = id
        }
        return ReconciliationContent(
            account: AccountID(rawValue: wire.account),
            day: CalendarDay(daysSinceEpoch: wire.day),
            balanceMinorUnits: wire.balanceMinorUnits,
            leftOut: leftOut
        )
    }
}
