package import Primitives

/// What a time came to by one measure, broken down by one or two axes, per currency.
///
/// - Meaning: sums over the postings that the measure counts; money back counts against. A transaction with several
///   tags counts under each, so tags may add up to more than the total. An account is the first account of the
///   transaction in the currency of the posting, a person the first of its accounts that is one's.
package struct PivotReport: Hashable, Sendable {
    package let axes: [ReportAxis]
    /// Per axis: what occurs, in order (months by time, categories as a tree, others by name).
    package let labels: [[ReportLabel]]
    /// By currency, then in the order of the labels.
    package let rows: [Row]
    package let totals: [Total]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]

    package struct Row: Hashable, Sendable {
        package let currency: Currency
        let first: Int
        /// Nil with one axis.
        let second: Int?
        /// Of exactly this.
        package let ownMinorUnits: Int64
        /// With everything under it, where an axis is the category; otherwise the same.
        package let minorUnits: Int64

        /// Per axis: the place of the label.
        package var labels: [Int] { second.map { [first, $0] } ?? [first] }
    }

    package struct Total: Hashable, Sendable {
        package let currency: Currency
        package let minorUnits: Int64
    }
}
