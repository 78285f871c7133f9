import Cycle
import HTTPTypes
import Primitives

/// The calendar of the diary: `/cycle/calendar?month=2026-11`.
struct CycleCalendarPages: Sendable {
    static let path = "/cycle/calendar"

    let site: PageSite

    var endpoints: [Endpoint] {
        [
            .diaryPage(Self.path) { request in
                let month = request.query["month"].flatMap { CalendarDay(month: $0) } ?? site.today.firstOfMonth
                guard (1900...2200).contains(month.parts.year) else { throw Problem(.notFound) }
                return try await site.diaryAnswer(at: .cycle(.calendar), request) { reading in
                    CycleCalendarWords(reading: reading).page(month: month)
                }
            }
        ]
    }
}
