package import Primitives

/// Money in, out and kept, month by month, per currency.
package struct CashFlowReport: Hashable, Sendable {
    package let rows: [Row]
    package let totals: [FlowTotals]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]

    package struct Row: Hashable, Sendable {
        /// The first day of the month.
        package let month: CalendarDay
        package let flow: FlowTotals
    }
}

/// What is in each account at the end of a day.
package struct BalancesReport: Hashable, Sendable {
    /// Nil is today and everything after it.
    package let day: CalendarDay?
    package let rows: [Row]
    package let totals: [CurrencyTotal]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]

    package struct Row: Hashable, Sendable {
        package let account: LedgerAccount
        package let minorUnits: Int64
        /// In the base currency, where amounts are shown in it and a rate is known.
        package let value: Int64?
    }
}

package struct CurrencyTotal: Hashable, Sendable {
    package let currency: Currency
    package let minorUnits: Int64
}

/// What everything adds up to at the end of each month, per currency; debts are negative.
package struct NetWorthReport: Hashable, Sendable {
    package let rows: [Row]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]

    package struct Row: Hashable, Sendable {
        /// The last day of the month, or of the report.
        package let day: CalendarDay
        package let currency: Currency
        /// In accounts that hold something.
        package let assets: Int64
        /// In accounts that owe something, negative.
        package let debts: Int64
        package let minorUnits: Int64
    }
}
