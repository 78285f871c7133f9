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

    /// What each account pays of it, in the order of ``shares``.
    ///
    /// - Errors: `.overflow(.amount)`.
    func parts() throws(MoneyError) -> [Part] {
        var total: Int64 = 0
        for share in shares { total = try Checked.sum(total, share.minorUnits) }
        var before: Int64 = 0
        return shares.map { share in
            defer { before += share.minorUnits }
            return Part(
                account: share.account,
                pace: self,
                before: before,
                through: before + share.minorUnits,
                total: total
            )
        }
    }

    /// What one account pays of a pace.
    struct Part {
        let account: AccountID
        fileprivate let pace: SpendingPace
        /// Of all shares: those before this one, and with it.
        fileprivate let before: Int64
        fileprivate let through: Int64
        fileprivate let total: Int64

        /// What has left the account by the end of so many days.
        ///
        /// Cut out of the whole, so that the parts together are what is spent, to the last minor unit.
        func spent(afterDays days: Int) -> Int64 {
            guard total > 0 else { return 0 }
            let spent = Int128(Int64(clamping: Int128(pace.medianMinorUnits) * Int128(days) / Int128(pace.spanDays)))
            return Int64(clamping: spent * Int128(through) / Int128(total) - spent * Int128(before) / Int128(total))
        }
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
