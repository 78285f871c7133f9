import Primitives

/// Days that are counted from today: a kept report moves on with them.
enum ReportSpan: String, CaseIterable, Sendable {
    case thisMonth = "this-month"
    case lastMonth = "last-month"
    case thisYear = "this-year"
    case lastYear = "last-year"

    var label: String {
        switch self {
        case .thisMonth: localized("This month")
        case .lastMonth: localized("Last month")
        case .thisYear: localized("This year")
        case .lastYear: localized("Last year")
        }
    }

    /// A running span ends today: what is dated ahead is not there yet.
    func days(today: CalendarDay) -> ClosedRange<CalendarDay> {
        let month = today.firstOfMonth
        let year = month.adding(months: 1 - today.parts.month)
        return switch self {
        case .thisMonth: month...today
        case .lastMonth: month.adding(months: -1)...month.adding(days: -1)
        case .thisYear: year...today
        case .lastYear: year.adding(months: -12)...year.adding(days: -1)
        }
    }
}
