package import Primitives

extension MoneyBook {
    /// The periods of a budget from its first to the one a day is in; empty before the first day and after the last.
    ///
    /// - Errors: `.tooMany(.period, …)` where a day is further on than ``MoneyLimits/budgetPeriods`` periods.
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
        return periods
    }

    /// Days a period goes on after the last payday of a schedule that ends.
    private static let openPeriodDays = 366
    /// How far back to look for the day on which the first period began, in days.
    private static let lookBack = [40, 400, 4000]

    private static func openEnd(_ first: CalendarDay) -> CalendarDay { first.adding(days: openPeriodDays - 1) }

    /// The first days of the periods in order, up to and with the first one beyond a day.
    private func firstDays(_ content: BudgetContent, beyond day: CalendarDay) throws(MoneyError) -> [CalendarDay] {
        let limit = MoneyLimits.budgetPeriods + 1
        var firsts: [CalendarDay] = []
        for days in Self.lookBack {
            let from = CalendarDay(
                daysSinceEpoch: max(content.starts.daysSinceEpoch - Int32(days), TransactionRunDecoder.days.lowerBound)
            )
            firsts = Self.prefix(periodStarts(content, from: from), beyond: day, limit: limit, from: content.starts)
            if let first = firsts.first, first <= content.starts { break }
        }
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

    private func periodStarts(_ content: BudgetContent, from: CalendarDay) -> AnySequence<CalendarDay> {
        let last = CalendarDay(daysSinceEpoch: TransactionRunDecoder.days.upperBound)
        guard case .payday(let id) = content.span else {
            return AnySequence(Self.schedule(content.span, from: from).days(in: from...last))
        }
        guard let place = recurringPlaces[id] else { return AnySequence([]) }
        let entry = recurring[place].content
        let made = occurrences.days(of: id).filter { $0 >= from }
        let planned = entry.schedule.days(in: max(from, entry.makesFrom)...last)
        return AnySequence(MergedDays(made, planned))
    }

    /// The schedule of the first days of periods.
    private static func schedule(_ span: BudgetSpan, from: CalendarDay) -> Schedule {
        switch span {
        case .week(let weekday): Schedule(.weeks(every: 1, WeekdaySet(weekdays: [weekday])), start: from)
        case .halfMonth: Schedule(.months(every: 1, [.day(1), .day(16)]), start: from)
        case .month(let day): Schedule(.months(every: 1, [.day(day)]), start: from)
        case .year(let month, let day): Schedule(.years(every: 1, month: month, [.day(day)]), start: from)
        case .schedule(let schedule): schedule
        case .payday, .custom: Schedule(.days(every: 1), start: from, end: .count(1))
        }
    }
}

/// Two rising runs of days as one, each day once.
private struct MergedDays: Sequence, IteratorProtocol {
    private var left: [CalendarDay]
    private var right: ScheduleDays
    private var nextLeft = 0
    private var nextRight: CalendarDay?

    init(_ left: [CalendarDay], _ right: ScheduleDays) {
        self.left = left
        self.right = right
        nextRight = self.right.next()
    }

    mutating func next() -> CalendarDay? {
        let known = nextLeft < left.count ? left[nextLeft] : nil
        if let known, nextRight.map({ known <= $0 }) ?? true {
            nextLeft += 1
            if nextRight == known { nextRight = right.next() }
            return known
        }
        let day = nextRight
        nextRight = right.next()
        return day
    }
}
