import Identity

/// What the identity service refused, beside the fields of the door's forms.
enum DoorErrors {
    /// - Throws: the error itself where it belongs to no field: too many tries, a part that does not answer.
    static func fields(_ error: IdentityError) throws -> [FieldError] {
        switch error {
        case .handle(let fault):
            [FieldError(field: "handle", label: localized("Handle"), message: Sentences.sentence(fault))]
        case .handleTaken:
            [FieldError(field: "handle", label: localized("Handle"), message: localized("Somebody else has it."))]
        case .passphrase(let fault):
            [FieldError(field: "passphrase", label: localized("Passphrase"), message: Sentences.sentence(fault))]
        default: throw error
        }
    }

    /// One sentence for both fields: which of them was wrong is not said.
    static func credentials(_ error: IdentityError, _ sentence: String) throws -> FormProblems {
        guard error == .wrongCredentials || error == .wrongRecoveryCode else { throw error }
        let field = error == .wrongRecoveryCode ? "code" : "passphrase"
        let label = error == .wrongRecoveryCode ? localized("Recovery code") : localized("Passphrase")
        return FormProblems(summary: sentence, errors: [FieldError(field: field, label: label, message: sentence)])
    }
}
