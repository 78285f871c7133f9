package import Primitives

/// A set of days by a rule a person would say: every second Friday, the last working day, the 31st clipped.
///
/// Structured all the way, so that words in any language are made of it and read into it elsewhere.
///
/// - Source: docs/spec/money-planning.md §2.
package struct Schedule: Hashable, Sendable {
    package enum Pattern: Hashable, Sendable {
        case days(every: Int)
        case weeks(every: Int, WeekdaySet)
        case months(every: Int, [MonthDay])
        case years(every: Int, month: Int, [MonthDay])
    }

    package enum End: Hashable, Sendable {
        case never
        /// The last day, before any shift.
        case until(CalendarDay)
        /// So many different days, after any shift.
        case count(Int)
    }

    /// Where a day of the weekend goes.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    package enum Shift: UInt8, Hashable, Sendable, CaseIterable {
        case none = 0
        case previousWorkingDay = 1
        case nextWorkingDay = 2
    }

    package var pattern: Pattern
    package var start: CalendarDay
    package var end: End
    package var shift: Shift

    package init(_ pattern: Pattern, start: CalendarDay, end: End = .never, shift: Shift = .none) {
        self.pattern = pattern
        self.start = start
        self.end = end
        self.shift = shift
    }

    package static let everyMaximum = 1000
    package static let countMaximum = 10_000
    /// Days by which a shift moves a day at most.
    static let shiftReach: Int32 = 2

    /// The same set of days written one way: days of a month in order and each once.
    ///
    /// - Throws: ``MoneyError`` with the part that is out of range.
    func checked() throws(MoneyError) -> Schedule {
        var result = self
        let step: Int
        switch pattern {
        case .days(let every): step = every
        case .weeks(let every, let weekdays):
            step = every
            guard !weekdays.isEmpty, WeekdaySet.all.isSuperset(of: weekdays) else { throw .invalid(.weekdays) }
        case .months(let every, let days):
            step = every
            result.pattern = .months(every: every, try Self.checked(days))
        case .years(let every, let month, let days):
            step = every
            guard (1...12).contains(month) else { throw .invalid(.month) }
            result.pattern = .years(every: every, month: month, try Self.checked(days))
        }
        guard (1...Self.everyMaximum).contains(step) else { throw .invalid(.every) }
        guard TransactionRunDecoder.days.contains(start.daysSinceEpoch) else { throw .invalid(.start) }
        switch end {
        case .never: break
        case .until(let last):
            guard last >= start, TransactionRunDecoder.days.contains(last.daysSinceEpoch) else {
                throw .invalid(.until)
            }
        case .count(let count): guard (1...Self.countMaximum).contains(count) else { throw .invalid(.count) }
        }
        return result
    }

    private static func checked(_ days: [MonthDay]) throws(MoneyError) -> [MonthDay] {
        guard !days.isEmpty else { throw .missing(.monthDays) }
        guard days.count <= 31 else { throw .tooMany(.monthDays, maximum: 31) }
        guard days.allSatisfy(\.isValid) else { throw .invalid(.monthDays) }
        return Set(days).sorted { $0.code < $1.code }
    }
}
