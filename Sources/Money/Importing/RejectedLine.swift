/// A line of a file that cannot be imported, and why.
package struct RejectedLine: Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// Which of the file's entries it is, from 1, where a file need not have lines; 0 in others.
    package let entry: Int
    package let reason: Reason

    package init(line: Int, entry: Int = 0, reason: Reason) {
        self.line = line
        self.entry = entry
        self.reason = reason
    }

    /// Why a line was refused.
    ///
    /// No case carries text of the file.
    ///
    /// Raw values are in sealed import records: never renumber, never reuse.
    package enum Reason: UInt8, Error, Hashable, Sendable, CaseIterable {
        case noDate = 1
        case notADate = 2
        case noAmount = 3
        case notAnAmount = 4
        case amountTooLarge = 5
        case tooManyDecimals = 6
        case zeroAmount = 7
        case unknownCurrency = 8
        case columnCount = 9
        case unclosedQuote = 10
        case badQuoting = 11
        case lineTooLong = 12
        case notText = 13
        case truncated = 14
        /// States a balance and no movement.
        case balanceOnly = 15
        case splitsDoNotAddUp = 16
        /// A movement of securities, not of money.
        case securities = 17
        /// Debit and credit are both filled, or the direction is a word nobody knows.
        case unclearDirection = 18
        case unknownRecord = 19
        case tooManyParts = 20
        /// The amount cannot be written in the currency of the account.
        case doesNotFitCurrency = 21
        /// The postings do not add up to zero.
        case unbalanced = 22
        /// A posting sets a balance instead of an amount.
        case balanceAssignment = 23
        /// The text of a name, payee or note is not closed or not text.
        case badText = 24
        /// Moves nothing in or out of an account.
        case noAccount = 25
        /// An account it posts to is archived in the book.
        case archivedAccount = 26
        /// Announced by the bank and not booked yet.
        case notBooked = 27
        /// Sells at the cost of a lot that is bought elsewhere.
        case costOfLot = 28
        /// More accounts than are read, or their names are longer altogether.
        case tooManyAccounts = 29

        /// A stable name for the API.
        package var code: String {
            switch self {
            case .noDate: "no-date"
            case .notADate: "not-a-date"
            case .noAmount: "no-amount"
            case .notAnAmount: "not-an-amount"
            case .amountTooLarge: "amount-too-large"
            case .tooManyDecimals: "too-many-decimals"
            case .zeroAmount: "zero-amount"
            case .unknownCurrency: "unknown-currency"
            case .columnCount: "column-count"
            case .unclosedQuote: "unclosed-quote"
            case .badQuoting: "bad-quoting"
            case .lineTooLong: "line-too-long"
            case .notText: "not-text"
            case .truncated: "truncated"
            case .balanceOnly: "balance-only"
            case .splitsDoNotAddUp: "splits-do-not-add-up"
            case .securities: "securities"
            case .unclearDirection: "unclear-direction"
            case .unknownRecord: "unknown-record"
            case .tooManyParts: "too-many-parts"
            case .doesNotFitCurrency: "does-not-fit-currency"
            case .unbalanced: "unbalanced"
            case .balanceAssignment: "balance-assignment"
            case .badText: "bad-text"
            case .noAccount: "no-account"
            case .archivedAccount: "archived-account"
            case .notBooked: "not-booked"
            case .costOfLot: "cost-of-lot"
            case .tooManyAccounts: "too-many-accounts"
            }
        }

        package var sentence: String {
            switch self {
            case .noDate: "There is no date."
            case .notADate: "The date is not a day of the calendar."
            case .noAmount: "There is no amount."
            case .notAnAmount: "The amount is not a number."
            case .amountTooLarge: "The amount is too large."
            case .tooManyDecimals: "The amount has more decimals than its currency."
            case .zeroAmount: "The amount is zero."
            case .unknownCurrency: "The currency is not in ISO 4217."
            case .columnCount: "The line has too few columns."
            case .unclosedQuote: "A quote is opened and never closed."
            case .badQuoting: "There is text after a closing quote."
            case .lineTooLong: "The line is longer than 64 KiB."
            case .notText: "The line holds bytes that are not text."
            case .truncated: "The file ends in the middle of this transaction."
            case .balanceOnly: "The line states a balance and no transaction."
            case .splitsDoNotAddUp: "The parts of the split do not add up to its total."
            case .securities: "The line moves securities and no money."
            case .unclearDirection: "The line does not say whether money went in or out."
            case .unknownRecord: "The line is of a kind that is not known."
            case .tooManyParts: "The transaction has more than 256 parts."
            case .doesNotFitCurrency: "The amount cannot be written in the currency of the account."
            case .unbalanced: "The postings do not add up to zero."
            case .balanceAssignment: "The line sets a balance and no amount."
            case .badText: "A text is not closed, or a name is empty or longer than 1 KiB."
            case .noAccount: "Nothing moves in or out of an account."
            case .notBooked: "The bank has not booked it yet."
            case .costOfLot: "It does not say what the lot cost; write the cost between the braces."
            case .tooManyAccounts: "The file has more accounts than can be read."
            case .archivedAccount: "It posts to an account that is archived; open that account first."
            }
        }
    }
}
