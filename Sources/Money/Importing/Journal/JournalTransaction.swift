package import Primitives

/// A transaction of a journal with every amount known and every currency one of ISO 4217.
package struct JournalTransaction: Hashable, Sendable {
    /// Line it begins at, from 1.
    package var line: Int
    package var day: CalendarDay
    package var payee = ""
    package var note = ""
    package var tags: [String] = []
    /// ``MoneyID/text`` as Flowkeep wrote it; empty where there is none.
    package var id = ""
    /// Flowkeep wrote it for the opening balance of an account.
    package var isOpening = false
    package var lines: [Line] = []

    /// One posting.
    package struct Line: Hashable, Sendable {
        /// Place in ``JournalDocument/accounts``.
        package var account: Int
        package var amount: Amount

        package init(account: Int, amount: Amount) {
            self.account = account
            self.amount = amount
        }
    }

    package init(line: Int, day: CalendarDay) {
        self.line = line
        self.day = day
    }
}
