import HTTPTypes
import Money
import Primitives

/// The income statement, the calendar, and what a person asks herself.
struct AnalysisPages: Sendable {
    static let calendarMonths = 12

    let site: PageSite

    var endpoints: [Endpoint] { [statement, calendar, explore, explored] }

    private func path(_ tab: ReportTab) -> String { tab.path }

    private var statement: Endpoint {
        Endpoint(.get, path(.statement), surface: .page, access: .unlocked) { request in
            let days = ReportDays(request.query, site)
            let sent = request.query["compare"] ?? SpanComparison.before.rawValue
            let comparison = SpanComparison(rawValue: sent)
            let keep = days.isWrong ? nil : site.keepForm(.incomeStatement, request.query)
            let (unit, today) = (ReportUnit(request.query), site.today)
            return try await site.keptAnswer(at: .money(.reports), request, status: Self.status(days)) {
                book throws(MoneyError) in
                let filter = TransactionFilter(from: days.from, to: days.to)
                let statement = try book.incomeStatement(filter, comparedWith: comparison, in: unit.chosen)
                let tables = IncomeStatementTables(
                    statement,
                    book,
                    now: Self.short(days.from...days.to, today),
                    before: statement.comparedDays.map { Self.short($0, today) }
                )
                return IncomeStatementPage(
                    period: unit.period(days.period, book, leftOut: statement.leftOut),
                    comparison: comparison?.rawValue ?? "",
                    choices: ReportChoices.comparisons,
                    tables: tables.tables,
                    keep: keep
                )
            }
        }
    }

    private var calendar: Endpoint {
        Endpoint(.get, path(.calendar), surface: .page, access: .unlocked) { request in
            let days = ReportDays(request.query, site, months: Self.calendarMonths, longest: .twoYears)
            let measure = request.query["measure"].flatMap(FlowMeasure.init) ?? .spending
            let keep = days.isWrong ? nil : site.keepForm(.calendar, request.query)
            let (unit, today) = (ReportUnit(request.query), site.today)
            return try await site.keptAnswer(at: .money(.reports), request, status: Self.status(days)) {
                book throws(MoneyError) in
                let filter = TransactionFilter(from: days.from, to: days.to)
                let flows = try book.dailyFlows(measure, filter, in: unit.chosen)
                let label = ReportChoices.measure(measure)
                return CalendarPage(
                    period: unit.period(days.period, book, leftOut: flows.leftOut),
                    measure: measure.rawValue,
                    choices: ReportChoices.measures,
                    weekdays: CalendarParts.weekdays(book),
                    parts: CalendarParts(flows, until: days.to, label: label, book, today: today).parts,
                    keep: keep
                )
            }
        }
    }

    private var explore: Endpoint {
        Endpoint(.get, path(.explore), surface: .page, access: .unlocked) { request in
            try await answer(request, .none)
        }
    }

    /// Words of a search never stand in an address: the answer to the form is the report itself.
    private var explored: Endpoint {
        Endpoint(.post, path(.explore), surface: .page, access: .unlocked) { request in
            try await answer(request, request.form)
        }.with { $0.body = .form() }
    }

    func answer(_ request: WebRequest, _ fields: FormFields) async throws -> Answer {
        let days = ReportDays(fields, site)
        let words = site.words(request)
        return try await site.keptAnswer(at: .money(.reports), request, status: Self.status(days), of: fields) {
            book throws(MoneyError) in
            try exploration(fields, days, book, words)
        }
    }

    private func exploration(
        _ fields: FormFields,
        _ days: ReportDays,
        _ book: MoneyBook,
        _ words: Words
    ) throws(MoneyError) -> ExplorePage {
        var sending = ExplorePage.Sending()
        let measure = fields["measure"].flatMap(FlowMeasure.init) ?? .spending
        let down = fields["down"].flatMap(ReportAxis.init) ?? .category
        let chosen = fields["across"] ?? ReportAxis.month.rawValue
        // The same thing down and across says nothing that sums do not.
        let across = ReportAxis(rawValue: chosen).flatMap { $0 == down ? nil : $0 }
        (sending.measure, sending.down) = (measure.rawValue, down.rawValue)
        (sending.across, sending.query) = (across?.rawValue ?? "", fields["q"] ?? "")
        let search = SearchQuery(sending.query, today: site.today, book.settings.digitGrouping)
        let filter = TransactionFilter(from: days.from, to: days.to, terms: search.terms)
        let unit = ReportUnit(fields)
        let pivot = try PivotTables(book, measure, down: down, across: across, filter, in: unit.chosen)
        return ExplorePage(
            period: unit.period(days.period, book, leftOut: pivot.leftOut),
            sending,
            measures: ReportChoices.measures,
            axes: ReportChoices.axes,
            hints: book.problems(of: search).map { SearchHint.sentence($0, words) },
            tables: pivot.tables,
            notes: PivotNotes.sentences(pivot, down, across, words),
            keep: days.isWrong ? nil : site.keepForm(.explore, fields)
        )
    }

    private static func status(_ days: ReportDays) -> Answer.Status { days.isWrong ? .unprocessableContent : .ok }

    private static func short(_ days: ClosedRange<CalendarDay>, _ today: CalendarDay) -> String {
        localized(
            "{from} to {to}",
            ["from": DayText(days.lowerBound, today: today).short, "to": DayText(days.upperBound, today: today).short]
        )
    }
}
