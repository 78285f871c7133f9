/// The form that opens an account with handle and passphrase.
package struct SignInPage: Page {
    package static let template = PageTemplate.signIn
    package var place: Place { .door }
    package let title = localized("Sign in")

    let problems: FormProblems
    let handle: TextField
    let passphrase: TextField
    let isShared: Bool
    let next: String?
    let canSignUp: Bool
    let passkey: PasskeyButton?

    package init(
        handle: String = "",
        isShared: Bool = false,
        next: String? = nil,
        canSignUp: Bool = true,
        passkey: PasskeyButton? = nil,
        problems: FormProblems = .none
    ) {
        self.problems = problems
        self.handle = TextField("handle", localized("Handle"), kind: .handle, value: handle, problems: problems)
        passphrase = TextField(
            "passphrase",
            localized("Passphrase"),
            kind: .currentPassphrase,
            maximumLength: 1024,
            problems: problems
        )
        self.isShared = isShared
        self.next = next
        self.canSignUp = canSignUp
        self.passkey = passkey
    }
}
