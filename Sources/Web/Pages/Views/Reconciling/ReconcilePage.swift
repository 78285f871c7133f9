/// An account compared with a statement: the statement's day and balance, then the entries, then what is left between.
package struct ReconcilePage: Page {
    package static let template = PageTemplate.reconcile
    package var place: Place { .money(.accounts) }
    package let title = localized("Reconcile")

    let account: String
    let path: String
    let standing: String
    /// What has changed of what was reconciled; nil while it is as it was.
    let changed: String?
    let date: TextField
    let balance: TextField
    let sheet: Sheet?
    /// What is left out while there is no sheet to show it on, so that a wrong day loses no tick.
    let kept: String
    let earlier: [Earlier]
    let hasEarlier: Bool
    let problems: FormProblems

    /// What stands in the first two fields.
    package struct Typed: Sendable {
        package var date: String
        package var balance: String
        /// Opaque ids of what is left out, with spaces between them.
        package var out: String

        package init(date: String, balance: String, out: String = "") {
            self.date = date
            self.balance = balance
            self.out = out
        }
    }

    package struct Sheet: Sendable {
        let lead: String
        let figures: [Figure]
        let isEven: Bool
        let entries: [Entry]
        let hasEntries: Bool
        let carried: Carried
        let hasBack: Bool
        let hasNext: Bool
        let category: SelectField
        /// What an entry for the difference would be.
        let rest: String

        /// - `figures`: Statement, book, difference.
        /// - `rest`: What an entry for the difference would be, as a sentence.
        package init(
            lead: String,
            figures: [Figure],
            isEven: Bool,
            entries: [Entry],
            carried: Carried,
            hasBack: Bool = false,
            hasNext: Bool = false,
            categories: [Choice],
            category: String = "",
            rest: String,
            problems: FormProblems = .none
        ) {
            self.lead = lead
            self.figures = figures
            self.isEven = isEven
            self.entries = entries
            hasEntries = !entries.isEmpty
            self.carried = carried
            self.hasBack = hasBack
            self.hasNext = hasNext
            self.category = SelectField(
                "category",
                localized("Category"),
                choices: categories,
                chosen: category,
                empty: localized("Choose one"),
                problems: problems
            )
            self.rest = rest
        }
    }

    /// What the form carries from page to page: opaque ids, with spaces between them.
    package struct Carried: Sendable {
        let shown: String
        let out: String
        let start: Int

        /// - `shown`: What has a box on this page.
        /// - `out`: What is left out and has its box on another.
        package init(shown: String, out: String, start: Int) {
            self.shown = shown
            self.out = out
            self.start = start
        }
    }

    /// An entry with its tick; lists are long, so it names its own parts.
    package struct Entry: Sendable, NamedParts {
        let id: String
        let isTicked: Bool
        let payee: String
        let detail: String
        let money: MoneyText

        package init(id: String, isTicked: Bool, payee: String, detail: String, money: MoneyText) {
            self.id = id
            self.isTicked = isTicked
            self.payee = payee
            self.detail = detail
            self.money = money
        }

        package func part(_ name: String) -> Any? {
            switch name {
            case "id": id
            case "isTicked": isTicked
            case "payee": payee
            case "detail": detail
            case "money": money
            default: nil
            }
        }
    }

    /// A reconciliation that is kept.
    package struct Earlier: Sendable {
        let day: String
        let detail: String
        let money: MoneyText
        let removePath: String

        package init(day: String, detail: String, money: MoneyText, removePath: String) {
            self.day = day
            self.detail = detail
            self.money = money
            self.removePath = removePath
        }
    }

    package init(
        account: String,
        path: String,
        standing: String,
        changed: String? = nil,
        typed: Typed,
        sheet: Sheet? = nil,
        earlier: [Earlier] = [],
        problems: FormProblems = .none
    ) {
        self.account = account
        self.path = path
        self.standing = standing
        self.changed = changed
        date = TextField(
            "date",
            localized("Last day of the statement"),
            kind: .day,
            value: typed.date,
            problems: problems
        )
        balance = TextField(
            "balance",
            localized("Balance on the statement"),
            kind: .signedAmount,
            value: typed.balance,
            hint: localized("What you owe has a minus."),
            placeholder: "0.00",
            maximumLength: 30,
            problems: problems
        )
        self.sheet = sheet
        kept = sheet == nil ? typed.out : ""
        self.earlier = earlier
        hasEarlier = !earlier.isEmpty
        self.problems = problems
    }
}
