package import Primitives

/// One transaction of a statement.
///
/// Texts are trimmed, without control characters, and with card numbers masked to their last four digits.
/// An absent text is empty.
package struct StatementRow: Hashable, Sendable {
    /// Line of the file the row begins at, from 1.
    package var line: Int
    /// Which of the file's entries it is of, from 1, where a file need not have lines; 0 in others.
    package var entry = 0
    package var day: CalendarDay
    /// Positive is money into the account.
    package var amount: StatementAmount
    /// When the row states one that may differ from the account's.
    package var currency: Currency?
    package var payee: String
    package var memo: String
    /// The file's own category, levels apart by `:`.
    package var category: String
    package var tags: [String]
    package var checkNumber: String
    /// The bank's identifier (FITID, or a mapped column); unique within the account.
    package var externalID: String
    /// Empty, or parts that add up to ``amount``.
    package var splits: [StatementSplit]
    /// Name of the other account when the file says that this is a transfer.
    package var transferAccount: String
    /// Balance after the row, where the file has such a column.
    package var balance: StatementAmount?

    package init(line: Int, day: CalendarDay, amount: StatementAmount) {
        self.line = line
        self.day = day
        self.amount = amount
        currency = nil
        payee = ""
        memo = ""
        category = ""
        tags = []
        checkNumber = ""
        externalID = ""
        splits = []
        transferAccount = ""
        balance = nil
    }
}

/// One part of a split transaction.
package struct StatementSplit: Hashable, Sendable {
    package var category: String
    package var memo: String
    package var amount: StatementAmount
    /// Name of the other account when this part is a transfer.
    package var transferAccount: String

    package init(category: String = "", memo: String = "", amount: StatementAmount, transferAccount: String = "") {
        self.category = category
        self.memo = memo
        self.amount = amount
        self.transferAccount = transferAccount
    }
}
