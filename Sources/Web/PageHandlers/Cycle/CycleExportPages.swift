import Cycle
import HTTPTypes
import NIOCore
import Primitives
import Vault

/// The diary as files, at `/cycle/export`.
///
/// A file comes by form and has a name that says nothing of what is in it.
struct CycleExportPages: Sendable {
    static let path = "/cycle/export"

    let site: PageSite

    var endpoints: [Endpoint] { [show, file] }

    private var show: Endpoint {
        .diaryPage(Self.path) { request in
            let exporter = site.services.diaryExporter
            let words = site.words(request)
            let page = try await CycleVault(request, site.services).read { book, _ in
                let copy = DiaryCopy(book)
                let exporting = CycleExportWords(words: words)
                return CycleExportPage(
                    isEmpty: book.isEmpty,
                    formats: DiaryExportFormat.allCases.map {
                        exporting.format($0, exporter.omissions(of: copy, in: $0))
                    }
                        + [exporting.calendar()]
                )
            }
            return try await site.answer(page, request)
        }.with { $0.needsProof = true }
    }

    private var file: Endpoint {
        Endpoint.form(Self.path + "/file") { request in
            let name = request.form["format"] ?? ""
            let vault = try CycleVault(request, site.services)
            if name == CycleExportWords.calendarCode {
                let titles = CycleExportWords(words: site.words(request)).titles()
                let today = site.today
                let events = Self.events(try await vault.read { book, _ in book }, titles, today: today)
                let bytes = site.services.diaryExporter.calendar(
                    events,
                    title: titles.calendar,
                    options: DiaryExportAPI.options(vault)
                )
                return DiaryExportAPI.download(bytes, "diary.ics", "text/calendar; charset=utf-8")
            }
            guard let format = DiaryExportFormat(rawValue: name) else { throw Problem(.malformedBody) }
            return try await DiaryExportAPI.file(format, request, site.services)
        }.with {
            $0.purpose = .export
            $0.needsProof(thenAt: Self.path)
            // The same file may be asked for twice.
            $0.takesIdempotencyKey = false
        }
    }

    /// What she entered; what is only estimated does not leave.
    private static func events(_ book: CycleBook, _ titles: CalendarTitles, today: CalendarDay) -> [CalendarEvent] {
        let items = Dictionary(book.itemRows.map { ($0.id.rawValue, $0.item) }) { $1 }
        let planned = CalendarEvents.events([.renewals, .appointments], prediction: nil, items: items, titles: titles)
        let past = CycleList(book.facts).cycles.map { cycle in
            CalendarEvent(
                key: "period-\(cycle.start.iso)",
                days: cycle.start...max(cycle.start, cycle.periodEnd),
                title: titles.period
            )
        }
        return past + planned
    }
}
