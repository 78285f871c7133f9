import Cycle

/// What is wrong with something of the diary, in one sentence that says what would be right.
///
/// Shared by API and pages.
enum CycleSentences {
    static func sentence(_ error: CycleError) -> String {
        switch error {
        case .day(let error): sentence(error)
        case .missing: localized("It is missing.")
        case .invalid(.to): localized("The end is before the beginning.")
        case .invalid(.renewals):
            localized("Each day must be later than the one before, and none before the beginning.")
        case .invalid: localized("It is not a value that is possible here.")
        case .outOfRange(.due): localized("A child is due at most 300 days after the beginning.")
        case .outOfRange(.daysInUse): localized("From 1 to 5,500 days are possible.")
        case .outOfRange(.daysOfPause): localized("From 0 to 28 days are possible.")
        case .outOfRange(.reminder): localized("From 0 to 60 days ahead are possible.")
        case .outOfRange: localized("It is not a value that is possible here.")
        case .tooLong(_, let maximum): localized("It may have at most {maximum} characters.", ["maximum": "\(maximum)"])
        case .tooMany(_, let maximum): localized("There may be at most {maximum}.", ["maximum": "\(maximum)"])
        case .controlCharacter: localized("It holds a control character, or one that turns the direction of text.")
        case .cardNumber: localized("It looks like a card number. Flowkeep keeps none.")
        case .nameTaken: localized("Another one has this name.")
        case .notFound: localized("It does not exist.")
        case .inUse: localized("A day in the diary has it. Hide it instead.")
        case .builtIn: localized("It is part of the program. Hide it instead.")
        case .changedMeanwhile: localized("It was changed in the meantime.")
        case .undoGone: localized("It can no longer be undone.")
        case .undoBlocked: localized("Something later was built on it. Undo that first.")
        }
    }

    static func sentence(_ error: DayEntryError) -> String {
        switch error {
        case .outOfRange(.temperature): localized("A temperature is between 34.00 and 42.00 °C.")
        case .outOfRange(.weight): localized("A weight is between 20 and 400 kg.")
        case .outOfRange(.sleep): localized("A night has at most 24 hours.")
        case .outOfRange: localized("It is not a value that is possible here.")
        case .tooMany(_, let maximum): localized("There may be at most {maximum}.", ["maximum": "\(maximum)"])
        case .empty: localized("It says nothing. Leave it out instead.")
        case .twice: localized("One thing stands there twice.")
        case .tooLong(_, let maximum): localized("It may have at most {maximum} characters.", ["maximum": "\(maximum)"])
        case .day: localized("The day has not come yet, or is too long ago.")
        }
    }

    static func sentence(_ reason: DiaryJSONError.Reason) -> String {
        switch reason {
        case .wrongType: localized("It has another type.")
        case .unknownMember: localized("It has a member that does not belong there.")
        case .missing: localized("It is missing.")
        case .unknownName: localized("It is not one of the names that are possible here.")
        case .notPossible: localized("It is not a value that is possible here.")
        case .empty: localized("It says nothing. Leave it out instead.")
        case .twice: localized("One thing stands there twice.")
        }
    }
}
