import Cycle
import HTTPTypes
import NIOCore
import Primitives
import Sealing
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
        }
    }

    private var file: Endpoint {
        Endpoint.form(Self.path + "/file") { request in
            let name = request.form["format"] ?? ""
            let vault = try CycleVault(request, site.services)
            var options = DiaryExportOptions(namespace: Self.namespace(vault), time: site.services.now())
            // What goes to a health record is asked for by name: sex and notes stay here.
            options.fields.subtract([.sex, .note])
            let exporter = site.services.diaryExporter
            if name == CycleExportWords.calendarCode {
                let titles = CycleExportWords(words: site.words(request)).titles()
                let today = site.today
                let events = Self.events(try await vault.read { book, _ in book }, titles, today: today)
                let bytes = exporter.calendar(events, title: titles.calendar, options: options)
                return Self.answer(bytes, "text/calendar; charset=utf-8", "diary.ics")
            }
            guard let format = DiaryExportFormat(rawValue: name) else { throw Problem(.malformedBody) }
            let copy = try await vault.read { book, _ in DiaryCopy(book) }
            let bytes = exporter.bytes(of: copy, as: format, options: options)
            return Self.answer(bytes, format.mediaType, format.fileName)
        }.with {
            $0.purpose = .export
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

    /// The names of what leaves are made from it; the vault's id cannot be told from it.
    private static func namespace(_ vault: CycleVault) -> [UInt8] {
        let digest = Digest.sha256(Array("flowkeep/1/diary-export".utf8) + vault.access.vaultID.bytes)
        return Array(digest.prefix(16))
    }

    private static func answer(_ bytes: [UInt8], _ media: String, _ name: String) -> Answer {
        var answer = Answer(status: .ok, body: ByteBuffer(bytes: bytes))
        answer.fields[.contentType] = media
        return answer.adding(.contentDisposition, "attachment; filename=\"\(name)\"")
    }
}
