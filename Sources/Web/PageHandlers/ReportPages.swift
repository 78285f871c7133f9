import HTTPTypes
import Money
import Primitives

/// Spending, cash flow, balances and net worth.
struct ReportPages: Sendable {
    private static let path = "/money/reports"
    let site: PageSite

    var endpoints: [Endpoint] { [spending, cashFlow, balances, netWorth, currencies] }

    private func days(_ request: WebRequest) -> ReportDays { ReportDays(request.query, site) }

    /// Nil while the days are wrong.
    private func keep(_ page: ViewPage, _ days: ReportDays, _ request: WebRequest) -> KeepForm? {
        days.isWrong ? nil : site.keepForm(page, request.query)
    }

    /// A report: it says nothing but what is in the book.
    private func answer<Shown: Page>(
        _ request: WebRequest,
        isWrong: Bool,
        _ make: (MoneyBook) throws(MoneyError) -> Shown
    ) async throws -> Answer {
        try await site.keptAnswer(
            at: .money(.reports),
            request,
            status: isWrong ? .unprocessableContent : .ok,
            make
        )
    }

    private var spending: Endpoint {
        Endpoint(.get, Self.path + "/spending", surface: .page, access: .unlocked) { request in
            let (days, unit) = (days(request), ReportUnit(request.query))
            let words = site.words(request)
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let filter = TransactionFilter(from: days.from, to: days.to)
                let pivot = try PivotTables(book, down: .category, across: .month, filter, in: unit.chosen)
                let notes = PivotNotes.sentences(pivot, .category, .month, words)
                return SpendingPage(
                    period: unit.period(days.period, book, leftOut: pivot.leftOut),
                    tables: pivot.tables,
                    notes: notes,
                    keep: keep(.spending, days, request)
                )
            }
        }
    }

    private var cashFlow: Endpoint {
        Endpoint(.get, Self.path + "/cash-flow", surface: .page, access: .unlocked) { request in
            let (days, unit) = (days(request), ReportUnit(request.query))
            let today = site.today
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let report = try book.cashFlow(TransactionFilter(from: days.from, to: days.to), in: unit.chosen)
                return CashFlowPage(
                    period: unit.period(days.period, book, leftOut: report.leftOut),
                    tables: FlowTables.cashFlow(report, book, today: today),
                    keep: keep(.cashFlow, days, request)
                )
            }
        }
    }

    private var balances: Endpoint {
        Endpoint(.get, Self.path + "/balances", surface: .page, access: .unlocked) { request in
            let days = SheetDays(request.query, site)
            let (unit, today) = (ReportUnit(request.query), site.today)
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let sheet = try book.balanceSheet(at: days.day, besides: days.besides, in: unit.chosen)
                return BalancesPage(
                    period: unit.period(days.period, book, leftOut: sheet.leftOut),
                    besides: days.field,
                    tables: BalanceSheetTables(sheet, book, today: today).tables,
                    keep: days.isWrong ? nil : site.keepForm(.balances, request.query)
                )
            }
        }
    }

    private var netWorth: Endpoint {
        Endpoint(.get, Self.path + "/net-worth", surface: .page, access: .unlocked) { request in
            let days = ReportDays(request.query, site, longest: .century)
            let (unit, today) = (ReportUnit(request.query), site.today)
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let report = try book.netWorth(from: days.from, to: days.to, in: unit.chosen)
                return NetWorthPage(
                    period: unit.period(days.period, book, leftOut: report.leftOut),
                    tables: FlowTables.netWorth(report, book, today: today),
                    keep: keep(.netWorth, days, request)
                )
            }
        }
    }

    /// Values are in the base currency by nature, so there is no choice of it.
    private var currencies: Endpoint {
        Endpoint(.get, ReportTab.currencies.path, surface: .page, access: .unlocked) { request in
            let days = ReportDays(request.query, site)
            let today = site.today
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let report = try book.currencyReport(from: days.from, to: days.to)
                let words = CurrencyWords(report, book, today: today)
                var period = days.period
                period.leftOut = ReportUnit.sentence(report.leftOut)
                return CurrenciesPage(
                    period: period,
                    base: report.base.code,
                    figures: words.figures,
                    rows: words.rows
                )
            }
        }
    }
}
