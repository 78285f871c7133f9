package import Primitives

/// A balance that a statement states; used to check an import, never to make entries.
package struct StatementBalance: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        case opening = 1
        /// Booked balance at the end of the day (OFX LEDGERBAL, a running balance column).
        case closing = 2
        /// What may still be spent (OFX AVAILBAL).
        case available = 3
    }

    package let kind: Kind
    /// Nil when the file gives no day.
    package let day: CalendarDay?
    package let amount: StatementAmount

    package init(kind: Kind, day: CalendarDay?, amount: StatementAmount) {
        self.kind = kind
        self.day = day
        self.amount = amount
    }
}
