/// The second step of a sign-in.
package struct SecondStepPage: Page {
    package static let template = PageTemplate.signInCode
    package var place: Place { .door }
    package let title = localized("Second step")

    let handle: String
    let passkey: PasskeyButton?
    let code: TextField
    let canTrust: Bool
    let next: String?
    let problems: FormProblems

    /// - `hasApp`: whether six digits are what she most likely has at hand.
    package init(
        handle: String,
        hasApp: Bool,
        passkey: PasskeyButton? = nil,
        canTrust: Bool,
        next: String? = nil,
        problems: FormProblems = .none
    ) {
        self.handle = handle
        self.passkey = passkey
        code = TextField(
            "code",
            hasApp ? localized("Six digits from your app") : localized("Backup code"),
            kind: hasApp ? .oneTimeCode : .code,
            hint: hasApp
                ? localized("A new one comes every 30 seconds. A backup code works as well.")
                : localized("Ten letters and digits. The recovery code from your kit works as well."),
            maximumLength: 64,
            problems: problems
        )
        self.canTrust = canTrust
        self.next = next
        self.problems = problems
    }
}
