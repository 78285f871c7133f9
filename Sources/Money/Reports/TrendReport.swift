package import Primitives

/// How long the parts of a trend are.
package enum TrendStep: String, Sendable, CaseIterable, Hashable {
    case week, month, year

    /// How many parts the moving average is of: about a month, a quarter, and three years.
    package var averageCount: Int {
        switch self {
        case .week: 4
        case .month, .year: 3
        }
    }

    /// How many parts back the same time a year before is; 52 weeks keep the day of the week.
    package var yearCount: Int {
        switch self {
        case .week: 52
        case .month: 12
        case .year: 1
        }
    }

    /// - `weekStart`: 1 Monday … 7 Sunday.
    func first(of day: CalendarDay, weekStart: Int) -> CalendarDay {
        switch self {
        case .week: day.adding(days: -((day.weekday - weekStart + 7) % 7))
        case .month: day.firstOfMonth
        case .year: day.firstOfMonth.adding(months: 1 - day.parts.month)
        }
    }

    /// The first day so many parts later, or earlier.
    func moved(_ first: CalendarDay, by count: Int) -> CalendarDay {
        switch self {
        case .week: first.adding(days: 7 * count)
        case .month: first.adding(months: count)
        case .year: first.adding(months: 12 * count)
        }
    }

    /// The same day a year before, as far as a part goes.
    func yearBefore(_ day: CalendarDay) -> CalendarDay {
        self == .week ? day.adding(days: -364) : day.adding(months: -12)
    }
}

/// What one measure came to week by week, month by month or year by year, per currency.
///
/// - Source: docs/spec/money-reports.md §2.
package struct TrendReport: Hashable, Sendable {
    package let step: TrendStep
    /// By code of the currency; those without anything in the time and the year before it are left out.
    package let parts: [Part]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]

    package struct Part: Hashable, Sendable {
        package let currency: Currency
        /// Oldest first, without a gap.
        package let points: [Point]
    }

    package struct Point: Hashable, Sendable {
        package let first: CalendarDay
        /// The last day that counts.
        package let last: CalendarDay
        /// Whether the part goes on after that day.
        package let isPartial: Bool
        package let minorUnits: Int64
        /// Of this part and those before it; nil for a partial one, and where the book does not reach back that far.
        package let average: Int64?
        /// As many days of the same time a year before; nil where the book does not reach back that far.
        package let yearBefore: Int64?
        /// How much more it is than a year before.
        package let change: Int64?
    }
}
