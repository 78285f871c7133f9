import Identity

extension ErrorMapping {
    static func problem(_ fault: SharingProblem) -> Problem {
        let sentence = Sentences.sentence(fault)
        return switch fault {
        case .noBook: Problem(.noBook)
        case .noMember, .noShare: Problem(.notFound, detail: sentence)
        case .name: Problem(.invalid, fields: [.init("/name", sentence)])
        case .displayName: Problem(.invalid, fields: [.init("/displayName", sentence)])
        case .wrongCode, .ownCode: Problem(.invalid, fields: [.init("/code", sentence)])
        case .noParts: Problem(.invalid, fields: [.init("/parts", sentence)])
        case .ownerOnly: Problem(.notAllowed, detail: sentence)
        case .ownerStays, .alreadyMember, .tooManyBooks, .tooManyMembers, .tooManyInvitations, .tooManyShares:
            Problem(.conflict, detail: sentence)
        }
    }
}

extension Sentences {
    static var readOnly: String {
        localized("You may read this book, and only its owner and editors change it. Nothing was changed.")
    }

    static func sentence(_ fault: SharingProblem) -> String {
        switch fault {
        case .noBook: localized("You are not in this book, or it was deleted.")
        case .name: localized("Give it a name of at most 60 characters, on one line.")
        case .displayName: localized("Say how the others should see you: at most 60 characters, on one line.")
        case .wrongCode: localized("This code opens nothing: it is mistyped, used, withdrawn, or older than 48 hours.")
        case .ownerOnly: localized("Only the owner of the book does that.")
        case .ownerStays: localized("A book always has an owner. Hand it over first, or delete it.")
        case .alreadyMember: localized("You are in this book already. Give the code to whom it is meant for.")
        case .noMember: localized("Whoever that was is not in this book any more.")
        case .tooManyBooks: localized("You are in 16 books already. Leave one first.")
        case .tooManyMembers: localized("A book has room for 16 people, with the invitations that wait.")
        case .tooManyInvitations: localized("16 invitations wait already. Withdraw one first.")
        case .noParts: localized("Choose at least one part that you want to share.")
        case .ownCode: localized("This is your own code. Give it to whom it is meant for.")
        case .tooManyShares: localized("There are 8 already. End one first.")
        case .noShare: localized("This is not shared any more.")
        }
    }
}
