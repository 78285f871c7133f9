package import Primitives

/// What was in each account at the end of several days, and what everything added up to; debts are negative.
package struct BalanceHistory: Hashable, Sendable {
    package let days: [CalendarDay]
    /// Every account that is not removed, in the order they were made.
    package let rows: [Row]
    /// What the accounts of each currency add up to, by code of the currency; in the base currency where asked.
    package let lines: [Line]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]
    /// Entries that are dated after the last day.
    package let laterCount: Int

    package struct Row: Hashable, Sendable {
        package let account: LedgerAccount
        /// One for each day.
        package let minorUnits: [Int64]
        /// Of its newest entry up to the last day; nil when it has none.
        package let lastEntry: CalendarDay?
    }

    package struct Line: Hashable, Sendable {
        package let currency: Currency
        /// One for each day.
        package let minorUnits: [Int64]
    }
}
