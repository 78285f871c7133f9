/// What the search form was sent with; the form shows it again.
package struct LedgerFilter: Sendable {
    let query: TextField
    let account: SelectField
    let category: SelectField
    let from: TextField
    let to: TextField
    let isUncategorisedOnly: Bool
    /// The same words again, for the hidden fields of “show more”.
    let sent: [Sent]
    let isOpen: Bool

    struct Sent: Sendable {
        let name: String
        let value: String
    }

    package init(
        query: String = "",
        account: String = "",
        category: String = "",
        from: String = "",
        to: String = "",
        isUncategorisedOnly: Bool = false,
        accounts: [Choice],
        categories: [Choice],
        problems: FormProblems = .none
    ) {
        self.query = TextField(
            "q",
            "Search transactions",
            kind: .search,
            value: query,
            placeholder: "Payee, note or #tag",
            isRequired: false,
            problems: problems
        )
        self.account = SelectField("account", "Account", choices: accounts, chosen: account, empty: "All accounts")
        self.category = SelectField(
            "category",
            "Category",
            choices: categories,
            chosen: category,
            empty: "All categories"
        )
        self.from = TextField("from", "From", kind: .day, value: from, isRequired: false, problems: problems)
        self.to = TextField("to", "To", kind: .day, value: to, isRequired: false, problems: problems)
        self.isUncategorisedOnly = isUncategorisedOnly
        let fields = [("q", query), ("account", account), ("category", category), ("from", from), ("to", to)]
        sent =
            fields.filter { !$0.1.isEmpty }.map { Sent(name: $0.0, value: $0.1) }
            + (isUncategorisedOnly ? [Sent(name: "uncategorised", value: "yes")] : [])
        isOpen = isUncategorisedOnly || !problems.errors.isEmpty || fields.dropFirst().contains { !$0.1.isEmpty }
    }
}
