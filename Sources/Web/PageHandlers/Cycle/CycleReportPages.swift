import Cycle
import HTTPTypes
import NIOCore
import Primitives

/// The summary for a doctor: `/cycle/report`, as a page to print, as PDF, and its figures as a table.
///
/// What is typed and ticked comes by form and is kept nowhere.
struct CycleReportPages: Sendable {
    static let path = "/cycle/report"
    private static let usualSpan = "c6"

    let site: PageSite

    var endpoints: [Endpoint] { [show, choose, pdf, figures] }

    private var show: Endpoint {
        .diaryPage(Self.path) { request in
            try await answer(request, DoctorChoices(), sent: (Self.usualSpan, ""))
        }
    }

    private var choose: Endpoint {
        .diaryForm(Self.path) { request in
            let sent = Self.sent(request.form)
            let choices: DoctorChoices
            do throws(FormRefusal) {
                choices = try self.choices(request.form)
            } catch {
                return try await refused(request, error)
            }
            return try await answer(request, choices, sent: sent)
        }.with { $0.body = .form(repeatable: ["part"]) }
    }

    private func refused(_ request: WebRequest, _ refusal: FormRefusal) async throws -> Answer {
        let sections = DoctorChoices(sections: Self.sections(request.form))
        return try await answer(request, sections, sent: Self.sent(request.form), problems: refusal.problems)
    }

    // MARK: What was chosen

    private static func sent(_ form: FormFields) -> (span: String, name: String) {
        (form["span"] ?? usualSpan, form["name"] ?? "")
    }

    private static func sections(_ form: FormFields) -> Set<ReportSection> {
        Set(form.all("part").compactMap { UInt8($0).flatMap { ReportSection(rawValue: $0) } })
    }

    private func choices(_ form: FormFields) throws(FormRefusal) -> DoctorChoices {
        let sent = Self.sent(form)
        guard let span = CycleReportWords.span(sent.span, today: site.today) else {
            throw FormRefusal("span", localized("Which time"), localized("Choose one of them."))
        }
        let sections = Self.sections(form)
        guard !sections.isEmpty else {
            throw FormRefusal("part", localized("What goes in"), localized("Choose at least one."))
        }
        let name = sent.name.trimmingWhitespace()
        guard name.unicodeScalars.count <= DoctorChoices.nameCharacters else {
            throw FormRefusal("name", localized("A line for your name"), localized("It is too long."))
        }
        return DoctorChoices(span: span, sections: sections, name: name.isEmpty ? nil : name)
    }

    // MARK: The report

    private func answer(
        _ request: WebRequest,
        _ choices: DoctorChoices,
        sent: (span: String, name: String),
        problems: FormProblems = .none
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let book = try await CycleVault(request, site.services).read { book, _ in book }
        let text = BodyText(book, words, today: today)
        let blocks = problems.isShown ? nil : Self.blocks(book, choices, text)
        let page = CycleReportWords(choices: choices, text: text, problems: problems).page(blocks, sent: sent)
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func blocks(_ book: CycleBook, _ choices: DoctorChoices, _ text: BodyText) -> [ReportBlock] {
        let report = DoctorReport(DiaryCopy(book), choices, today: text.today)
        return ReportBlocks.blocks(report, ReportText(book, text))
    }

    private var pdf: Endpoint {
        file("/pdf", name: "summary.pdf", media: "application/pdf") { blocks, names throws(Problem) in
            do throws(ReportPrinterError) {
                return try site.services.reportPrinter.pdf(
                    blocks,
                    title: names.label(.title),
                    time: site.services.now(),
                    page: { names.page($0, of: $1) }
                )
            } catch {
                throw Problem(.unavailable)
            }
        }
    }

    private var figures: Endpoint {
        file("/figures", name: "summary.csv", media: "text/csv; charset=utf-8") { blocks, _ in
            ReportTable.bytes(blocks)
        }
    }

    /// The report as a file that a browser saves, or the form with what is wrong in it.
    private func file(
        _ path: String,
        name: String,
        media: String,
        _ make: @escaping @Sendable ([ReportBlock], ReportText) throws(Problem) -> [UInt8]
    ) -> Endpoint {
        Endpoint.diaryForm(Self.path + path) { request in
            let choices: DoctorChoices
            do throws(FormRefusal) {
                choices = try self.choices(request.form)
            } catch {
                return try await refused(request, error)
            }
            let (today, words) = (site.today, site.words(request))
            // Outside of the vault's lock: a report takes its time, and nobody else has to wait for it.
            let book = try await CycleVault(request, site.services).read { book, _ in book }
            let text = BodyText(book, words, today: today)
            let bytes = try make(Self.blocks(book, choices, text), ReportText(book, text))
            var answer = Answer(status: .ok, body: ByteBuffer(bytes: bytes))
            answer.fields[.contentType] = media
            return answer.adding(.contentDisposition, "attachment; filename=\"\(name)\"")
        }.with {
            $0.body = .form(repeatable: ["part"])
            $0.takesIdempotencyKey = false
        }
    }
}

/// The tables and lines of a report as comma-separated values, for who wants to go on counting.
///
/// - Shape: `part,row,column,value`, UTF-8, RFC 4180; a first line of these names.
enum ReportTable {
    static func bytes(_ blocks: [ReportBlock]) -> [UInt8] {
        var lines = ["part,row,column,value"]
        var part = ""
        func add(_ row: String, _ column: String, _ value: String) {
            lines.append([part, row, column, value].map(cell).joined(separator: ","))
        }
        for block in blocks {
            switch block {
            case .title(let title), .heading(let title): part = title
            case .lines(let facts): for fact in facts { add(fact.label, "", fact.value) }
            case .table(let table):
                for row in table.rows {
                    for (column, value) in zip(table.columns, row).dropFirst() { add(row.first ?? "", column, value) }
                }
            case .chart(let chart):
                for point in chart.points {
                    let value = String(point.value / 100) + "." + (point.value % 100 < 10 ? "0" : "")
                    add(chart.title, String(point.day), value + String(point.value % 100))
                }
            case .text, .smallPrint: break
            }
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// Quoted where it must be; what a spreadsheet would run as a formula begins with a quotation mark of its own.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t".contains($0) } ?? false
        let plain = isFormula ? "'" + text : text
        guard plain.contains(where: { ",\"\r\n".contains($0) }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}

extension ReportText {
    init(_ book: CycleBook, _ text: BodyText) {
        let names = BookNames(book)
        var symptoms: [SymptomID: String] = [:]
        var moods: [MoodID: String] = [:]
        for (key, _) in book.feelings {
            switch key.kind {
            case .symptom: SymptomID(rawValue: key.id).map { symptoms[$0] = names.name(key) }
            case .mood: MoodID(rawValue: key.id).map { moods[$0] = names.name(key) }
            }
        }
        self.init(text: text, units: BodyUnits(book.settings), symptoms: symptoms, moods: moods)
    }
}
