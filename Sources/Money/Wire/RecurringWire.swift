import Primitives
import SwiftProtobuf
import Vault

/// Schedules and recurring entries as messages; the journal and the snapshot both keep them so.
///
/// - Errors: ``TrackerError/unknownSchema(_:)`` for a field of a newer version, ``TrackerError/malformed(field:)``.
/// - Source: docs/spec/money-changes.md §7.
enum RecurringWire {
    static func wire(_ schedule: Schedule) -> WireScheduleContent {
        var wire = WireScheduleContent()
        switch schedule.pattern {
        case .days(let every): (wire.unit, wire.every) = (1, UInt32(clamping: every))
        case .weeks(let every, let weekdays):
            (wire.unit, wire.every, wire.weekdays) = (2, UInt32(clamping: every), UInt32(weekdays.rawValue))
        case .months(let every, let days):
            (wire.unit, wire.every, wire.monthDays) = (3, UInt32(clamping: every), days.map { UInt32($0.code) })
        case .years(let every, let month, let days):
            (wire.unit, wire.every, wire.monthDays) = (4, UInt32(clamping: every), days.map { UInt32($0.code) })
            wire.month = UInt32(clamping: month)
        }
        wire.start = schedule.start.daysSinceEpoch
        switch schedule.end {
        case .never: break
        case .until(let day): wire.until = day.daysSinceEpoch
        case .count(let count): wire.count = UInt32(clamping: count)
        }
        wire.shift = UInt32(schedule.shift.rawValue)
        return wire
    }

    static func schedule(_ wire: WireScheduleContent) throws(TrackerError) -> Schedule {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        var days: [MonthDay] = []
        for code in wire.monthDays {
            guard let code = UInt16(exactly: code), let day = MonthDay(code: code) else { throw .malformed(field: 4) }
            days.append(day)
        }
        guard let weekdays = UInt8(exactly: wire.weekdays) else { throw .malformed(field: 3) }
        let pattern: Schedule.Pattern
        switch wire.unit {
        case 1: pattern = .days(every: Int(wire.every))
        case 2: pattern = .weeks(every: Int(wire.every), WeekdaySet(rawValue: weekdays))
        case 3: pattern = .months(every: Int(wire.every), days)
        case 4: pattern = .years(every: Int(wire.every), month: Int(wire.month), days)
        default: throw .malformed(field: 1)
        }
        guard wire.count == 0 || !wire.hasUntil else { throw .malformed(field: 8) }
        let end: Schedule.End =
            wire.hasUntil
            ? .until(CalendarDay(daysSinceEpoch: wire.until)) : wire.count > 0 ? .count(Int(wire.count)) : .never
        guard let shift = UInt8(exactly: wire.shift).flatMap(Schedule.Shift.init(rawValue:)) else {
            throw .malformed(field: 9)
        }
        let start = CalendarDay(daysSinceEpoch: wire.start)
        do throws(MoneyError) {
            return try Schedule(pattern, start: start, end: end, shift: shift).checked()
        } catch {
            throw .malformed(field: 10)
        }
    }

    static func wire(_ content: RecurringContent) -> WireRecurringContent {
        var wire = WireRecurringContent()
        wire.schedule = [self.wire(content.schedule)]
        wire.payee = content.payee ?? ""
        wire.note = content.note ?? ""
        wire.tags = content.tags
        wire.postings = content.postings.map { posting in
            var wire = WirePlannedPosting()
            switch posting.target {
            case .account(let id): wire.target = id.rawValue
            case .category(let id): (wire.target, wire.isCategory) = (id.rawValue, true)
            }
            wire.minorUnits = posting.amount.minorUnits
            wire.currency = posting.amount.currency.packed
            return wire
        }
        wire.isVariable = content.isVariable
        wire.isAutomatic = content.isAutomatic
        wire.isPaused = content.isPaused
        wire.makesFrom = content.makesFrom.daysSinceEpoch
        return wire
    }

    static func content(_ wire: WireRecurringContent) throws(TrackerError) -> RecurringContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard TransactionRunDecoder.days.contains(wire.makesFrom) else { throw .malformed(field: 9) }
        guard wire.postings.count <= MoneyLimits.postingsPerTransaction else { throw .malformed(field: 5) }
        guard let schedule = wire.schedule.first, wire.schedule.count == 1 else { throw .malformed(field: 1) }
        var postings: [Posting] = []
        for posting in wire.postings {
            guard posting.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
            guard let currency = Currency(packed: posting.currency) else { throw .malformed(field: 5) }
            postings.append(
                Posting(
                    posting.isCategory
                        ? .category(CategoryID(rawValue: posting.target))
                        : .account(AccountID(rawValue: posting.target)),
                    Amount(minorUnits: posting.minorUnits, currency: currency)
                )
            )
        }
        return RecurringContent(
            schedule: try self.schedule(schedule),
            payee: wire.payee.isEmpty ? nil : wire.payee,
            note: wire.note.isEmpty ? nil : wire.note,
            tags: wire.tags,
            postings: postings,
            isVariable: wire.isVariable,
            isAutomatic: wire.isAutomatic,
            isPaused: wire.isPaused,
            makesFrom: CalendarDay(daysSinceEpoch: wire.makesFrom)
        )
    }
}
