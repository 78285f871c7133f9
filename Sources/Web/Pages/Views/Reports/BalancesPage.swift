/// What each account held at the end of one day.
package struct BalancesPage: Page {
    package static let template = PageTemplate.balances
    package var place: Place { .money(.reports) }
    package let title = localized("Balances")

    let tabs = ReportTab.balances.links()
    let action = ReportTab.balances.path
    let period: ReportPeriod
    let groups: [AccountGroup]
    let isEmpty: Bool

    package init(period: ReportPeriod, groups: [AccountGroup]) {
        self.period = period
        self.groups = groups
        isEmpty = groups.isEmpty
    }
}
