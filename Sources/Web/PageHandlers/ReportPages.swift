import HTTPTypes
import Money
import Primitives

/// Spending, cash flow, balances and net worth.
struct ReportPages: Sendable {
    private static let path = "/money/reports"
    let site: PageSite

    var endpoints: [Endpoint] { [spending, cashFlow, balances, netWorth] }

    private func days(_ request: WebRequest) -> ReportDays { ReportDays(request.query, site) }

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
                return SpendingPage(period: days.period, tables: pivot.tables, notes: notes)
            }
        }
    }

    private var cashFlow: Endpoint {
        Endpoint(.get, Self.path + "/cash-flow", surface: .page, access: .unlocked) { request in
            let days = days(request)
            let today = site.today
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let tables = try FlowTables.cashFlow(book, from: days.from, to: days.to, today: today)
                return CashFlowPage(period: days.period, tables: tables)
            }
        }
    }

    private var balances: Endpoint {
        Endpoint(.get, Self.path + "/balances", surface: .page, access: .unlocked) { request in
            let text = request.query["to"] ?? ""
            let day = CalendarDay(iso: text)
            let isWrong = !text.isEmpty && day == nil
            let shown = day ?? site.today
            let errors =
                isWrong
                ? [
                    FieldError(
                        field: "to",
                        label: localized("On"),
                        message: localized("It must be a day such as 2026-11-20.")
                    )
                ] : []
            let period = ReportPeriod(
                words: localized("At the end of {day}", ["day": site.dayText(shown).medium]),
                from: nil,
                to: text.isEmpty ? shown.iso : text,
                problems: FormProblems(errors: errors)
            )
            let words = site.words(request)
            return try await answer(request, isWrong: isWrong) { book throws(MoneyError) in
                let groups = AccountGroups(words: words, grouping: book.settings.digitGrouping).groups(
                    try book.balances(at: shown).rows.map { .init(account: $0.account, minorUnits: $0.minorUnits) }
                )
                return BalancesPage(period: period, groups: groups)
            }
        }
    }

    private var netWorth: Endpoint {
        Endpoint(.get, Self.path + "/net-worth", surface: .page, access: .unlocked) { request in
            let days = ReportDays(request.query, site, longest: .century)
            let today = site.today
            return try await answer(request, isWrong: days.isWrong) { book throws(MoneyError) in
                let tables = try FlowTables.netWorth(book, from: days.from, to: days.to, today: today)
                return NetWorthPage(period: days.period, tables: tables)
            }
        }
    }
}
