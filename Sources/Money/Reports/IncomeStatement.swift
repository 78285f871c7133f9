package import Primitives

/// What came in and what went out by category, beside the same of another span; per currency.
package struct IncomeStatement: Hashable, Sendable {
    /// By code of the currency.
    package let parts: [Part]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]
    /// The days it is compared with.
    package let comparedDays: ClosedRange<CalendarDay>?

    package struct Part: Hashable, Sendable {
        package let currency: Currency
        package let income: Side
        package let expenses: Side
        package let kept: Sum
    }

    /// One kind of categories: the used ones and those above them, each parent before its children.
    package struct Side: Hashable, Sendable {
        package let lines: [Line]
        package let total: Sum
    }

    package struct Line: Hashable, Sendable {
        package let category: CategoryID
        package let name: String
        /// 0 at the root.
        package let depth: Int
        /// With everything under it.
        package let sum: Sum
    }

    package struct Sum: Hashable, Sendable {
        /// In minor units; more is more income, or more spending.
        package let now: Int64
        /// Nil where nothing is compared.
        package let before: Int64?

        /// How much more it is than before; nil where nothing is compared or Int64 ends.
        package var change: Int64? {
            guard let before else { return nil }
            let (difference, overflow) = now.subtractingReportingOverflow(before)
            return overflow ? nil : difference
        }
    }
}
