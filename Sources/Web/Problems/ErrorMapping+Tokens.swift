import Identity

extension ErrorMapping {
    static func problem(_ fault: TokenProblem) -> Problem {
        switch fault {
        case .name: Problem(.invalid, fields: [.init("/name", Sentences.sentence(fault))])
        case .noScope: Problem(.invalid, fields: [.init("/scopes", Sentences.sentence(fault))])
        case .days: Problem(.invalid, fields: [.init("/days", Sentences.sentence(fault))])
        case .tooMany: Problem(.conflict, detail: Sentences.sentence(fault))
        }
    }

    static func problem(_ fault: InboxProblem) -> Problem {
        switch fault {
        case .full: Problem(.storeFull, detail: Sentences.sentence(fault))
        case .tooLarge: Problem(.tooLarge, detail: Sentences.sentence(fault))
        case .malformed: Problem(.malformedBody, detail: Sentences.sentence(fault))
        case .unknownSender: Problem(.notAllowed, detail: Sentences.sentence(fault))
        case .outOfOrder(let last): Problem(.conflict, detail: "The last entry that was taken is number \(last).")
        case .tooManySenders: Problem(.conflict, detail: Sentences.sentence(fault))
        case .notFound: Problem(.notFound)
        case .name: Problem(.invalid, fields: [.init("/name", Sentences.sentence(fault))])
        }
    }
}

extension Sentences {
    static func sentence(_ fault: TokenProblem) -> String {
        switch fault {
        case .name: localized("Give it a name of at most 60 characters, on one line.")
        case .noScope: localized("Choose at least one thing that it may do.")
        case .days: localized("It can last from 1 to 365 days.")
        case .tooMany: localized("There are 32 tokens already. Revoke one that is not used.")
        }
    }

    static func sentence(_ fault: InboxProblem) -> String {
        switch fault {
        case .full: localized("The inbox is full. Sign in once, and what waits there is put in.")
        case .tooLarge: localized("That is more than one entry may hold.")
        case .malformed: localized("That is no entry, or not signed by its sender.")
        case .unknownSender: localized("Nobody here knows this sender, or its right to add was ended.")
        case .outOfOrder: localized("It does not follow the entry that was taken last.")
        case .tooManySenders: localized("There are 64 browsers and tokens that add already. End one that is not used.")
        case .notFound: localized("It does not wait any more.")
        case .name: localized("Give it a name of at most 60 characters, on one line.")
        }
    }
}
