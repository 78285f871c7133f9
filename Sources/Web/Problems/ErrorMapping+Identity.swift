import Identity
import Primitives
import WebAuthn

extension ErrorMapping {
    static func problem(_ error: IdentityError) -> Problem {
        switch error {
        case .handle(let fault): Problem(.invalid, fields: [.init("/handle", Sentences.sentence(fault))])
        case .handleTaken: Problem(.handleTaken, fields: [.init("/handle", "Somebody else has it.")])
        case .passphrase(let fault):
            Problem(.weakPassphrase, fields: [.init("/passphrase", Sentences.sentence(fault))])
        case .wrongCredentials, .wrongRecoveryCode: Problem(.wrongCredentials)
        case .tooManyTries(let seconds): Problem(.tooManyRequests, retryAfterSeconds: seconds)
        case .busy(let seconds): Problem(.unavailable, retryAfterSeconds: seconds)
        case .signedOut: Problem(.notSignedIn)
        case .sessionLocked: Problem(.locked)
        case .held: Problem(.notAllowed, detail: Sentences.held)
        case .ownLock(.none): Problem(.conflict, detail: "It has no lock of its own.")
        case .ownLock(.exists): Problem(.conflict, detail: "It has a lock of its own already.")
        case .ownLock(.locked): Problem(.notAllowed, detail: "It is behind a lock of its own. Unlock that first.")
        case .secondStepNeeded(let steps): Problem(.secondStepNeeded, detail: sentence(steps))
        case .wrongSecondStep(.wrong): Problem(.wrongSecondStep)
        case .wrongSecondStep(.used):
            Problem(.wrongSecondStep, detail: "That code was taken before. Wait for the next one.")
        case .passkey(let problem): self.problem(problem)
        case .proofNeeded: Problem(.proofNeeded)
        case .recoveryWaits(let until):
            Problem(.recoveryWaits, detail: "From \(until.iso) on the recovery code alone sets a new passphrase.")
        case .factor(let problem): self.problem(problem)
        case .guardian(let problem): self.problem(problem)
        case .token(let fault): problem(fault)
        case .inbox(let fault): problem(fault)
        case .sharing(let fault): problem(fault)
        case .support(let fault): problem(fault)
        case .deletion(.days(let maximum)):
            Problem(.invalid, fields: [.init("/graceDays", "It is a number from 0 to \(maximum).")])
        case .deletion(.waits): Problem(.conflict, detail: "The account waits for its deletion already.")
        case .deletion(.notWaiting): Problem(.conflict, detail: "No deletion waits, or its time has come.")
        case .rights(let fault): problem(fault)
        case .breach(.unknown): Problem(.notFound)
        case .breach(let fault): problem(fault)
        case .vault(let error): problem(error)
        case .records(let error): problem(error)
        }
    }

    private static func problem(_ problem: BreachProblem) -> Problem {
        Problem(.conflict, detail: Words.$current.withValue(.english) { BreachWords.sentence(problem) })
    }

    private static func problem(_ problem: RightsProblem) -> Problem {
        let sentence = Words.$current.withValue(.english) { RightsWords.sentence(problem) }
        return switch problem {
        case .empty, .words: Problem(.invalid, fields: [.init("/text", sentence)])
        case .purpose: Problem(.invalid, fields: [.init("/purpose", sentence)])
        case .unknown, .noNominee: Problem(.notFound)
        default: Problem(.conflict, detail: sentence)
        }
    }

    private static func sentence(_ steps: SecondSteps) -> String {
        var ways: [String] = []
        if steps.hasApp { ways.append("a code of the authenticator app") }
        if !steps.passkeys.isEmpty { ways.append("a passkey") }
        if steps.backupCodeCount > 0 { ways.append("a backup code") }
        return "Send \((ways + ["the recovery code"]).joined(separator: " or ")) as well."
    }

    private static func problem(_ problem: PasskeyProblem) -> Problem {
        switch problem {
        case .notAccepted(.counterWentBack):
            Problem(
                .passkeyRefused,
                detail: "Its counter went back: there may be a copy of it. Remove it if you did not do this."
            )
        case .notAccepted: Problem(.passkeyRefused)
        case .unknown: Problem(.passkeyRefused, detail: "Nobody here has this passkey.")
        case .challenge: Problem(.passkeyRefused, detail: "That was asked too long ago, or answered before. Ask again.")
        case .opensNothing:
            Problem(.passkeyRefused, detail: "This passkey is a second step. Sign in with the passphrase first.")
        case .tooMany: Problem(.conflict, detail: "There are \(Passkey.countMaximum) passkeys. Remove one first.")
        case .exists: Problem(.conflict, detail: "This passkey is here already.")
        }
    }

    private static func problem(_ problem: GuardianProblem) -> Problem {
        switch problem {
        case .needed: Problem(.guardianNeeded)
        case .wrongCode:
            Problem(.guardianNeeded, detail: "The guardian's code is wrong, was used, or is older than a day.")
        case .withdrawn: Problem(.guardianNeeded, detail: "The guardian of this account does not consent any more.")
        case .notAllowed: Problem(.notAllowed, detail: "An adult's account with a second step can consent.")
        case .tooMany: Problem(.conflict, detail: "There are \(GuardianConsent.countMaximum) consents already.")
        }
    }

    private static func problem(_ problem: SupportProblem) -> Problem {
        switch problem {
        case .nothing: Problem(.invalid, detail: "Say which part may be opened.")
        case .noOfficers: Problem(.conflict, detail: "This server has no two officers, so nobody could help.")
        case .unsupported: Problem(.conflict, detail: "This server's key service cannot keep what help would need.")
        case .keyServiceUnavailable: Problem(.unavailable, retryAfterSeconds: 2)
        case .ownLock: Problem(.conflict, detail: "It has a lock of its own, and stays behind it.")
        case .notAllowed, .denied: Problem(.notAllowed, detail: "It is not allowed, or not any more.")
        }
    }

    private static func problem(_ problem: FactorProblem) -> Problem {
        switch problem {
        case .noApp: Problem(.conflict, detail: "No authenticator app is being set up, or none is there.")
        case .name:
            Problem(.invalid, fields: [.init("/name", "It must have 1 to \(Passkey.nameCharacterMaximum) characters.")])
        case .noSecondStep: Problem(.conflict, detail: "There is no second step yet.")
        }
    }
}
