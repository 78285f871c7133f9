import HTTPTypes
import Money
import Primitives

/// A month in charts: `/money/month/2026-11`, and the running one at `/money/month`.
struct MonthPages: Sendable {
    static let path = "/money/month"
    /// The charts look a year back, and a year at either end of the calendar is nobody's.
    private static let years = 2...9998

    /// Where the month of a day is shown.
    static func path(_ day: CalendarDay) -> String { path + "/" + day.iso.prefix(7) }

    let site: PageSite

    var endpoints: [Endpoint] { [running, one] }

    private var running: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await answer(request, month: site.today.firstOfMonth)
        }
    }

    private var one: Endpoint {
        Endpoint(.get, Self.path + "/{month}", surface: .page, access: .unlocked) { request in
            guard let month = CalendarDay(iso: request.parameter("month") + "-01"),
                Self.years.contains(month.parts.year)
            else { throw Problem(.notFound) }
            return try await answer(request, month: month)
        }
    }

    private func answer(_ request: WebRequest, month: CalendarDay) async throws -> Answer {
        let today = site.today
        let words = site.words(request)
        let currency = request.query["currency"].flatMap { Currency(code: $0) }
        let unit = ReportUnit(request.query).chosen
        return try await site.keptAnswer(at: .money(.month), request) { book throws(MoneyError) in
            try MonthWords(book, month: month, today: today, currency: currency, in: unit, words).page
        }
    }
}
