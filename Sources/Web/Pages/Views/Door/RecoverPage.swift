/// The form that opens an account with the recovery code and sets a new passphrase.
package struct RecoverPage: Page {
    package static let template = PageTemplate.recover
    package var place: Place { .outside }
    package let title = localized("Use the recovery kit")

    let problems: FormProblems
    let handle: TextField
    let code: TextField
    let passphrase: TextField
    /// Asked for once the recovery code turned out right.
    let secondStep: TextField?

    package init(handle: String = "", asksSecondStep: Bool = false, problems: FormProblems = .none) {
        self.problems = problems
        self.handle = TextField("handle", localized("Handle"), kind: .handle, value: handle, problems: problems)
        code = TextField(
            "code",
            localized("Recovery code"),
            kind: .code,
            hint: localized("All groups, in order. Spaces, hyphens and capitals do not matter."),
            maximumLength: 128,
            problems: problems
        )
        passphrase = TextField(
            "passphrase",
            localized("New passphrase"),
            kind: .newPassphrase,
            hint: localized("Four or more unrelated words."),
            maximumLength: 1024,
            problems: problems
        )
        secondStep =
            asksSecondStep
            ? TextField(
                "secondStep",
                localized("Second step"),
                kind: .code,
                hint: localized("Six digits from your app, or a backup code."),
                isRequired: false,
                maximumLength: 64,
                problems: problems
            ) : nil
    }
}
