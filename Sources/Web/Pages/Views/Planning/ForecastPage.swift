/// What the balances come to if things go on as they are planned and as they went.
package struct ForecastPage: Page {
    package static let template = PageTemplate.forecast
    package var place: Place { .money(.forecast) }
    package let title = localized("Forecast")

    let lead: String
    /// The first day below zero, and on which account; nil where none falls below.
    let warning: String?
    let chart: ForecastChart?
    /// What the chart is of.
    let chartName: String
    let spans: [Link]
    let rows: [Row]
    let isEmpty: Bool
    let pace: [Pace]
    let hasPace: Bool
    let paceNote: String
    let problems: FormProblems
    /// The first row of "what if", and those behind "More rows".
    let wonders: [Wonder]
    let moreWonders: [Wonder]
    let isWondering: Bool
    let days: String
    /// The same forecast without "what if".
    let plainPath: String

    struct Link: Sendable {
        let path: String
        let label: String
        let isCurrent: Bool
    }

    struct Row: Sendable {
        let path: String
        let icon: String
        let name: String
        let now: MoneyText
        let lowest: MoneyText
        let lowestDay: String
        let end: MoneyText
        let isBelowZero: Bool
        let isShown: Bool
    }

    struct Pace: Sendable {
        let icon: String
        let name: String
        let median: String
        let spans: String
    }

    /// One row of "what if".
    struct Wonder: Sendable {
        let number: Int
        let account: SelectField
        let date: TextField
        let amount: TextField
        let repeats: SelectField
    }

    /// What was typed in a row of "what if".
    package struct WonderForm: Sendable {
        package var account = ""
        package var date = ""
        package var amount = ""
        package var repeats = "once"

        package init() {}
    }

    package static let wonderCount = 3

    init(
        lead: String,
        warning: String?,
        chart: ForecastChart?,
        chartName: String,
        spans: [Link],
        rows: [Row],
        pace: [Pace],
        paceNote: String,
        days: Int,
        accounts: [Choice],
        wonders: [WonderForm] = [],
        problems: FormProblems = .none
    ) {
        self.lead = lead
        self.warning = warning
        self.chart = chart
        self.chartName = chartName
        self.spans = spans
        self.rows = rows
        isEmpty = rows.isEmpty
        self.pace = pace
        hasPace = !pace.isEmpty
        self.paceNote = paceNote
        self.days = String(days)
        plainPath = "/money/forecast?days=\(days)"
        self.problems = problems
        isWondering = !wonders.isEmpty
        var forms = wonders
        while forms.count < Self.wonderCount { forms.append(WonderForm()) }
        let rows = forms.enumerated().map { index, form in
            Self.wonder(form, number: index + 1, accounts: accounts, problems: problems)
        }
        self.wonders = Array(rows.prefix(1))
        moreWonders = Array(rows.dropFirst())
    }

    private static func wonder(
        _ form: WonderForm,
        number: Int,
        accounts: [Choice],
        problems: FormProblems
    ) -> Wonder {
        Wonder(
            number: number,
            account: SelectField(
                "account.\(number)",
                localized("Account"),
                choices: accounts,
                chosen: form.account,
                problems: problems
            ),
            date: TextField(
                "date.\(number)",
                localized("Day"),
                kind: .day,
                value: form.date,
                isRequired: false,
                problems: problems
            ),
            amount: TextField(
                "amount.\(number)",
                localized("Amount"),
                kind: .signedAmount,
                value: form.amount,
                hint: number == 1 ? localized("What would go has a minus.") : nil,
                placeholder: "-1200",
                isRequired: false,
                problems: problems
            ),
            repeats: SelectField(
                "repeats.\(number)",
                localized("How often"),
                choices: [
                    Choice(value: "once", label: localized("once")),
                    Choice(value: "week", label: localized("each week from then")),
                    Choice(value: "month", label: localized("each month from then")),
                    Choice(value: "year", label: localized("each year from then")),
                ],
                chosen: form.repeats,
                problems: problems
            )
        )
    }
}
