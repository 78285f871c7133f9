import Money

/// Why a line of a file was refused, in the language of the page.
enum RejectionWords {
    static func sentence(_ reason: RejectedLine.Reason) -> String {
        switch reason {
        case .noDate: localized("There is no date.")
        case .notADate: localized("The date is not a day of the calendar.")
        case .noAmount: localized("There is no amount.")
        case .notAnAmount: localized("The amount is not a number.")
        case .amountTooLarge: localized("The amount is too large.")
        case .tooManyDecimals: localized("The amount has more decimals than its currency.")
        case .zeroAmount: localized("The amount is zero.")
        case .unknownCurrency: localized("The currency is not in ISO 4217.")
        case .columnCount: localized("The line has too few columns.")
        case .unclosedQuote: localized("A quote is opened and never closed.")
        case .badQuoting: localized("There is text after a closing quote.")
        case .lineTooLong: localized("The line is longer than 64 KiB.")
        case .notText: localized("The line holds bytes that are not text.")
        case .truncated: localized("The file ends in the middle of this transaction.")
        case .balanceOnly: localized("The line states a balance and no transaction.")
        case .splitsDoNotAddUp: localized("The parts of the split do not add up to its total.")
        case .securities: localized("The line moves securities and no money.")
        case .unclearDirection: localized("The line does not say whether money went in or out.")
        case .unknownRecord: localized("The line is of a kind that is not known.")
        case .tooManyParts: localized("The transaction has more than 256 parts.")
        case .doesNotFitCurrency: localized("The amount cannot be written in the currency of the account.")
        case .unbalanced: localized("The postings do not add up to zero.")
        case .balanceAssignment: localized("The line sets a balance and no amount.")
        case .badText: localized("A text is not closed, or a name is empty or longer than 1 KiB.")
        case .noAccount: localized("Nothing moves in or out of an account.")
        case .notBooked: localized("The bank has not booked it yet.")
        case .costOfLot: localized("It does not say what the lot cost; write the cost between the braces.")
        case .tooManyAccounts: localized("The file has more accounts than can be read.")
        case .archivedAccount: localized("It posts to an account that is archived; open that account first.")
        }
    }
}
