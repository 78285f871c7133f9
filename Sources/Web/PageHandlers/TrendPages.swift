import HTTPTypes
import Money
import Primitives

/// A measure of one category, account or tag, or of everything, as it goes: `/money/reports/trend`.
///
/// A tag is a word of a person, so what is chosen is sent in a form and never stands in an address.
struct TrendPages: Sendable {
    let site: PageSite

    var endpoints: [Endpoint] { [show, shown] }

    /// Months that are shown when no days are chosen, the running one included.
    static func months(_ step: TrendStep) -> Int {
        switch step {
        case .week: 6
        case .month: 12
        case .year: 120
        }
    }

    private var show: Endpoint {
        Endpoint(.get, ReportTab.trend.path, surface: .page, access: .unlocked) { request in
            try await answer(request, .none)
        }
    }

    private var shown: Endpoint {
        Endpoint(.post, ReportTab.trend.path, surface: .page, access: .unlocked) { request in
            try await answer(request, request.form)
        }.with { $0.body = .form() }
    }

    func answer(_ request: WebRequest, _ fields: FormFields) async throws -> Answer {
        let step = fields["by"].flatMap(TrendStep.init) ?? .month
        let days = ReportDays(fields, site, months: Self.months(step), longest: .trend(step))
        let (today, words) = (site.today, site.words(request))
        let keep = days.isWrong ? nil : site.keepForm(.trend, fields)
        let status: Answer.Status = days.isWrong ? .unprocessableContent : .ok
        return try await site.keptAnswer(at: .money(.reports), request, status: status, of: fields) {
            book throws(MoneyError) in
            try Self.page(fields, step, days, keep, book, today: today, words)
        }
    }

    private static func page(
        _ fields: FormFields,
        _ step: TrendStep,
        _ days: ReportDays,
        _ keep: KeepForm?,
        _ book: MoneyBook,
        today: CalendarDay,
        _ words: Words
    ) throws(MoneyError) -> TrendPage {
        var sending = TrendPage.Sending()
        (sending.category, sending.account) = (fields["category"] ?? "", fields["account"] ?? "")
        (sending.tag, sending.step) = (fields["tag"] ?? "", step.rawValue)
        var filter = TransactionFilter(from: days.from, to: days.to)
        filter.category = CategoryID(text: sending.category)
        filter.account = AccountID(text: sending.account)
        if !sending.tag.isEmpty { filter.terms = [SearchTerm(.tag(sending.tag))] }
        let measure = Self.measure(fields["measure"], filter.category.flatMap { book.category($0) })
        sending.measure = measure.rawValue
        let unit = ReportUnit(fields)
        let report = try book.trend(measure, by: step, filter, in: unit.chosen)
        let trend = TrendWords(report, measure, book, today: today, words)
        return TrendPage(
            period: unit.period(days.period, book, leftOut: report.leftOut),
            sending,
            choices: TrendPage.Choices(
                measures: ReportChoices.measures,
                steps: ReportChoices.steps,
                categories: PageChoices.categories(book),
                accounts: PageChoices.accounts(book, including: filter.account)
            ),
            parts: trend.parts,
            rule: trend.rule,
            keep: keep
        )
    }

    /// A category of one kind has nothing of the other.
    private static func measure(_ sent: String?, _ category: MoneyCategory?) -> FlowMeasure {
        let measure = sent.flatMap(FlowMeasure.init) ?? .spending
        guard let category, measure != .kept else { return measure }
        return category.kind == .income ? .income : .spending
    }
}
