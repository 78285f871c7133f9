import HTTPTypes
import Money
import Primitives
import Vault

/// `/api/v1/money/reports`.
struct ReportsAPI: Sendable {
    private static let path = "/api/v1/money/reports"

    let services: WebServices

    var endpoints: [Endpoint] {
        [
            spending, pivot, incomeStatement, calendar, cashFlow, balances, balanceSheet, netWorth, trend, currencies,
        ]
    }

    private var spending: Endpoint {
        Endpoint(.get, Self.path + "/spending", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let (axes, unit) = (try Self.axes(request.query), try Self.unit(request.query))
            return try await answer(request, "spending") { book throws(MoneyError) in
                ReportJSON.bytes(try book.spending(by: axes, filter, in: unit), filter, book)
            }
        }.with {
            $0.summary = "What was spent, by one or two of month, category, account, payee, tag and person."
            $0.query = QueryFilter.parameters + [Self.axesParameter, Self.unitParameter]
            $0.responses = [.init(.ok, "Sums by currency and by what was asked for.", ReportSchemas.pivot)]
        }
    }

    private var pivot: Endpoint {
        Endpoint(.get, Self.path + "/pivot", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let (axes, measure) = (try Self.axes(request.query), try Self.measure(request.query))
            let unit = try Self.unit(request.query)
            return try await answer(request, "pivot") { book throws(MoneyError) in
                ReportJSON.bytes(try book.pivot(measure, by: axes, filter, in: unit), filter, book)
            }
        }.with {
            $0.summary = "What was spent, came in or was kept, by one or two things."
            $0.query = QueryFilter.parameters + [Self.measureParameter, Self.axesParameter, Self.unitParameter]
            $0.responses = [.init(.ok, "Sums by currency and by what was asked for.", ReportSchemas.pivot)]
        }
    }

    private var incomeStatement: Endpoint {
        Endpoint(.get, Self.path + "/income-statement", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let comparison = try Self.chosen("compare", request.query) { SpanComparison(rawValue: $0) }
            let unit = try Self.unit(request.query)
            return try await answer(request, "income-statement") { book throws(MoneyError) in
                ReportJSON.bytes(try book.incomeStatement(filter, comparedWith: comparison, in: unit), filter, book)
            }
        }.with {
            $0.summary = "What came in and went out by category, beside an earlier time."
            $0.query =
                QueryFilter.parameters + [
                    .init(
                        "compare",
                        .enumeration(SpanComparison.allCases.map(\.rawValue)),
                        "With which time; needs both days."
                    ), Self.unitParameter,
                ]
            $0.responses = [.init(.ok, "One row for each category and currency.", ReportSchemas.incomeStatement)]
        }
    }

    private var calendar: Endpoint {
        Endpoint(.get, Self.path + "/calendar", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let (measure, unit) = (try Self.measure(request.query), try Self.unit(request.query))
            return try await answer(request, "calendar") { book throws(MoneyError) in
                ReportJSON.bytes(try book.dailyFlows(measure, filter, in: unit), filter)
            }
        }.with {
            $0.summary = "What each day came to; at most two years."
            $0.query = QueryFilter.parameters + [Self.measureParameter, Self.unitParameter]
            $0.responses = [.init(.ok, "One row for each day on which something happened.", ReportSchemas.calendar)]
        }
    }

    private var cashFlow: Endpoint {
        Endpoint(.get, Self.path + "/cash-flow", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let unit = try Self.unit(request.query)
            return try await answer(request, "cash-flow") { book throws(MoneyError) in
                ReportJSON.bytes(try book.cashFlow(filter, in: unit), filter)
            }
        }.with {
            $0.summary = "Income, spending and what was kept, month by month."
            $0.query = QueryFilter.parameters + [Self.unitParameter]
            $0.responses = [.init(.ok, "One row for each month and currency.", ReportSchemas.cashFlow)]
        }
    }

    private var balances: Endpoint {
        Endpoint(.get, Self.path + "/balances", surface: .api, access: .unlocked) { request in
            let day = request.query["to"].flatMap { CalendarDay(iso: $0) }
            let unit = try Self.unit(request.query)
            return try await answer(request, "balances") { book throws(MoneyError) in
                ReportJSON.bytes(try book.balances(at: day, in: unit), base: book.settings.baseCurrency)
            }
        }.with {
            $0.summary = "What is in each account."
            $0.query = [
                .init("to", .day, "At the end of this day; of everything by itself."), Self.unitParameter,
            ]
            $0.responses = [.init(.ok, "One row for each account.", ReportSchemas.balances)]
        }
    }

    private var balanceSheet: Endpoint {
        Endpoint(.get, Self.path + "/balance-sheet", surface: .api, access: .unlocked) { request in
            let day = request.query["to"].flatMap { CalendarDay(iso: $0) } ?? services.today()
            let besides = request.query["beside"].flatMap { CalendarDay(iso: $0) }
            let unit = try Self.unit(request.query)
            return try await answer(request, "balance-sheet") { book throws(MoneyError) in
                ReportJSON.bytes(try book.balanceSheet(at: day, besides: besides, in: unit))
            }
        }.with {
            $0.summary = "What is owned and owed at the end of a day, beside another day."
            $0.query = [
                .init("to", .day, "At the end of this day; today by itself."),
                .init("beside", .day, "The day it is compared with."), Self.unitParameter,
            ]
            $0.responses = [.init(.ok, "One row for each account, and sums by currency.", ReportSchemas.balanceSheet)]
        }
    }

