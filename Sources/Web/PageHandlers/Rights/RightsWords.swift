import Identity
import Primitives

/// Requests about rights in words.
enum RightsWords {
    static func heading(_ kind: RightsKind) -> String {
        switch kind {
        case .correction: localized("Correct something")
        case .objection: localized("Object to something")
        case .restriction: localized("Keep it, and do not use it")
        case .grievance: localized("Complain")
        case .nominee: localized("Name who acts for you")
        case .doNotSell: localized("Do not sell or share my data")
        case .limitUse: localized("Use sensitive data for nothing else")
        case .access: localized("A copy by letter")
        }
    }

    /// What it is for, in one or two sentences.
    static func purpose(_ kind: RightsKind) -> String {
        switch kind {
        case .correction: localized("For what is wrong and what you cannot change yourself.")
        case .objection:
            localized("To a purpose that you agreed to, or to anything else that is done with your data.")
        case .restriction:
            localized("While you dispute something, or need it kept: it stays, and nothing is done with it.")
        case .grievance: localized("About anything that went wrong with your data or with a request.")
        case .nominee:
            localized("Somebody who may use these rights for you after your death, or when you no longer can.")
        case .doNotSell: localized("Nothing is sold or shared, for anybody. You can have that in writing.")
        case .limitUse:
            localized("What you keep of your body or your money is used for nothing but what you keep it for.")
        case .access: localized("What is kept about you, on paper, if you cannot take a copy here.")
        }
    }

    /// What she can do at once, without asking anybody; nil for nothing.
    static func yourself(_ kind: RightsKind) -> String? {
        switch kind {
        case .correction: localized("Entries, categories, days of the diary and settings you change where they stand.")
        case .objection: localized("A purpose ends with one press where you agreed to it.")
        case .restriction:
            localized("You can switch purposes off one by one: what you keep stays, and nothing opens it.")
        case .access: localized("A copy of everything that opens in other programs can be taken at any time.")
        case .grievance, .nominee, .doNotSell, .limitUse: nil
        }
    }

    /// Where she does it.
    static func placeOfOwn(_ kind: RightsKind) -> (path: String, label: String)? {
        switch kind {
        case .correction: ("/settings", localized("Settings"))
        case .objection, .restriction: (ConsentPages.path, localized("What you agreed to"))
        case .access: (ExportPages.path, localized("Take a copy"))
        case .grievance, .nominee, .doNotSell, .limitUse: nil
        }
    }

    /// What she should know before she writes; nil for nothing.
    static func note(_ kind: RightsKind) -> String? {
        switch kind {
        case .correction, .restriction, .objection, .access, .grievance:
            localized(
                "The staff reads what you write here and sees a number instead of your name. It cannot open your data."
            )
        case .nominee:
            [
                localized("Sealed: two of the staff read it together, when somebody says to be this person."),
                localized("A nominee gets no key, and without a passphrase or recovery code of yours nobody has data."),
                localized("If they shall read it, leave one where they find it."),
            ].joined(separator: " ")
        case .doNotSell, .limitUse: nil
        }
    }

    static func field(_ kind: RightsKind) -> (label: String, hint: String) {
        switch kind {
        case .correction: (localized("What is wrong, and what is right"), count)
        case .objection: (localized("What you object to, and why"), count)
        case .restriction: (localized("What should not be used, and why"), count)
        case .grievance: (localized("What happened"), count)
        case .nominee:
            (localized("Who it is, and how to reach them"), localized("A name, and an address or a number."))
        case .doNotSell, .limitUse: (localized("Something to add"), localized("It may stay empty."))
        case .access: (localized("What you need, and where it should go"), count)
        }
    }

    private static var count: String { localized("At most 2,000 characters. Your name only if you want.") }

    static func button(_ kind: RightsKind) -> String {
        switch kind {
        case .nominee: localized("Keep it sealed")
        case .doNotSell, .limitUse: localized("Put it in writing")
        default: localized("Send the request")
        }
    }

    static func state(_ state: RightsState) -> String {
        switch state {
        case .filed: localized("Waits")
        case .acknowledged: localized("Being looked at")
        case .extended: localized("Takes longer")
        case .done: localized("Done")
        case .declined: localized("Declined")
        case .withdrawn: localized("Taken back")
        }
    }

    /// A step as her history tells it.
    static func step(_ state: RightsState) -> String {
        switch state {
        case .filed: localized("You asked")
        case .acknowledged: localized("Somebody of the staff looks at it")
        case .extended: localized("It takes longer, with a reason")
        case .done: localized("Answered: done")
        case .declined: localized("Answered: declined")
        case .withdrawn: localized("You took it back")
        }
    }

    static func icon(_ state: RightsState) -> String {
        switch state {
        case .filed, .extended: "clock"
        case .acknowledged: "eye"
        case .done: "check"
        case .declined: "x"
        case .withdrawn: "undo"
        }
    }

    static func tone(_ state: RightsState, isLate: Bool) -> String {
        if isLate { return "fail" }
        return switch state {
        case .done: "pass"
        case .filed, .extended: "late"
        case .acknowledged: "info"
        case .declined: "fail"
        case .withdrawn: "none"
        }
    }

    /// What the program answers where nobody has to; nil for what somebody answers.
    static func ownAnswer(_ request: RightsRequest) -> String? {
        guard request.answer == nil, request.state == .done else { return nil }
        switch request.kind {
        case .doNotSell:
            return [
                localized("Your data is not sold and not shared with anybody, and was not before."),
                localized("There is no code of others in Flowkeep, no advertising, and nothing that follows you."),
            ].joined(separator: " ")
        case .limitUse:
            return [
                localized("What you keep here is opened for the purposes that you agreed to and for nothing else."),
                localized("Each opening stands in your access history."),
            ].joined(separator: " ")
        case .nominee:
            return localized("It is kept sealed. You can take it back, or name somebody else, at any time.")
        case .objection:
            return localized("Your agreement to this purpose was taken back at once. Nothing opens your data for it.")
        case .correction, .restriction, .grievance, .access: return nil
        }
    }

    /// A law’s period as a sentence.
    static func clock(_ clock: StatutoryClock) -> String {
        let words = Words.current
        let within: String =
            switch clock.period {
            case .days(let count): words.count(count, one: "within {count} day", other: "within {count} days")
            case .months(let count): words.count(count, one: "within {count} month", other: "within {count} months")
            case .businessDays(let count):
                words.count(count, one: "within {count} working day", other: "within {count} working days")
            }
        return "\(clock.source): \(within)"
    }

    static func sentence(_ problem: RightsProblem) -> String {
        switch problem {
        case .empty: localized("Nothing is written yet.")
        case .words(.tooLong, let maximum):
            localized("That is too long: at most {count} characters.", ["count": Words.current.number(maximum)])
        case .words(.controlCharacter, _): localized("It has characters that cannot be seen. Type them anew.")
        case .words(.cardNumber, _): localized("It looks like a card number. Flowkeep keeps none.")
        case .tooMany(let maximum):
            localized(
                "There are {count} already. Take one back, or wait for an answer.",
                ["count": Words.current.number(maximum)]
            )
        case .unknown: localized("There is no such request any more.")
        case .over: localized("It was answered or taken back already.")
        case .acknowledgedAlready: localized("Somebody looks at it already.")
        case .extendedAlready: localized("It was extended already; no law allows that twice.")
        case .notExtendable: localized("Its day has passed, or the law knows no extension for it.")
        case .purpose: localized("There is no such purpose.")
        case .agreedAlready: localized("You have agreed already. The second is somebody else.")
        case .noNominee: localized("Nobody is named, or not any more.")
        }
    }
}
