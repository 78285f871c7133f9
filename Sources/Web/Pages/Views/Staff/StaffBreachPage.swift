import Identity
package import Primitives

/// Breaches of personal data, and the form of a new one.
package struct StaffBreachesPage: Page {
    package static let template = PageTemplate.staffBreaches
    package var place: Place { .staff(.breaches) }
    package let title = localized("Breaches of personal data")

    let rows: [Row]
    let day: TextField
    let time: TextField
    let what: TextField
    let consequences: TextField
    let measures: TextField
    let data: [Choosing]
    let rules: [Choosing]
    let fromDay: TextField
    let untilDay: TextField
    let accounts: TextField
    let problems: FormProblems

    package struct Row: Sendable {
        let path: String
        let number: String
        let noticed: String
        /// Whom to tell next, and by when; nil where nobody is left.
        let next: String?
        let isLate: Bool

        package init(path: String, number: String, noticed: String, next: String?, isLate: Bool) {
            self.path = path
            self.number = number
            self.noticed = noticed
            self.next = next
            self.isLate = isLate
        }
    }

    struct Choosing: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    package init(rows: [Row], form: StaffBreachForm, today: CalendarDay, problem: String? = nil) {
        self.rows = rows
        problems = problem.map { FormProblems(summary: $0, errors: []) } ?? .none
        day = TextField("day", localized("Noticed on"), kind: .day, value: form.day, maximumLength: 10)
        time = TextField("time", localized("Time (UTC)"), kind: .time, value: form.time, maximumLength: 5)
        what = Self.area("what", localized("What happened"), form.what, Breach.whatMaximum)
        consequences = Self.area(
            "consequences",
            localized("What may come of it"),
            form.consequences,
            Breach.lineMaximum
        )
        measures = Self.area("measures", localized("What was done about it"), form.measures, Breach.lineMaximum)
        data = BreachData.allCases.map {
            Choosing(value: $0.name, label: BreachWords.data($0), isChosen: form.data.contains($0.name))
        }
        let rules = [
            ("all", localized("Everybody who has an account")),
            ("existed", localized("Accounts that were there in a span of days")),
            ("opened", localized("Accounts that were opened in a span of days")),
            ("accounts", localized("These accounts")),
        ]
        self.rules = rules.map { Choosing(value: $0.0, label: $0.1, isChosen: form.rule == $0.0) }
        fromDay = TextField(
            "from-day",
            localized("First day (UTC)"),
            kind: .day,
            value: form.fromDay,
            isRequired: false,
            maximumLength: 10
        )
        untilDay = TextField(
            "until-day",
            localized("Last day (UTC)"),
            kind: .day,
            value: form.untilDay,
            isRequired: false,
            maximumLength: 10
        )
        accounts = TextField(
            "accounts",
            localized("Account ids"),
            kind: .area,
            value: form.accounts,
            hint: localized("One in each line. At most 1,000."),
            isRequired: false,
            maximumLength: 30_000
        )
    }

    private static func area(_ name: String, _ label: String, _ value: String, _ maximum: Int) -> TextField {
        TextField(
            name,
            label,
            kind: .area,
            value: value,
            hint: localized("People and authorities read it. No data of anybody."),
            maximumLength: maximum
        )
    }
}

/// One breach: what happened, whom it concerns, and who has to be told.
package struct StaffBreachPage: Page {
    package static let template = PageTemplate.staffBreach
    package var place: Place { .staff(.breaches) }
    package let title = localized("A breach of personal data")

    let path: String
    let number: String
    let noticed: String
    let what: String
    let consequences: String
    let measures: String
    let data: String
    let rule: String
    let count: String
    let told: String?
    let duties: [Duty]
    let nowDay: String
    let nowTime: String
    let problems: FormProblems

    package struct Duty: Sendable {
        let name: String
        let who: String
        let source: String
        let deadline: String
        /// The law says “without delay”; the hours are ours.
        let isOwn: Bool
        /// When it was told, or why it is not owed; nil while it is.
        let mark: String?
        let state: String
        let tone: String
        let icon: String
        let isToPersons: Bool
        let texts: [Text]

        package init(
            name: String,
            who: String,
            source: String,
            deadline: String,
            isOwn: Bool,
            mark: String?,
            isOwed: Bool = true,
            isLate: Bool,
            isToPersons: Bool,
            texts: [Text]
        ) {
            self.name = name
            self.who = who
            self.source = source
            self.deadline = deadline
            self.isOwn = isOwn
            self.mark = mark
            state =
                !isOwed
                ? localized("It is not owed")
                : mark != nil ? localized("Told") : isLate ? localized("Overdue") : localized("open")
            tone = !isOwed ? "none" : isLate ? "fail" : mark == nil ? "late" : "pass"
            icon = isLate ? "warn" : mark == nil ? "clock" : "check"
            self.isToPersons = isToPersons
            self.texts = texts
        }
    }

    package struct Text: Sendable {
        let path: String
        let language: String

        package init(path: String, language: String) {
            self.path = path
            self.language = language
        }
    }

    package init(
        path: String,
        number: String,
        noticed: String,
        what: String,
        consequences: String,
        measures: String,
        data: String,
        rule: String,
        count: String,
        told: String?,
        duties: [Duty],
        now: (day: String, time: String),
        problem: String? = nil
    ) {
        self.path = path
        self.number = number
        self.noticed = noticed
        self.what = what
        self.consequences = consequences
        self.measures = measures
        self.data = data
        self.rule = rule
        self.count = count
        self.told = told
        self.duties = duties
        nowDay = now.day
        nowTime = now.time
        problems = problem.map { FormProblems(summary: $0, errors: []) } ?? .none
    }
}
