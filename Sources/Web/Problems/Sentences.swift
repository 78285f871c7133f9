import Identity
import Money

/// What is wrong with one field, in one sentence that says what would be right.
///
/// Shared by API and pages.
enum Sentences {
    /// After the right passphrase, to whom it belongs.
    static var held: String {
        localized("This account is held: nobody can sign in until whoever runs this server releases it.") + " "
            + localized("Nothing in it was opened, and its access history says when and by whom it was done.")
    }

    static func sentence(_ fault: Handle.Problem) -> String {
        switch fault {
        case .tooShort:
            localized("It needs at least {count} characters.", ["count": "\(Handle.characterCounts.lowerBound)"])
        case .tooLong:
            localized("It may have at most {count} characters.", ["count": "\(Handle.characterCounts.upperBound)"])
        case .cardNumber: localized("It looks like a card number. Flowkeep keeps none.")
        case .characterNotAllowed: localized("Letters, digits, dots, hyphens and underscores are possible.")
        }
    }

    static func sentence(_ fault: Passphrase.Problem) -> String {
        switch fault {
        case .tooLong: localized("It may have at most {count} bytes.", ["count": "\(Passphrase.byteCountMaximum)"])
        case .weak(let weakness, _): sentence(weakness)
        case .usedTwice: localized("It opens something else here already. Choose another one.")
        }
    }

    static func sentence(_ weakness: PassphraseStrength.Weakness) -> String {
        switch weakness {
        case .tooShort: localized("It is too short. Four unrelated words are long enough.")
        case .commonWord: localized("It is mostly a word that many people choose. Add unrelated words.")
        case .sequence: localized("It is mostly a run such as abc or 123. Add unrelated words.")
        case .repetition: localized("It mostly repeats itself. Add unrelated words.")
        case .date: localized("It is mostly a date, and dates are few. Add unrelated words.")
        case .containsHandle: localized("It is mostly the handle. Add unrelated words.")
        }
    }

    static func sentence(_ error: MoneyError) -> String {
        error.field == .receipt ? ofReceipt(error) : ofOther(error)
    }

    private static func ofOther(_ error: MoneyError) -> String {
        switch error {
        case .missing(.monthDays): localized("Choose at least one day of the month.")
        case .missing(.conditions): localized("Say at least one thing that an entry must be.")
        case .missing(.actions): localized("Say what is to be done with it.")
        case .missing(.lines): localized("Add at least one category with an amount.")
        case .missing(.interestCategory): localized("Say what the interest is booked as.")
        case .missing(.paymentCount): localized("Fill in either how many payments, or so much each time.")
        case .missing: localized("It is missing.")
        case .tooLong(_, let maximum): localized("It may have at most {maximum} characters.", ["maximum": "\(maximum)"])
        case .tooMany(.payment, _): localized("It would take more than 1,200 payments.")
        case .tooMany(.period, let maximum):
            localized("It began so long ago that there are more than {maximum} periods.", ["maximum": "\(maximum)"])
        case .tooMany(.start, let maximum):
            localized("More than {maximum} entries would be due at once. Begin later.", ["maximum": "\(maximum)"])
        case .tooMany(_, let maximum): localized("There may be at most {maximum}.", ["maximum": "\(maximum)"])
        case .controlCharacter: localized("It holds a control character, or one that turns the direction of text.")
        case .cardNumber: localized("It looks like a card number. Flowkeep keeps none.")
        case .nameTaken(.category): localized("Another line is about this category.")
        case .nameTaken(.accounts): localized("An account counts for one goal, and this one counts for another.")
        case .nameTaken(.account): localized("Another loan is about this account.")
        case .nameTaken(.person): localized("An account that is no person has this name.")
        case .nameTaken: localized("Another one has this name.")
        case .notFound(.period): localized("No period of the budget holds this day.")
        case .notFound(.payment): localized("It is not the next payment.")
        case .notFound: localized("It does not exist.")
        case .stale: localized("It was changed in the meantime.")
        case .held(let field, let holder): MoneyHolderText.sentence(holder, of: field)
        case .full: localized("There is no room for it.")
        case .inUse(.currency): localized("The currency cannot change while something uses the account.")
        case .inUse(.kind): localized("The kind of a category cannot change.")
        case .inUse(.budget):
            localized("Amounts for single periods are in its currency. Give each its usual amount again first.")
        case .inUse(.recurring): localized("A budget counts its periods from it.")
        case .inUse: localized("It is in use.")
        case .archived: localized("It is archived.")
        case .invalid(let field): invalid(field)
        case .tooManyDecimals(.rate, let decimals):
            localized("A rate may have at most {decimals} decimals.", ["decimals": "\(decimals)"])
        case .tooManyDecimals(_, 0): localized("This currency has no decimals.")
        case .tooManyDecimals(_, let decimals):
            localized("This currency has {decimals} decimals.", ["decimals": "\(decimals)"])
        case .overflow: localized("It is larger than can be stored.")
        case .zero(.rate), .negative: localized("It must be above zero.")
        case .unknownCurrency: localized("It must be the code of a currency, such as EUR.")
        case .sameCurrency: localized("The two currencies must differ.")
        case .zero: localized("It must not be zero.")
        case .unbalanced: localized("The postings must add up to zero in each currency.")
        case .currencyOfAccount: localized("The account holds another currency.")
        case .differs(.account): localized("The two are not on the same account.")
        case .differs: localized("The two do not have the same amount.")
        case .cycle: localized("It cannot be under itself.")
        case .kindOfParent: localized("Its parent is of the other kind.")
        case .builtIn: localized("This one is always there and stays as it is.")
        case .unreconciled: localized("The entries do not add up to this balance.")
        case .dayTaken: localized("The account is reconciled to this day already.")
        case .undoGone: localized("It can no longer be undone.")
        case .undoBlocked: localized("Something later builds on it. Undo that first.")
        }
    }

