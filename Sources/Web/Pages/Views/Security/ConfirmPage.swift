/// Asks once more who is there, before what cannot be taken back.
package struct ConfirmPage: Page {
    package static let template = PageTemplate.confirm
    package var place: Place { .privacy(.security) }
    package let title = localized("Is it you?")

    let handle: String
    let passkey: PasskeyButton?
    let passphrase: TextField
    let next: String?
    let problems: FormProblems

    package init(
        handle: String,
        passkey: PasskeyButton? = nil,
        next: String? = nil,
        problems: FormProblems = .none
    ) {
        self.handle = handle
        self.passkey = passkey
        passphrase = TextField(
            "passphrase",
            localized("Passphrase"),
            kind: .currentPassphrase,
            hint: localized("Or six digits from your authenticator app, if you have one."),
            maximumLength: 1024,
            problems: problems
        )
        self.next = next
        self.problems = problems
    }
}
