package import Primitives

/// The span that another one is compared with.
package enum SpanComparison: String, Sendable, CaseIterable, Hashable {
    /// As many months just before, where the span is whole months or the running one; else as many days.
    case before
    /// The same days a year earlier; whole months stay whole.
    case yearBefore = "year-before"

    /// The days to compare with; nil where the calendar does not reach that far back.
    package func days(of first: CalendarDay, _ last: CalendarDay) -> ClosedRange<CalendarDay>? {
        guard first <= last, first.parts.year > 1 else { return nil }
        switch self {
        case .yearBefore:
            // Whole months are compared with whole months: 29 February is not left out.
            let end = last.adding(months: -12)
            let isWhole = first == first.firstOfMonth && last == last.lastOfMonth
            return first.adding(months: -12)...(isWhole ? end.lastOfMonth : end)
        case .before:
            let (from, to) = (first.parts, last.parts)
            let months = (to.year - from.year) * 12 + to.month - from.month + 1
            let isFromFirst = from.day == 1
            let isToLast = to.day == CalendarDay.dayCount(ofMonth: to.month, year: to.year)
            guard isFromFirst, from.year * 12 + from.month - months > 12 else {
                let count = Int(last.daysSinceEpoch - first.daysSinceEpoch) + 1
                return first.adding(days: -count)...first.adding(days: -1)
            }
            // To the same day of its month, so that a running month is compared with as much of another.
            return first.adding(months: -months)...(isToLast ? first.adding(days: -1) : last.adding(months: -months))
        }
    }
}
