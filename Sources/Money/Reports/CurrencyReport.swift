package import Primitives

/// What other currencies held, what they are worth, and what was gained on them; all values are in the base currency.
///
/// - Meaning: ``worthAfter`` − ``worthBefore`` = ``income`` − ``spending`` + ``gain``, when every rate is known.
/// - Source: docs/spec/money-rates.md §5.
package struct CurrencyReport: Hashable, Sendable {
    package let days: ClosedRange<CalendarDay>
    package let base: Currency
    /// By code: every currency but the base that was held, or that anything flowed in.
    package let rows: [Row]
    /// Net worth at the end of the day before the first, and of the last.
    package let worthBefore: Int64
    package let worthAfter: Int64
    package let income: Int64
    package let spending: Int64
    package let held: Int64
    package let exchanged: Int64
    package let gain: Int64
    /// Currencies without a rate, by code; nothing of them is in any figure.
    package let leftOut: [Currency]

    package struct Row: Hashable, Sendable {
        package let currency: Currency
        package let before: Holding
        package let after: Holding
        /// What came in less what went out.
        package let flow: Holding
        /// The rate of the last day and the day it is of; nil for one that has no eight digits.
        package let rate: Rate?
        package let rateDay: CalendarDay?
        /// By the change of rates while it was held.
        package let held: Int64
        /// By what was had for it when it was exchanged.
        package let exchanged: Int64
        /// Both together.
        package let gain: Int64
    }

    /// An amount of a currency and what it is worth in the base currency.
    package struct Holding: Hashable, Sendable {
        package let minorUnits: Int64
        package let value: Int64
    }
}
