import Identity
import Money

/// What is wrong with one field, in one sentence that says what would be right.
///
/// Shared by API and pages.
enum Sentences {
    static func sentence(_ fault: Handle.Problem) -> String {
        switch fault {
        case .tooShort: "It needs at least \(Handle.characterCounts.lowerBound) characters."
        case .tooLong: "It may have at most \(Handle.characterCounts.upperBound) characters."
        case .characterNotAllowed: "Letters, digits, dots, hyphens and underscores are possible."
        }
    }

    static func sentence(_ fault: Passphrase.Problem) -> String {
        switch fault {
        case .tooLong: "It may have at most \(Passphrase.byteCountMaximum) bytes."
        case .weak(let weakness, _): sentence(weakness)
        }
    }

    static func sentence(_ weakness: PassphraseStrength.Weakness) -> String {
        switch weakness {
        case .tooShort: "It is too short. Four unrelated words are long enough."
        case .commonWord: "It is mostly a word that many people choose. Add unrelated words."
        case .sequence: "It is mostly a run such as abc or 123. Add unrelated words."
        case .repetition: "It mostly repeats itself. Add unrelated words."
        case .date: "It is mostly a date, and dates are few. Add unrelated words."
        case .containsHandle: "It is mostly the handle. Add unrelated words."
        }
    }

    static func sentence(_ error: MoneyError) -> String {
        switch error {
        case .missing: "It is missing."
        case .tooLong(_, let maximum): "It may have at most \(maximum) characters."
        case .tooMany(_, let maximum): "There may be at most \(maximum)."
        case .controlCharacter: "It holds a control character, or one that turns the direction of text."
        case .cardNumber: "It looks like a card number. Flowkeep keeps none."
        case .nameTaken: "Another one has this name."
        case .notFound: "It does not exist."
        case .stale: "It was changed in the meantime."
        case .inUse(.currency): "The currency cannot change while there are entries in it."
        case .inUse(.kind): "The kind of a category cannot change."
        case .inUse: "Entries or subcategories still use it."
        case .archived: "It is archived."
        case .invalid(.date): "It must be a day such as 2026-11-20."
        case .invalid(.amount), .invalid(.openingBalance): "It must be an amount such as 1240.50."
        case .invalid(.to): "It must not be before the first day."
        case .invalid: "It is not a value that is possible here."
        case .tooManyDecimals(_, 0): "This currency has no decimals."
        case .tooManyDecimals(_, let decimals): "This currency has \(decimals) decimals."
        case .overflow: "It is larger than can be stored."
        case .zero: "It must not be zero."
        case .unbalanced: "The postings must add up to zero in each currency."
        case .currencyOfAccount: "The account holds another currency."
        case .cycle: "It cannot be under itself."
        case .kindOfParent: "Its parent is of the other kind."
        case .builtIn: "This one is always there and stays as it is."
        case .undoGone: "It can no longer be undone."
        case .undoBlocked: "Something later builds on it. Undo that first."
        }
    }
}