    private var trend: Endpoint {
        Endpoint(.get, Self.path + "/trend", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let measure = try Self.measure(request.query)
            let step = try Self.chosen("by", request.query) { TrendStep(rawValue: $0) } ?? .month
            let unit = try Self.unit(request.query)
            return try await answer(request, "trend") { book throws(MoneyError) in
                ReportJSON.bytes(try book.trend(measure, by: step, filter, in: unit), filter)
            }
        }.with {
            $0.summary = "A measure by week, month or year, with its moving average and what it was a year before."
            $0.query =
                QueryFilter.parameters + [
                    Self.measureParameter,
                    .init("by", .enumeration(TrendStep.allCases.map(\.rawValue)), "The step; `month` by itself."),
                    Self.unitParameter,
                ]
            $0.responses = [.init(.ok, "One row for each step and currency; needs both days.", ReportSchemas.trend)]
        }
    }

    private var netWorth: Endpoint {
        Endpoint(.get, Self.path + "/net-worth", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            let unit = try Self.unit(request.query)
            return try await answer(request, "net-worth") { book throws(MoneyError) in
                ReportJSON.bytes(try book.netWorth(from: filter.from, to: filter.to, in: unit))
            }
        }.with {
            $0.summary = "What everything adds up to at the end of each month; debts are negative."
            $0.query = QueryFilter.days + [Self.unitParameter]
            $0.responses = [.init(.ok, "One row for each month and currency.", ReportSchemas.netWorth)]
        }
    }

    private var currencies: Endpoint {
        Endpoint(.get, Self.path + "/currencies", surface: .api, access: .unlocked) { request in
            let filter = try QueryFilter.filter(request.query, today: services.today())
            guard let from = filter.from, let to = filter.to else {
                let name = filter.from == nil ? "from" : "to"
                throw Problem(.invalid, fields: [.init(name, "It is missing.")])
            }
            return try await answer(request, "currencies") { book throws(MoneyError) in
                ReportJSON.bytes(try book.currencyReport(from: from, to: to))
            }
        }.with {
            $0.summary = "What other currencies held and gained, in the base currency; needs both days."
            $0.query = QueryFilter.days
            $0.responses = [.init(.ok, "One row for each currency but the base.", ReportSchemas.currencies)]
        }
    }

    private static let unitParameter = Endpoint.Parameter(
        "in",
        .enumeration(ReportCurrency.allCases.map(\.rawValue)),
        "`base` converts everything to the base currency by the rates of the book; `original` by itself."
    )

    private static func unit(_ query: FormFields) throws(Problem) -> ReportCurrency {
        try chosen("in", query) { ReportCurrency(rawValue: $0) } ?? .original
    }

    private static let axesParameter = Endpoint.Parameter(
        "by",
        .string(.reportAxes, length: 1...20),
        "One or two, with a comma; `month,category` by itself."
    )

    private static let measureParameter = Endpoint.Parameter(
        "measure",
        .enumeration(FlowMeasure.allCases.map(\.rawValue)),
        "What is added up; `spending` by itself."
    )

    private static func measure(_ query: FormFields) throws(Problem) -> FlowMeasure {
        try chosen("measure", query) { FlowMeasure(rawValue: $0) } ?? .spending
    }

    private static func chosen<Value>(
        _ name: String,
        _ query: FormFields,
        _ read: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let text = query[name] else { return nil }
        guard let value = read(text) else {
            throw Problem(.invalid, fields: [.init(name, "It must be one of the words that are listed for it.")])
        }
        return value
    }

    private static func axes(_ query: FormFields) throws(Problem) -> [ReportAxis] {
        guard let text = query["by"] else { return [.month, .category] }
        do throws(MoneyError) {
            return try ReportAxis.list(text)
        } catch {
            let names = ReportAxis.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.invalid, fields: [.init("by", "It must be one or two of \(names), with a comma.")])
        }
    }

    /// The finished answer: from the cache when it is of the present head, else made and kept.
    private func answer(
        _ request: WebRequest,
        _ name: String,
        _ make: @escaping (MoneyBook) throws(MoneyError) -> [UInt8]
    ) async throws -> Answer {
        let vault = try MoneyVault(request, services)
        // A search can say `last-month`: the same question of another day is another question.
        let query = name + "?" + request.query.canonical + "#" + services.today().iso
        let key = ReportCache.Key(account: request.session?.account ?? .init(high: 0, low: 0), query: query)
        let (now, mark) = (services.now(), services.reports.mark())
        let (answer, head, isNew) = try await vault.read {
            book,
            head throws(MoneyError) -> (Answer, JournalHead, Bool) in
            if let kept = services.reports.answer(key, head: head, now: now) { return (kept, head, false) }
            let fresh = Answer.json(try make(book)).adding(.eTag, EntityTag.of(head, query: query))
            return (fresh, head, true)
        }
        // Only now: what was read is durable here, and an answer of a head that never was must not be kept.
        if isNew { services.reports.keep(answer, for: key, since: mark, head: head, now: now) }
        return answer
    }
}
