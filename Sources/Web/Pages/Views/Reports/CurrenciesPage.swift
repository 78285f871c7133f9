/// What other currencies held, what they are worth, and what was gained on them.
package struct CurrenciesPage: Page {
    package static let template = PageTemplate.currencies
    package var place: Place { .money(.reports) }
    package let title = localized("Currencies")

    let tabs = ReportTab.currencies.links()
    let action = ReportTab.currencies.path
    let period: ReportPeriod
    let base: String
    /// How net worth came from what it was to what it is, as figures in a row.
    let figures: [Figure]
    let rows: [Row]
    let isEmpty: Bool

    package struct Row: Sendable {
        let currency: String
        let held: MoneyText
        let worth: MoneyText
        /// `84.35 since 20 March`; nil for one that cannot be shown.
        let rate: String?
        let before: MoneyText
        let flow: MoneyText
        let gain: MoneyText
        /// What of the gain is from holding and what from exchanging; nil where it is all of one kind.
        let parts: String?

        package init(
            currency: String,
            held: MoneyText,
            worth: MoneyText,
            rate: String?,
            before: MoneyText,
            flow: MoneyText,
            gain: MoneyText,
            parts: String? = nil
        ) {
            self.currency = currency
            self.held = held
            self.worth = worth
            self.rate = rate
            self.before = before
            self.flow = flow
            self.gain = gain
            self.parts = parts
        }
    }

    package init(period: ReportPeriod, base: String, figures: [Figure], rows: [Row]) {
        self.period = period
        self.base = base
        self.figures = figures
        self.rows = rows
        isEmpty = rows.isEmpty
    }
}
