import Identity

/// The form that makes an account: handle and passphrase, nothing that says who she is.
package struct SignUpPage: Page {
    package static let template = PageTemplate.signUp
    package var place: Place { .outside }
    package let title = localized("Make an account")

    let problems: FormProblems
    let handle: TextField
    let passphrase: TextField
    let guardian: TextField
    let isGuardianAsked: Bool
    let isUnderstood: Bool
    let understoodError: String?
    /// Of the purposes that an account begins with.
    let notices: [ConsentNotice]

    package init(handle: String = "", isUnderstood: Bool = false, problems: FormProblems = .none) {
        self.problems = problems
        self.handle = TextField(
            "handle",
            localized("Handle"),
            kind: .handle,
            value: handle,
            hint: localized("Only you use it, to sign in. It need not be your name."),
            problems: problems
        )
        passphrase = TextField(
            "passphrase",
            localized("Passphrase"),
            kind: .newPassphrase,
            hint: localized("Four or more unrelated words. No rules about capitals or digits."),
            maximumLength: 1024,
            problems: problems
        )
        guardian = TextField(
            "guardian",
            localized("Guardian’s code"),
            kind: .code,
            hint: localized(
                "A parent or guardian who has an account here makes it, and consents, under “Sign-in and devices”."
            ),
            isRequired: false,
            maximumLength: 64,
            problems: problems
        )
        notices = IdentityService.signUpPurposes.compactMap {
            ConsentNotices.shown($0, NoticeVersions.today.version(of: $0))
        }
        isGuardianAsked = problems.message(for: "guardian") != nil
        self.isUnderstood = isUnderstood
        understoodError = problems.message(for: "understood")
    }
}
