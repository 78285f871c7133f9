/// What the search form was sent with; the form shows it again.
package struct LedgerFilter: Sendable {
    let query: TextField
    let account: SelectField
    let isAccountChosen: Bool
    let category: SelectField
    let isCategoryChosen: Bool
    /// What the days say when they are folded away: `Any day`, `From 2 Nov`.
    let days: String
    let areDaysChosen: Bool
    let from: TextField
    let to: TextField
    /// Leads to what has no category yet; it stands last.
    let openChip: Uncategorised?
    /// The same while it is chosen; it stands first, in sight on a phone.
    let chosenChip: Uncategorised?
    /// The same words again, for the hidden fields of “show more”.
    let sent: [Sent]
    /// Whether the days stand open: a day in them is wrong.
    let isOpen: Bool

    struct Sent: Sendable {
        let name: String
        let value: String
    }

    /// The chip that leads to what has no category yet, and back.
    struct Uncategorised: Sendable {
        let label: String
        let isOn: Bool
        let action: String
    }

    /// What was chosen and typed, as it was sent.
    package struct Sending: Sendable {
        package var query = ""
        package var account = ""
        package var category = ""
        package var from = ""
        package var to = ""
        package var isUncategorised = false

        package init() {}
    }

    /// `days`: the chosen days in words; nil when none are.
    ///
    /// `uncategorisedCount`: of the whole book; without any there is no chip.
    package init(
        _ sending: Sending = Sending(),
        days: String? = nil,
        uncategorisedCount: Int = 0,
        accounts: [Choice],
        categories: [Choice],
        words: Words = .english,
        problems: FormProblems = .none
    ) {
        query = TextField(
            "q",
            words("Search transactions"),
            kind: .search,
            value: sending.query,
            placeholder: words("Payee, note, #tag or >500"),
            isRequired: false,
            scope: .filter,
            problems: problems
        )
        account = SelectField(
            "account",
            words("Account"),
            choices: accounts,
            chosen: sending.account,
            empty: words("All accounts"),
            scope: .filter
        )
        isAccountChosen = !sending.account.isEmpty
        category = SelectField(
            "category",
            words("Category"),
            choices: categories,
            chosen: sending.category,
            empty: words("All categories"),
            scope: .filter
        )
        isCategoryChosen = !sending.category.isEmpty
        self.days = days ?? words("Any day")
        areDaysChosen = days != nil
        func day(_ name: String, _ label: String, _ value: String) -> TextField {
            TextField(name, label, kind: .day, value: value, isRequired: false, scope: .filter, problems: problems)
        }
        from = day("from", words("From"), sending.from)
        to = day("to", words("Until"), sending.to)
        let label = words.count(
            uncategorisedCount,
            one: "{count} needs a category",
            other: "{count} need a category"
        )
        openChip =
            uncategorisedCount == 0 || sending.isUncategorised
            ? nil : Uncategorised(label: label, isOn: false, action: "uncategorised")
        chosenChip = sending.isUncategorised ? Uncategorised(label: label, isOn: true, action: "all") : nil
        let fields = [
            ("q", sending.query), ("account", sending.account), ("category", sending.category), ("from", sending.from),
            ("to", sending.to), ("uncategorised", sending.isUncategorised ? "yes" : ""),
        ]
        sent = fields.filter { !$0.1.isEmpty }.map { Sent(name: $0.0, value: $0.1) }
        isOpen = !problems.errors.isEmpty
    }
}
