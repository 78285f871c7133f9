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
                localized("Column {number} becomes", ["number": "\(number)"]),
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
        self.order = SelectField(
            "order",
            localized("Dates are written"),
            choices: Self.orders,
            chosen: order,
            problems: problems
        )
        self.decimal = SelectField(
            "decimal",
            localized("Decimals"),
            choices: Self.decimals,
            chosen: decimal,
            problems: problems
        )
        account = SelectField(
            "account",
            localized("Account"),
            choices: accounts,
            chosen: chosenAccount,
            problems: problems
        )
    }

    /// In the language of the page that asks.
    static var roles: [Choice] {
        [
            ("ignore", localized("Leave out")), ("date", localized("Date")), ("payee", localized("Payee")),
            ("note", localized("Note")), ("tags", localized("Tags")), ("amount", localized("Amount")),
            ("out", localized("Amount out")), ("in", localized("Amount in")),
            ("direction", localized("In or out, as a word")), ("currency", localized("Currency")),
            ("category", localized("Category")), ("account", localized("Account")),
            ("transfer", localized("Other account of a transfer")), ("reference", localized("Reference number")),
            ("check", localized("Check number")), ("balance", localized("Balance, to check")),
        ].map { Choice(value: $0.0, label: $0.1) }
    }

    static var orders: [Choice] {
        [
            ("auto", localized("Find out from the whole column")), ("dmy", localized("Day, month, year")),
            ("mdy", localized("Month, day, year")), ("ymd", localized("Year, month, day")),
        ].map { Choice(value: $0.0, label: $0.1) }
    }

    static var decimals: [Choice] {
        [
            ("auto", localized("Find out from the whole column")), ("point", localized("After a point: 1,240.50")),
            ("comma", localized("After a comma: 1.240,50")),
        ].map { Choice(value: $0.0, label: $0.1) }
    }

    /// The words for a value of one of the lists above.
    static func label(_ value: String, of choices: [Choice]) -> String {
        choices.first { $0.value == value }?.label ?? value
    }
}
