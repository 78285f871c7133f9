package import Primitives

/// How long a period of a budget is, and where periods begin.
///
/// - Source: docs/spec/money-planning.md §4.
package enum BudgetSpan: Hashable, Sendable {
    /// From an ISO weekday.
    case week(from: Int)
    /// The 1st to the 15th, the 16th to the end.
    case halfMonth
    /// From a day of the month, 1...31, clipped to its end.
    case month(from: Int)
    case year(month: Int, day: Int)
    /// From each day of a schedule to the day before the next.
    case schedule(Schedule)
    /// From payday to payday: the days of a recurring entry.
    case payday(RecurringID)
    /// One period, from the budget's start to this day.
    case custom(to: CalendarDay)
}

/// What a line takes into the next period.
package enum BudgetRollover: Hashable, Sendable {
    case none
    /// What is left, when something is.
    case surplus
    /// What is left or over.
    case both
    /// What is left, up to so many minor units.
    case capped(Int64)

    /// - `left`: At the end of a period, negative when it was overspent.
    package func carried(from left: Int64) -> Int64 {
        switch self {
        case .none: 0
        case .surplus: max(0, left)
        case .both: left
        case .capped(let cap): min(max(0, left), cap)
        }
    }
}
