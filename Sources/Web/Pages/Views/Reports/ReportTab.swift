/// The reports, as tabs above each of them.
enum ReportTab: String, CaseIterable, Sendable {
    case spending
    case statement = "income-statement"
    case cashFlow = "cash-flow"
    case balances
    case netWorth = "net-worth"
    case trend
    case currencies
    case calendar
    case explore

    struct Link: Sendable {
        let path: String
        let label: String
        let isCurrent: Bool
    }

    var path: String { "/money/reports/" + rawValue }

    var label: String {
        switch self {
        case .spending: localized("Spending")
        case .statement: localized("Income statement")
        case .cashFlow: localized("Cash flow")
        case .balances: localized("Balance sheet")
        case .netWorth: localized("Net worth")
        case .trend: localized("Trend")
        case .currencies: localized("Currencies")
        case .calendar: localized("Calendar")
        case .explore: localized("Explore")
        }
    }

    func links() -> [Link] { Self.allCases.map { Link(path: $0.path, label: $0.label, isCurrent: $0 == self) } }
}
