/// The first step of an import: the file and the account it is for.
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
            hint: localized("OFX and QIF files often name the account; what you choose here counts."),
            problems: problems
        )
        hasAccounts = !accounts.isEmpty
        fileError = problems.message(for: "file")
        self.limitMegabytes = limitMegabytes
        self.earlier = earlier
        hasEarlier = !earlier.isEmpty
    }
}
