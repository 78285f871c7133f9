package import Primitives

/// What a month came to, beside the eleven months and the days before it, per currency.
///
/// - Meaning: sums over the postings to categories; transfers between accounts are neither income nor spending, and
///   money back counts against.
package struct MonthOverview: Hashable, Sendable {
    package static let monthCount = 12

    /// The first day of each month, ``monthCount`` of them; the last is that of ``days``' last day.
    package let months: [CalendarDay]
    /// The days of ``Line/spentByDay``; nothing after the last one counts anywhere.
    package let days: ClosedRange<CalendarDay>
    /// By code of the currency: those in which anything was entered in the months or on the days.
    package let lines: [Line]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]
    /// Entries that are dated after the last day.
    package let laterCount: Int
    /// The newest of those; nil when there are none.
    package let latestDay: CalendarDay?

    package struct Line: Hashable, Sendable {
        package let currency: Currency
        /// One for each month.
        package let flows: [FlowTotals]
        /// One for each day.
        package let spentByDay: [Int64]
        /// By what was spent in the last month, then in the one before, the largest first.
        package let categories: [CategorySpending]
        /// Postings to categories that were added up.
        package let postingCount: Int
    }

    /// A category without a parent, with everything under it.
    package struct CategorySpending: Hashable, Sendable {
        package let id: CategoryID
        package let name: String
        package let minorUnits: Int64
        /// In the month before, all of it.
        package let beforeMinorUnits: Int64

        package init(id: CategoryID, name: String, minorUnits: Int64, beforeMinorUnits: Int64) {
            self.id = id
            self.name = name
            self.minorUnits = minorUnits
            self.beforeMinorUnits = beforeMinorUnits
        }
    }
}
