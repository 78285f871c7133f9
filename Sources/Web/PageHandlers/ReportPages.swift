import HTTPTypes
import Money
import Primitives

/// Spending, cash flow, balances and net worth.
struct ReportPages: Sendable {
    private static let path = "/money/reports"
    let site: PageSite

    var endpoints: [Endpoint] { [spending, cashFlow, balances, netWorth] }

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
            let days = days(request)
            let words = site.words(request)
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let filter = TransactionFilter(from: days.from, to: days.to)
                let pivot = try PivotTables(book, down: .category, across: .month, filter)
                let notes = PivotNotes.sentences(pivot, .category, .month, words)
                return SpendingPage(
                    period: days.period,
                    tables: pivot.tables,
                    notes: notes,
                    keep: keep(.spending, days, request)
                )
            }
        }
    }

    private var cashFlow: Endpoint {
        Endpoint(.get, Self.path + "/cash-flow", surface: .page, access: .unlocked) { request in
            let days = days(request)
            let today = site.today
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let tables = try FlowTables.cashFlow(book, from: days.from, to: days.to, today: today)
                return CashFlowPage(period: days.period, tables: tables, keep: keep(.cashFlow, days, request))
            }
        }
    }

    private var balances: Endpoint {
        Endpoint(.get, Self.path + "/balances", surface: .page, access: .unlocked) { request in
            let days = SheetDays(request.query, site)
            let today = site.today
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let sheet = try book.balanceSheet(at: days.day, besides: days.besides)
                return BalancesPage(
                    period: days.period,
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
            let today = site.today
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let tables = try FlowTables.netWorth(book, from: days.from, to: days.to, today: today)
                return NetWorthPage(period: days.period, tables: tables, keep: keep(.netWorth, days, request))
            }
        }
    }
}
