/// A month in figures and charts, beside the months before it.
package struct MonthPage: Page {
    package static let template = PageTemplate.month
    package var place: Place { .money(.month) }
    package let title: String

    /// What the month's days say: how many are over, or that all are.
    let lead: String
    let thisMonth: String
    /// The month before, as it is compared to.
    let before: String
    let isRunning: Bool
    let pager: MonthPager
    let figures: MonthFigures?
    /// Currencies beside the one of the charts, in figures.
    let others: [FigureGroup]
    let currency: String
    /// The charts of the other currencies.
    let otherCharts: [OtherCurrency]
    let hasOtherCharts: Bool
    /// What is dated ahead and therefore not in any of it.
    let later: String?
    let flow: FlowChart?
    let categories: CategoryChart?
    let days: DayChart?
    let worth: NetWorthChart?
    /// Whether net worth or the changes stand at the foot.
    let hasFoot: Bool
    /// The month's transactions, and the spending report of the same days.
    let listPath: String
    let reportPath: String
    let isEmpty: Bool
    /// The way to figures as entered or in the base currency; nil where there is only one currency.
    var unit: Unit?
    /// What could not be converted, as a sentence.
    var leftOut: String?

    struct Unit: Sendable {
        let sentence: String?
        let path: String
        let label: String
    }

    struct OtherCurrency: Sendable {
        let path: String
        let label: String
    }
}
