import Primitives

/// Reads days in a search: `2026-03-05`, `2026-03`, `2026`, `last-month`.
///
/// - Source: docs/spec/search.md §2.
enum DaySpanReader {
    /// The first and the last day of a span; nil for what is none.
    static func span(_ text: Substring, today: CalendarDay) -> ClosedRange<CalendarDay>? {
        if let span = SearchLexicon.span(text) { return days(of: span, today: today) }
        guard text.allSatisfy({ $0.isASCII }) else { return nil }
        if let day = CalendarDay(iso: text) { return day...day }
        if let first = CalendarDay(iso: text + "-01") { return month(of: first) }
        if let first = CalendarDay(iso: text + "-01-01") { return year(of: first) }
        return nil
    }

    private static func days(of span: SearchLexicon.Span, today: CalendarDay) -> ClosedRange<CalendarDay> {
        let monday = today.adding(days: 1 - today.weekday)
        let first = today.firstOfMonth
        return switch span {
        case .today: today...today
        case .yesterday: today.adding(days: -1)...today.adding(days: -1)
        case .thisWeek: monday...monday.adding(days: 6)
        case .lastWeek: monday.adding(days: -7)...monday.adding(days: -1)
        case .thisMonth: month(of: first)
        case .lastMonth: month(of: first.adding(months: -1))
        case .thisYear: year(of: first)
        case .lastYear: year(of: first.adding(months: -12))
        }
    }

    private static func month(of day: CalendarDay) -> ClosedRange<CalendarDay> {
        day.firstOfMonth...day.lastOfMonth
    }

    private static func year(of day: CalendarDay) -> ClosedRange<CalendarDay> {
        let year = day.parts.year
        guard let first = CalendarDay(year: year, month: 1, day: 1),
            let last = CalendarDay(year: year, month: 12, day: 31)
        else { return day...day }
        return first...last
    }
}
