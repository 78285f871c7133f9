/// The first step of an import: the file, and for a statement the account it is for.
package struct ImportPage: Page {
    package static let template = PageTemplate.importFile
    package var place: Place { .money(.importing) }
    package let title = localized("Import from a file")

    let problems: FormProblems
    let account: SelectField
    let hasAccounts: Bool
    let fileError: String?
    let limitMegabytes: Int
    let earlier: [EarlierImport]
    let hasEarlier: Bool

    package init(
        accounts: [Choice],
        chosenAccount: String = "",
        limitMegabytes: Int,
        earlier: [EarlierImport],
        problems: FormProblems = .none
    ) {
        self.problems = problems
        account = SelectField(
            "account",
            localized("Which account is it for?"),
            choices: accounts,
            chosen: chosenAccount,
            empty: localized("The one that the file names"),
            hint: localized("For a statement. A journal names its accounts itself."),
            problems: problems
        )
        hasAccounts = !accounts.isEmpty
        fileError = problems.message(for: "file")
        self.limitMegabytes = limitMegabytes
        self.earlier = earlier
        hasEarlier = !earlier.isEmpty
    }
}
