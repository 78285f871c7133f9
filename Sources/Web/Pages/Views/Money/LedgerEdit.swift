/// The form that edits one transaction in its row of the list: an entry with one category, or a transfer.
///
/// What the row has no field for (tags, note) stays as it is.
package struct LedgerEdit: Sendable {
    let anchor: String
    let path: String
    let cancelPath: String
    /// What a screen reader calls the form.
    let name: String
    let version: String
    let kind: String
    let month: String
    let cursor: String?
    let isStale: Bool
    /// What is said before what a statement confirmed is changed; nil where none did.
    let reconciled: String?
    let payee: TextField
    let date: TextField
    let category: SelectField?
    let account: SelectField
    let to: SelectField?
    let amount: TextField
    let problems: FormProblems

    /// `form`: as the entry is, or as it was typed.
    ///
    /// `isStale`: the entry changed meanwhile; cancelling then shows what it is now.
    package init(
        id: String,
        place: RowPlace,
        form: TransactionForm,
        accounts: [Choice],
        categories: [Choice],
        words: Words,
        isStale: Bool = false,
        reconciled: String? = nil,
        problems: FormProblems = .none
    ) {
        let isTransfer = form.kind == .transfer
        let line = form.lines.first ?? .init()
        anchor = RowPlace.anchor(id)
        path = "/money/transactions/\(id)"
        cancelPath = place.showing(id)
        name = form.payee.isEmpty ? words("Edit transaction") : words("Edit {name}", ["name": form.payee])
        version = form.version
        kind = form.kind.rawValue
        month = place.month
        cursor = place.cursor
        self.isStale = isStale
        self.reconciled = reconciled
        payee = TextField("payee", words("Payee"), value: form.payee, isRequired: false, problems: problems)
        date = TextField("date", words("Date"), kind: .day, value: form.date, problems: problems)
        category =
            isTransfer
            ? nil
            : SelectField(
                "category.1",
                words("Category"),
                choices: categories,
                chosen: line.category,
                empty: words("No category yet"),
                problems: problems
            )
        account = SelectField(
            "account",
            isTransfer ? words("From") : words("Account"),
            choices: accounts,
            chosen: form.account,
            problems: problems
        )
        to =
            isTransfer
            ? SelectField("to", words("To"), choices: accounts, chosen: form.to, problems: problems) : nil
        amount = TextField(
            "amount.1",
            form.kind == .income ? words("Amount in") : isTransfer ? words("Amount") : words("Amount out"),
            kind: .amount,
            value: line.amount,
            problems: problems
        )
        self.problems = problems
    }
}
