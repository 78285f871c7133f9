import Identity
import WebAuthn

/// What the identity service refused, beside the fields of the door's forms.
enum DoorErrors {
    /// - Throws: the error itself where it belongs to no field: too many tries, a part that does not answer.
    static func fields(_ error: IdentityError) throws -> [FieldError] {
        switch error {
        case .handle(let fault):
            [FieldError(field: "handle", label: localized("Handle"), message: Sentences.sentence(fault))]
        case .handleTaken:
            [FieldError(field: "handle", label: localized("Handle"), message: localized("Somebody else has it."))]
        case .guardian(let fault):
            [
                FieldError(
                    field: "guardian",
                    label: localized("Guardian’s code"),
                    message: fault == .needed
                        ? localized("Under 18 an account needs the code of a parent or guardian.")
                        : localized("That code is wrong, was used, or is older than a day.")
                )
            ]
        case .passphrase(let fault):
            [FieldError(field: "passphrase", label: localized("Passphrase"), message: Sentences.sentence(fault))]
        default: throw error
        }
    }

    /// One sentence for both fields: which of them was wrong is not said.
    static func credentials(_ error: IdentityError, _ sentence: String) throws -> FormProblems {
        if error == .held { return FormProblems(summary: Sentences.held, errors: []) }
        guard error == .wrongCredentials || error == .wrongRecoveryCode else { throw error }
        let field = error == .wrongRecoveryCode ? "code" : "passphrase"
        let label = error == .wrongRecoveryCode ? localized("Recovery code") : localized("Passphrase")
        return FormProblems(summary: sentence, errors: [FieldError(field: field, label: label, message: sentence)])
    }

    /// What a second step or a passkey was refused for, beside the field that was typed in.
    ///
    /// - Throws: the error itself where it belongs to no field.
    static func factor(_ error: IdentityError, field: String = "code") throws -> FormProblems {
        let sentence: String
        switch error {
        case .wrongSecondStep(.wrong), .secondStepNeeded: sentence = localized("That is not a code of this account.")
        case .wrongSecondStep(.used):
            sentence = localized("That was the code before. Wait for the next one and try again.")
        case .passkey(.opensNothing):
            sentence = localized("This passkey is a second step. Sign in with the passphrase first, then use it.")
        case .passkey(.exists): sentence = localized("This passkey is here already.")
        case .passkey(.tooMany): sentence = localized("There are too many passkeys. Remove one first.")
        case .passkey(.notAccepted(.counterWentBack)):
            sentence = localized(
                "There may be a copy of this passkey, so it was not accepted. Look at your access history."
            )
        case .passkey(.unknown): sentence = localized("Nobody here has this passkey.")
        case .passkey: sentence = localized("The passkey was not accepted. Try once more.")
        case .factor(.name): sentence = localized("Give it a name of at most 60 characters.")
        default: throw error
        }
        let label = field == "name" ? localized("Name") : localized("Second step")
        return FormProblems(summary: sentence, errors: [FieldError(field: field, label: label, message: sentence)])
    }
}
