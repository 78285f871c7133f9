/// Many transactions that a search found, and what is to change in those that are ticked.
package struct BulkEditPage: Page {
    package static let template = PageTemplate.bulkEdit
    package var place: Place { .money(.transactions) }
    package let title = localized("Change several entries")

    let explanation: String
    /// What was done, as sentences.
    let outcome: [String]
    let hasOutcome: Bool
    let sent: [LedgerFilter.Sent]
    let category: SelectField
    let account: SelectField
    let fields: [TextField]
    let count: String
    let entries: [Entry]
    let hasEntries: Bool
    let problems: FormProblems

    /// A transaction with its tick; lists are long, so it names its own parts.
    package struct Entry: Sendable, NamedParts {
        let name: String
        let version: String
        let isChosen: Bool
        let payee: String
        let detail: String
        let money: MoneyText

        /// `name`: of the field.
        package init(
            name: String,
            version: UInt32,
            isChosen: Bool,
            payee: String,
            detail: String,
            money: MoneyText
        ) {
            self.name = name
            self.version = String(version)
            self.isChosen = isChosen
            self.payee = payee
            self.detail = detail
            self.money = money
        }

        package func part(_ name: String) -> Any? {
            switch name {
            case "name": self.name
            case "version": version
            case "isChosen": isChosen
            case "payee": payee
            case "detail": detail
            case "money": money
            default: nil
            }
        }
    }

    /// What was typed and chosen, as it was sent.
    package struct Sending: Sendable {
        package var category = ""
        package var account = ""
        package var payee = ""
        package var date = ""
        package var addedTags = ""
        package var removedTags = ""

        package init() {}
    }

    /// `search`: what the entries were found by.
    ///
    /// `count`: what is shown of how many.
    package init(
        _ sending: Sending,
        search: LedgerFilter,
        accounts: [Choice],
        categories: [Choice],
        entries: [Entry],
        count: String,
        outcome: [String] = [],
        problems: FormProblems = .none
    ) {
        explanation =
            outcome.isEmpty
            ? localized("Tick what is meant. It is one step, and one undo takes it back.")
            : localized("What is done can be undone with one press.")
        self.outcome = outcome
        hasOutcome = !outcome.isEmpty
        sent = search.sent
        let asIs = localized("As it is")
        category = SelectField(
            "to-category",
            localized("Category"),
            choices: categories,
            chosen: sending.category,
            empty: asIs,
            problems: problems
        )
        account = SelectField(
            "to-account",
            localized("Account"),
            choices: accounts,
            chosen: sending.account,
            empty: asIs,
            problems: problems
        )
        func field(_ name: String, _ label: String, _ value: String, _ kind: TextField.Kind = .text) -> TextField {
            TextField(name, label, kind: kind, value: value, isRequired: false, problems: problems)
        }
        let make = FieldMaker(problems: problems)
        fields = [
            field("to-payee", localized("Payee"), sending.payee),
            field("to-date", localized("Date"), sending.date, .day),
            make.tags("add-tags", localized("Tags to add"), sending.addedTags),
            make.tags("remove-tags", localized("Tags to take off"), sending.removedTags),
        ]
        self.entries = entries
        hasEntries = !entries.isEmpty && outcome.isEmpty
        self.count = count
        self.problems = problems
    }
}
