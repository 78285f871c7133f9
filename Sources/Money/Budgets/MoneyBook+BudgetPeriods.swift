package import Primitives

extension MoneyBook {
    /// The periods of a budget from its first to the one a day is in; empty before the first day and after the last.
    ///
    /// - Errors: `.tooMany(.period, …)` where a day is further on than ``MoneyLimits/budgetPeriods`` periods, or than
    ///   as many as make ``MoneyLimits/budgetCells`` with the lines.
    /// - Source: docs/spec/money-planning.md §4.
    package func periods(of content: BudgetContent, through day: CalendarDay) throws(MoneyError) -> [BudgetPeriod] {
        if case .custom(let to) = content.span {
            let period = BudgetPeriod(content.starts, min(to, content.ends ?? to))
            return period.contains(day) ? [period] : []
        }
        if let ends = content.ends, day > ends { return [] }
        let firsts = try firstDays(content, beyond: day)
        var periods: [BudgetPeriod] = []
        periods.reserveCapacity(firsts.count)
        for (place, first) in firsts.enumerated() where first <= day {
            let last = place + 1 < firsts.count ? firsts[place + 1].adding(days: -1) : Self.openEnd(first)
            periods.append(BudgetPeriod(first, min(last, content.ends ?? last)))
        }
        guard let last = periods.last, last.contains(day) else { return [] }
        let limit = MoneyLimits.budgetCells / max(1, content.lines.count)
        guard periods.count <= limit else { throw .tooMany(.period, maximum: limit) }
        return periods
    }

    /// Days a period goes on after the last payday of a schedule that ends.
    private static let openPeriodDays = 366
    /// Days no week, half-month, month or year is longer than.
    private static let calendarStepDays: Int32 = 400

    private static func openEnd(_ first: CalendarDay) -> CalendarDay { first.adding(days: openPeriodDays - 1) }

    /// The first days of the periods in order, up to and with the first one beyond a day.
    private func firstDays(_ content: BudgetContent, beyond day: CalendarDay) throws(MoneyError) -> [CalendarDay] {
        let limit = MoneyLimits.budgetPeriods + 1
        var firsts = Self.prefix(periodStarts(content), beyond: day, limit: limit, from: content.starts)
        if firsts.first.map({ $0 > content.starts }) ?? true { firsts.insert(content.starts, at: 0) }
        guard firsts.count <= limit else { throw .tooMany(.period, maximum: MoneyLimits.budgetPeriods) }
        return firsts
    }

    /// Of rising days the last one up to the start, those after it, and one beyond a day.
    private static func prefix(
        _ days: some Sequence<CalendarDay>,
        beyond day: CalendarDay,
        limit: Int,
        from start: CalendarDay
    ) -> [CalendarDay] {
        var result: [CalendarDay] = []
        for first in days {
            if first <= start { result.removeAll(keepingCapacity: true) }
            result.append(first)
            if first > day || result.count > limit { break }
        }
        return result
    }

    /// The days on which periods begin, from the one that the start of the budget is in.
    private func periodStarts(_ content: BudgetContent) -> AnySequence<CalendarDay> {
        let days = TransactionRunDecoder.days
        let last = CalendarDay(daysSinceEpoch: days.upperBound)
        let pattern: Schedule.Pattern
        switch content.span {
        case .week(let weekday): pattern = .weeks(every: 1, WeekdaySet(weekdays: [weekday]))
        case .halfMonth: pattern = .months(every: 1, [.day(1), .day(16)])
        case .month(let day): pattern = .months(every: 1, [.day(day)])
        case .year(let month, let day): pattern = .years(every: 1, month: month, [.day(day)])
        case .schedule(let schedule):
            return AnySequence(schedule.days(in: schedule.lookBack(from: content.starts)...last))
        case .payday(let id): return AnySequence(paydays(of: id, from: content.starts, through: last))
        case .custom: return AnySequence([])
        }
        let from = max(content.starts.daysSinceEpoch - Self.calendarStepDays, days.lowerBound)
        let first = CalendarDay(daysSinceEpoch: from)
        return AnySequence(Schedule(pattern, start: first).days(in: first...last))
    }

    /// What was paid, from the last day at or before the first one on, and what is planned.
    private func paydays(of id: RecurringID, from first: CalendarDay, through last: CalendarDay) -> MergedDays {
        guard let place = recurringPlaces[id] else { return MergedDays([], nil) }
        let entry = recurring[place].content
        let made = occurrences.days(of: id)
        let planned = max(entry.earliestDay, entry.schedule.lookBack(from: first))
        return MergedDays(
            Array(made[max(0, made.place(of: first) - 1)...]),
            entry.schedule.days(in: planned...last)
        )
    }
}

/// Two rising runs of days as one, each day once.
private struct MergedDays: Sequence, IteratorProtocol {
    private var left: [CalendarDay]
    private var right: ScheduleDays?
    private var nextLeft = 0
    private var nextRight: CalendarDay?

    init(_ left: [CalendarDay], _ right: ScheduleDays?) {
        self.left = left
        self.right = right
        nextRight = self.right?.next()
    }

    mutating func next() -> CalendarDay? {
        let known = nextLeft < left.count ? left[nextLeft] : nil
        if let known, nextRight.map({ known <= $0 }) ?? true {
            nextLeft += 1
            if nextRight == known { nextRight = right?.next() }
            return known
        }
        let day = nextRight
        nextRight = right?.next()
        return day
    }
}
