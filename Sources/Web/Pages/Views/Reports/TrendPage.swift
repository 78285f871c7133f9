/// One measure as it goes, with its moving average and what it was a year before.
package struct TrendPage: Page {
    package static let template = PageTemplate.trend
    package var place: Place { .money(.reports) }
    package let title = localized("Trend")

    let tabs = ReportTab.trend.links()
    let action = ReportTab.trend.path
    let period: ReportPeriod
    let measure: SelectField
    let step: SelectField
    let category: SelectField
    let account: SelectField
    let tag: TextField
    let parts: [Part]
    let isEmpty: Bool
    let rule: String
    let keep: KeepForm?

    /// What was chosen and typed, as it was sent.
    package struct Sending: Sendable {
        package var measure = "spending"
        package var step = "month"
        package var category = ""
        package var account = ""
        package var tag = ""

        package init() {}
    }

    package struct Choices: Sendable {
        package var measures: [Choice] = []
        package var steps: [Choice] = []
        package var categories: [Choice] = []
        package var accounts: [Choice] = []

        package init(measures: [Choice], steps: [Choice], categories: [Choice], accounts: [Choice]) {
            self.measures = measures
            self.steps = steps
            self.categories = categories
            self.accounts = accounts
        }
    }

    /// One currency.
    struct Part: Sendable {
        let currency: String
        let isNamed: Bool
        let label: String
        let figures: [Figure]
        let chart: TrendChart
    }

    init(
        period: ReportPeriod,
        _ sending: Sending,
        choices: Choices,
        parts: [Part],
        rule: String,
        keep: KeepForm? = nil
    ) {
        self.period = period
        measure = SelectField("measure", localized("What"), choices: choices.measures, chosen: sending.measure)
        step = SelectField("by", localized("Step"), choices: choices.steps, chosen: sending.step)
        category = SelectField(
            "category",
            localized("Category"),
            choices: choices.categories,
            chosen: sending.category,
            empty: localized("All categories")
        )
        account = SelectField(
            "account",
            localized("Account"),
            choices: choices.accounts,
            chosen: sending.account,
            empty: localized("All accounts")
        )
        tag = TextField(
            "tag",
            localized("Tag"),
            value: sending.tag,
            isRequired: false,
            maximumLength: 100
        )
        self.parts = parts
        isEmpty = parts.isEmpty
        self.rule = rule
        self.keep = keep
    }
}