    /// What a value of a field must be.
    private static func invalid(_ field: MoneyField) -> String {
        switch field {
        case .date, .start, .from, .due, .firstPayment: localized("It must be a day such as 2026-11-20.")
        case .amount, .openingBalance: localized("It must be an amount such as 1240.50.")
        case .rate: localized("It must be a number such as 84.35.")
        case .every: localized("It must be a number from 1 to 1,000.")
        case .count: localized("It must be a number from 1 to 10,000.")
        case .weekdays: localized("Choose at least one day of the week.")
        case .automatic: localized("An amount that varies is asked for each time.")
        case .category: localized("Only what money is spent on can have a budget.")
        case .target: localized("It must be above zero.")
        case .annualRate: localized("It must be a rate from 0 to 1,000 % a year.")
        case .paymentCount: localized("It must be a number from 1 to 1,200.")
        case .paidCount: localized("It must be a number from 0 to 1,200.")
        case .payment: localized("It does not cover the interest, so the debt would never end.")
        case .payingAccount: localized("It must be another account than the debt’s.")
        case .interestCategory:
            localized("Interest that is paid is spending, interest that comes in is income: choose such a category.")
        case .account: localized("It must be an account of the right kind.")
        case .accounts: localized("Choose each account once.")
        case .person: localized("Nothing is owed between you, so nothing can be paid back.")
        case .to, .until: localized("It must not be before the first day.")
        case .leftOut: localized("Only entries of this account up to the day can be left out.")
        default: localized("It is not a value that is possible here.")
        }
    }

    private static func ofReceipt(_ error: MoneyError) -> String {
        switch error {
        case .nameTaken(.receipt): localized("The entry has this receipt already.")
        case .tooMany(_, ReceiptLimits.perTransaction): localized("An entry may have at most 20 receipts.")
        case .tooMany(_, let maximum): localized("There may be at most {maximum}.", ["maximum": "\(maximum)"])
        case .full: localized("All receipts together may take 2 GB. What is removed makes room after 30 days.")
        default: localized("It is not a value that is possible here.")
        }
    }

    static func sentence(_ error: ReceiptError) -> String {
        switch error {
        case .empty: localized("The file is empty.")
        case .tooLarge: localized("The file is larger than 10 MB.")
        case .unknownKind: localized("Only pictures (JPEG, PNG, WebP) and PDFs are kept as receipts, and this is none.")
        case .heic: localized("Photos in HEIC are not shown by most browsers. Save it as JPEG first.")
        case .damaged: localized("The file is damaged or not whole, so it was not kept.")
        case .animated: localized("Moving pictures are not kept as receipts.")
        case .tooManyPixels: localized("The picture has more than 100 million pixels.")
        case .thumbnail: localized("The small picture sent with the file is none, or too large. Nothing was kept.")
        }
    }

    /// Asks of what one unit the rates of a file are.
    static var missingRateBase: String { localized("Say of which currency one unit is expressed in this file.") }

    /// Asks what stands before the decimals of a file.
    static var missingRateMark: String {
        localized("The rates can be read with a decimal comma or a decimal point. Say which it is.")
    }

    static func sentence(_ reason: RejectedRate.Reason) -> String {
        switch reason {
        case .notADate: localized("The date is not a day of the calendar, or its order is unclear.")
        case .notARate: localized("The rate is not a number.")
        case .notAboveZero: localized("The rate is not above zero.")
        case .tooPrecise: localized("The rate has more digits than can be kept.")
        case .unknownCurrency: localized("The currency is not in ISO 4217.")
        case .sameCurrency: localized("The two currencies are the same.")
        case .columnCount: localized("The line has too few columns.")
        case .notReadable: localized("The line is not a row of a table.")
        case .unclearMark: localized("The rate can be read with a decimal comma or a decimal point.")
        }
    }
}
