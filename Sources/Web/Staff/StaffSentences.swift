import Primitives
import Staff

/// What was refused, in one sentence each.
enum StaffSentences {
    static func sentence(_ refusal: StaffRefusal) -> String {
        switch refusal {
        case .notAllowed: localized("Your role does not have this.")
        case .unknownMember: localized("There is no such member any more.")
        case .unknownProposal: localized("This was decided or taken back meanwhile.")
        case .unknownDevice: localized("There is no such device any more.")
        case .unknownDuty: localized("There is no such duty any more.")
        case .agreedAlready: localized("You have agreed already. The second officer is somebody else.")
        case .own: localized("Nobody decides this for herself. Ask a colleague.")
        case .notOfficer: localized("Only officers decide this.")
        case .officerGone: localized("An officer who agreed is none any more. It has to be proposed again.")
        case .expired: localized("It is older than a day and counts no more. It has to be proposed again.")
        case .unknownLink:
            localized("This link was used or taken back, or it is not complete. Ask the officer who gave it to you.")
        case .name(.tooLong), .label(.tooLong): localized("That name is too long: at most 60 characters.")
        case .name(.controlCharacter), .label(.controlCharacter):
            localized("That name has characters that cannot be seen.")
        case .name(.cardNumber), .label(.cardNumber):
            localized("It looks like a card number. Flowkeep keeps none.")
        case .emptyName, .emptyLabel: localized("A name is missing.")
        case .nameTaken: localized("Somebody has that name already. Two of one name could not be told apart.")
        case .full: localized("There is no place left. Remove something first.")
        case .tooFewOfficers: localized("Fewer than two officers would be left, and nothing could be decided any more.")
        case .officersExist: localized("There are two officers already: they invite everybody else.")
        case .firstIsOfficer: localized("The first two are officers: senior-engineer.")
        case .sameRole: localized("That is the role already.")
        case .passkeyTaken: localized("This passkey belongs to a member already.")
        case .deviceTaken:
            localized(
                "This browser belongs to a member already. Whoever is invited opens the link on a device of her own."
            )
        case .staleCounter: localized("The passkey was not accepted.")
        case .passkeyWithoutKey:
            localized("This passkey derives no key (PRF), and an officer needs one. Use another authenticator.")
        case .incompleteAttestation:
            localized("A device counts with disk encryption, screen lock and remote wipe, all three.")
        case .attestationDay: localized("The day is today or later, at most half a year ahead.")
        case .trainingDay: localized("The day is today or earlier, at most a quarter ago.")
        case .unknownAccess: localized("There is no such request any more.")
        case .accessNotAllowed: localized("This person has not allowed help, or took it back. Nothing can be opened.")
        case .accessOfficers:
            localized("The officers have changed, or this was used before. It is made anew at her next sign-in.")
        case .accessScope: localized("That is more than this person allowed, or than two officers agreed to.")
        case .accessMinutes: localized("Access lasts from 1 to 60 minutes.")
        case .accessReason: localized("Say why, in at most 500 characters: the person reads it.")
        case .accessTicket: localized("Name the ticket, in at most 60 characters.")
        case .accessOver: localized("This request has ended, or its hour is over. Ask anew.")
        case .accessNotOpen: localized("It is not open, or not any more.")
        case .accessDenied: localized("The keys did not open. Nothing was shown; ask anew.")
        case .dutyWindow: localized("A duty ends after it begins and after now, and lasts two weeks at most.")
        }
    }

    static func sentence(_ denial: StaffDenial) -> String {
        switch denial {
        case .passkey: localized("The passkey was not accepted.")
        case .challenge: localized("That took too long, or was sent twice. Try again.")
        case .newDevice, .unattestedDevice:
            localized("Nobody has looked at this device yet, or the last look counts no more.")
        case .signedOut: localized("Sign in first.")
        }
    }
}

extension ErrorMapping {
    static func problem(_ error: StaffError) -> Problem {
        switch error {
        case .refused(.notAllowed), .refused(.notOfficer), .refused(.own):
            Problem(.notAllowed, detail: english(error))
        case .refused(.unknownMember), .refused(.unknownDevice), .refused(.unknownDuty), .refused(.unknownProposal),
            .refused(.unknownAccess):
            Problem(.notFound, detail: english(error))
        case .refused: Problem(.conflict, detail: english(error))
        case .notLetIn: Problem(.notAllowed, detail: english(error))
        case .tooManyTries(let seconds): Problem(.tooManyRequests, retryAfterSeconds: seconds)
        case .records(let error): problem(error)
        case .unrecorded:
            Problem(.unavailable, detail: "It could not be written down, so it was not done.", retryAfterSeconds: 2)
        case .keyServiceUnavailable: keyServiceProblem
        }
    }

    private static func english(_ error: StaffError) -> String? {
        Words.$current.withValue(.english) {
            switch error {
            case .refused(let refusal): StaffSentences.sentence(refusal)
            case .notLetIn(let denial): StaffSentences.sentence(denial)
            default: nil
            }
        }
    }
}
