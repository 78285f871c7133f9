import Money
import Primitives

/// What a kept view keeps of its page: the choices that the page knows, in the order of their names.
///
/// The same is kept whoever asks for it, page or program, and read by the page as it reads any address.
///
/// - Source: docs/spec/kept-views.md.
enum ViewQuery {
    /// - `today`: Days that are the page's own today are left out, so that the view moves on with them; nil leaves none
    ///   out.
    static func text(_ fields: FormFields, of page: ViewPage, today: CalendarDay?) -> String {
        var kept: [String: String] = [:]
        for name in names(of: page) {
            guard let value = fields[name], isKnown(value, name) else { continue }
            kept[name] = value
        }
        let movesOn = today.map { areOwn(kept, page, $0) } ?? false
        if kept["span"] != nil || movesOn || isBackwards(kept) {
            kept["from"] = nil
            kept["to"] = nil
        }
        return kept.sorted { $0.key < $1.key }
            .map { PercentCoding.encode($0.key) + "=" + PercentCoding.encode($0.value) }
            .joined(separator: "&")
    }

    /// The choices as a page reads them; what is no query is no choice.
    static func fields(_ query: String) -> FormFields {
        do throws(FormFields.Failure) {
            return try FormFields(parsing: Array(query.utf8)[...])
        } catch {
            return .none
        }
    }

    /// Where a view is shown: words of a search never stand in an address, so a page that takes some is shown under the
    /// view's own.
    static func path(_ id: ViewID, _ content: ViewContent) -> String {
        guard let path = plainPath(content.page) else { return "/money/views/" + id.text }
        return path + (content.query.isEmpty ? "" : "?" + content.query)
    }

    /// Nil for pages whose choices are sent in a form.
    private static func plainPath(_ page: ViewPage) -> String? {
        switch page {
        case .transactions, .explore, .trend: nil
        case .spending: ReportTab.spending.path
        case .cashFlow: ReportTab.cashFlow.path
        case .netWorth: ReportTab.netWorth.path
        case .balances: ReportTab.balances.path
        case .incomeStatement: ReportTab.statement.path
        case .calendar: ReportTab.calendar.path
        }
    }

    private static func names(of page: ViewPage) -> [String] {
        let days = ["from", "in", "span", "to"]
        return switch page {
        case .transactions: ["account", "category", "from", "q", "to", "uncategorised"]
        case .spending, .cashFlow, .netWorth: days
        case .balances: ["beside", "in", "to"]
        case .incomeStatement: days + ["compare"]
        case .calendar: days + ["measure"]
        case .explore: days + ["across", "down", "measure", "q"]
        case .trend: days + ["account", "by", "category", "measure", "tag"]
        }
    }

    private static func isKnown(_ value: String, _ name: String) -> Bool {
        switch name {
        case "from", "to", "beside": CalendarDay(iso: value) != nil
        case "span": ReportSpan(rawValue: value) != nil
        case "in": ReportCurrency(rawValue: value) != nil
        case "account": AccountID(text: value) != nil
        case "category": CategoryID(text: value) != nil
        case "uncategorised": value == "yes"
        case "measure": FlowMeasure(rawValue: value) != nil
        case "by": TrendStep(rawValue: value) != nil
        case "down": ReportAxis(rawValue: value) != nil
        // Nothing chosen is a choice of its own on these.
        case "across": value.isEmpty || ReportAxis(rawValue: value) != nil
        case "compare": value.isEmpty || SpanComparison(rawValue: value) != nil
        case "q": (1...200).contains(value.unicodeScalars.count)
        case "tag": (1...MoneyLimits.nameCharacters).contains(value.unicodeScalars.count)
        default: false
        }
    }

    /// Whether the days are those that the page shows by itself.
    private static func areOwn(_ kept: [String: String], _ page: ViewPage, _ today: CalendarDay) -> Bool {
        guard kept["to"] == today.iso else { return false }
        let months: Int
        switch page {
        case .balances: return true
        case .transactions: return false
        case .spending, .cashFlow, .netWorth, .incomeStatement, .explore: months = ReportDays.monthsStandard
        case .calendar: months = AnalysisPages.calendarMonths
        case .trend: months = TrendPages.months(kept["by"].flatMap(TrendStep.init) ?? .month)
        }
        return kept["from"] == today.firstOfMonth.adding(months: 1 - months).iso
    }

    private static func isBackwards(_ kept: [String: String]) -> Bool {
        guard let from = kept["from"].flatMap({ CalendarDay(iso: $0) }),
            let to = kept["to"].flatMap({ CalendarDay(iso: $0) })
        else { return false }
        return from > to
    }
}

extension ViewPage {
    /// What people call it.
    var label: String {
        switch self {
        case .transactions: localized("Transactions")
        case .spending: ReportTab.spending.label
        case .cashFlow: ReportTab.cashFlow.label
        case .netWorth: ReportTab.netWorth.label
        case .balances: ReportTab.balances.label
        case .incomeStatement: ReportTab.statement.label
        case .calendar: ReportTab.calendar.label
        case .explore: ReportTab.explore.label
        case .trend: ReportTab.trend.label
        }
    }
}
