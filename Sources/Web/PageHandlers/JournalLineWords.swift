import Money

/// Why lines of a journal were refused or left out, in the language of the page.
enum JournalLineWords {
    static func sentence(_ what: JournalLeftOut.What) -> String {
        switch what {
        case .include: localized("The line names another file; import that one by itself.")
        case .automated: localized("Rules and plans are not transactions.")
        case .balanceAssertion: localized("A balance to check is not kept; the transactions are.")
        case .virtualPosting: localized("A posting outside the books was left out.")
        case .commodityAtCost: localized("Securities and goods are kept as money, at what they cost.")
        case .directive: localized("The line says nothing about money that moved.")
        case .link: localized("Links between transactions are not kept.")
        case .mark: localized("States, codes and second dates are not kept.")
        case .metadata: localized("Metadata that Flowkeep does not know was left out.")
        case .accountDay: localized("Days on which accounts open and close are not kept.")
        case .rewriting: localized("A rule that rewrites names was not followed.")
        case .rate: localized("Rates are not kept; the amounts of exchanges are.")
        }
    }

    /// The reasons that a journal can give; the others are of statements, and in English.
    static func sentence(_ reason: RejectedLine.Reason) -> String {
        switch reason {
        case .notADate: localized("The date is not a day of the calendar.")
        case .noAmount: localized("There is no amount.")
        case .notAnAmount: localized("The amount is not a number.")
        case .amountTooLarge: localized("The amount is too large.")
        case .tooManyDecimals: localized("The amount has more decimals than its currency.")
        case .unknownCurrency: localized("The currency is not in ISO 4217.")
        case .lineTooLong: localized("The line is longer than 64 KiB.")
        case .notText: localized("The line holds bytes that are not text.")
        case .unknownRecord: localized("The line is of a kind that is not known.")
        case .tooManyParts: localized("The transaction has more than 100 parts.")
        case .unbalanced: localized("The postings do not add up to zero.")
        case .balanceAssignment: localized("The line sets a balance and no amount.")
        case .badText: localized("A text is not closed, or a name is empty.")
        case .noAccount: localized("Nothing moves in or out of an account.")
        case .archivedAccount: localized("It posts to an account that is archived; open that account first.")
        default: reason.sentence
        }
    }
}
