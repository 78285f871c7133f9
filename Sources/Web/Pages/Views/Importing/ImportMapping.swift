/// What each column of a delimited file becomes.
package struct ImportMapping: Sendable {
    let columns: [Column]
    let order: SelectField
    let decimal: SelectField
    let account: SelectField
    let isRemembered: Bool
    let problems: FormProblems

    package struct Column: Sendable {
        let header: String
        let example: String
        let field: SelectField
        let note: String

        /// `number`: counted from 1.
        ///
        /// `role`: one of the values `docs/ui.md` lists.
        ///
        /// `note`: what was found out: `day / month / year`.
        package init(number: Int, header: String, example: String, role: String, note: String = "") {
            self.header = header
            self.example = example
            self.note = note
            field = SelectField(
                "column.\(number)",
                "Column \(number) becomes",
                choices: ImportMapping.roles,
                chosen: role
            )
        }
    }

    package init(
        columns: [Column],
        order: String,
        decimal: String,
        isRemembered: Bool,
        accounts: [Choice],
        chosenAccount: String,
        problems: FormProblems = .none
    ) {
        self.columns = columns
        self.isRemembered = isRemembered
        self.problems = problems
        self.order = SelectField("order", "Dates are written", choices: Self.orders, chosen: order, problems: problems)
        self.decimal = SelectField("decimal", "Decimals", choices: Self.decimals, chosen: decimal, problems: problems)
        account = SelectField("account", "Account", choices: accounts, chosen: chosenAccount, problems: problems)
    }

    static let roles = [
        ("ignore", "Leave out"), ("date", "Date"), ("payee", "Payee"), ("note", "Note"), ("amount", "Amount"),
        ("out", "Amount out"), ("in", "Amount in"), ("currency", "Currency"), ("category", "Category"),
        ("reference", "Reference number"), ("balance", "Balance, to check"),
    ].map { Choice(value: $0.0, label: $0.1) }

    static let orders = [
        ("auto", "Find out from the whole column"), ("dmy", "Day, month, year"), ("mdy", "Month, day, year"),
        ("ymd", "Year, month, day"),
    ].map { Choice(value: $0.0, label: $0.1) }

    static let decimals = [
        ("auto", "Find out from the whole column"), ("point", "After a point: 1,240.50"),
        ("comma", "After a comma: 1.240,50"),
    ].map { Choice(value: $0.0, label: $0.1) }
}
