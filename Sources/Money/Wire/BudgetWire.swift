import Primitives
import SwiftProtobuf
import Vault

/// Budgets as messages; the journal and the snapshot both keep them so.
///
/// - Errors: ``TrackerError/unknownSchema(_:)`` for a field of a newer version, ``TrackerError/malformed(field:)``.
/// - Source: docs/spec/money-changes.md §7.
enum BudgetWire {
    static func wire(_ content: BudgetContent) -> WireBudgetContent {
        var wire = WireBudgetContent()
        wire.name = content.name
        wire.style = UInt32(content.style.rawValue)
        wire.currency = content.currency.packed
        wire.span = [self.wire(content.span)]
        wire.starts = content.starts.daysSinceEpoch
        if let ends = content.ends { wire.ends = ends.daysSinceEpoch }
        wire.openingMinorUnits = content.openingMinorUnits
        wire.lines = content.lines.map { line in
            var wire = WireBudgetLineContent()
            wire.category = line.category.rawValue
            wire.includesSubtree = line.includesSubtree
            wire.minorUnits = line.minorUnits
            switch line.rollover {
            case .none: wire.rollover = 0
            case .surplus: wire.rollover = 1
            case .both: wire.rollover = 2
            case .capped(let cap): (wire.rollover, wire.cap) = (3, cap)
            }
            return wire
        }
        return wire
    }

    private static func wire(_ span: BudgetSpan) -> WireBudgetSpanContent {
        var wire = WireBudgetSpanContent()
        switch span {
        case .week(let weekday): (wire.kind, wire.day) = (1, UInt32(clamping: weekday))
        case .halfMonth: wire.kind = 2
        case .month(let day): (wire.kind, wire.day) = (3, UInt32(clamping: day))
        case .year(let month, let day):
            (wire.kind, wire.month, wire.day) = (4, UInt32(clamping: month), UInt32(clamping: day))
        case .schedule(let schedule): (wire.kind, wire.schedule) = (5, RecurringWire.wire(schedule))
        case .payday(let id): (wire.kind, wire.entry) = (6, id.rawValue)
        case .custom(let to): (wire.kind, wire.to) = (7, to.daysSinceEpoch)
        }
        return wire
    }

    static func content(_ wire: WireBudgetContent) throws(TrackerError) -> BudgetContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard let style = UInt8(exactly: wire.style).flatMap(BudgetStyle.init(rawValue:)) else {
            throw .malformed(field: 2)
        }
        guard let currency = Currency(packed: wire.currency) else { throw .malformed(field: 3) }
        let days = TransactionRunDecoder.days
        guard days.contains(wire.starts) else { throw .malformed(field: 5) }
        guard !wire.hasEnds || (days.contains(wire.ends) && wire.ends >= wire.starts) else {
            throw .malformed(field: 6)
        }
        guard !wire.lines.isEmpty, wire.lines.count <= MoneyLimits.linesPerBudget else { throw .malformed(field: 8) }
        guard let span = wire.span.first, wire.span.count == 1 else { throw .malformed(field: 4) }
        var lines: [BudgetLine] = []
        for line in wire.lines { lines.append(try self.line(line)) }
        return BudgetContent(
            name: wire.name,
            style: style,
            currency: currency,
            span: try self.span(span, starts: wire.starts),
            starts: CalendarDay(daysSinceEpoch: wire.starts),
            ends: wire.hasEnds ? CalendarDay(daysSinceEpoch: wire.ends) : nil,
            openingMinorUnits: wire.openingMinorUnits,
            lines: lines
        )
    }

    private static func line(_ wire: WireBudgetLineContent) throws(TrackerError) -> BudgetLine {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        let amounts = 0...MoneyLimits.minorUnits
        guard amounts.contains(wire.minorUnits), amounts.contains(wire.cap) else { throw .malformed(field: 8) }
        let rollover: BudgetRollover
        switch wire.rollover {
        case 0: rollover = .none
        case 1: rollover = .surplus
        case 2: rollover = .both
        case 3: rollover = .capped(wire.cap)
        default: throw .malformed(field: 8)
        }
        return BudgetLine(
            CategoryID(rawValue: wire.category),
            minorUnits: wire.minorUnits,
            includesSubtree: wire.includesSubtree,
            rollover: rollover
        )
    }

    private static func span(_ wire: WireBudgetSpanContent, starts: Int32) throws(TrackerError) -> BudgetSpan {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        let (day, month) = (Int(wire.day), Int(wire.month))
        switch wire.kind {
        case 1 where (1...7).contains(day): return .week(from: day)
        case 2: return .halfMonth
        case 3 where (1...31).contains(day): return .month(from: day)
        case 4 where (1...31).contains(day) && (1...12).contains(month): return .year(month: month, day: day)
        case 5: return .schedule(try RecurringWire.schedule(wire.schedule))
        case 6: return .payday(RecurringID(rawValue: wire.entry))
        case 7 where wire.to >= starts && TransactionRunDecoder.days.contains(wire.to):
            return .custom(to: CalendarDay(daysSinceEpoch: wire.to))
        default: throw .malformed(field: 4)
        }
    }
}
