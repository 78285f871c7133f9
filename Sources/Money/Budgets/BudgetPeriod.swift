package import Primitives

/// A stretch of days that a budget is about, both ends included.
package struct BudgetPeriod: Hashable, Sendable {
    package let first: CalendarDay
    package let last: CalendarDay

    package init(_ first: CalendarDay, _ last: CalendarDay) {
        self.first = first
        self.last = last
    }

    package var dayCount: Int { Int(last.daysSinceEpoch) - Int(first.daysSinceEpoch) + 1 }

    package func contains(_ day: CalendarDay) -> Bool { first <= day && day <= last }
}
