package import Primitives

/// Balances day by day, as far as they can be known.
///
/// - Source: docs/spec/money-planning.md §5.
package struct Forecast: Hashable, Sendable {
    /// The smallest balance and its first day.
    package struct Low: Hashable, Sendable {
        package let day: CalendarDay
        package let minorUnits: Int64
    }

    package struct Row: Hashable, Sendable {
        package let account: LedgerAccount
        /// At the end of each day.
        package let minorUnits: [Int64]
        package let lowest: Low
        package let firstDayBelowZero: CalendarDay?
    }

    /// The accounts of one currency together.
    package struct Line: Hashable, Sendable {
        package let currency: Currency
        package let minorUnits: [Int64]
        package let lowest: Low
        package let firstDayBelowZero: CalendarDay?
    }

    /// Today first.
    package let days: [CalendarDay]
    package let rows: [Row]
    /// By code of the currency.
    package let lines: [Line]
    /// What the pace rests on.
    package let pace: [SpendingPace]
    package let transfers: [TransferPace]
    /// Occurrences that are counted and not made yet.
    package let expectedCount: Int
}

/// How fast money goes on one category that no recurring entry plans.
package struct SpendingPace: Hashable, Sendable {
    package struct Share: Hashable, Sendable {
        package let account: AccountID
        /// Of what was spent over all spans.
        package let minorUnits: Int64
    }

    package let category: CategoryID
    package let currency: Currency
    /// Spent in each span, the latest last.
    package let spans: [Int64]
    package let spanDays: Int
    /// Of ``spans``: what goes in so many days.
    package let medianMinorUnits: Int64
    /// The accounts it left.
    package let shares: [Share]

    /// The middle one, or the mean of the two middle ones rounded down.
    static func median(_ values: [Int64]) -> Int64 {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
        return sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
    }

    /// What has left an account by the end of so many days.
    func spent(_ share: Share, afterDays days: Int) -> Int64 {
        let total = shares.reduce(Int128(0)) { $0 + Int128($1.minorUnits) }
        guard total > 0, medianMinorUnits > 0 else { return 0 }
        let product = Int128(medianMinorUnits) * Int128(days) * Int128(share.minorUnits)
        return Int64(clamping: product / (Int128(spanDays) * total))
    }
}

/// How fast money moves from one account to another of the same currency, where no recurring entry plans it.
package struct TransferPace: Hashable, Sendable {
    package let from: AccountID
    package let to: AccountID
    package let currency: Currency
    /// Moved in each span, the latest last.
    package let spans: [Int64]
    package let spanDays: Int
    /// Of ``spans``: what moves in so many days.
    package let medianMinorUnits: Int64

    /// What has moved by the end of so many days.
    func moved(afterDays days: Int) -> Int64 {
        Int64(clamping: Int128(medianMinorUnits) * Int128(days) / Int128(spanDays))
    }
}
