import Cycle
import CycleSimulation
import Primitives
import Testing

@testable import ReportPDF

@Suite("A report on paper")
struct ReportPDFTests {
    private let time = Timestamp(milliseconds: 1_800_000_000_000)

    private func bytes(_ blocks: [ReportBlock], title: String = "Report") throws -> [UInt8] {
        try PaperReportPrinter().pdf(blocks, title: title, time: time) { "page \($0) of \($1)" }
    }

    /// How often a text stands in a file.
    private func count(_ words: String, in bytes: [UInt8]) -> Int {
        let words = Array(words.utf8)
        return bytes.indices.count { bytes[$0] == words[0] && bytes[$0...].starts(with: words) }
    }

    private var day: CalendarDay { CalendarDay(daysSinceEpoch: 20_000) }

    /// A year of a diary in which every field comes up.
    private func report(name: String? = nil) -> DoctorReport {
        var random = RandomEntries(seed: 5, density: 0.5)
        let days = (0..<365).map { place in
            var entry = random.next()
            entry.bleeding = place % 28 < 5 ? BleedingEntry(Bleeding(.medium)) : nil
            return DiaryCopy.Day(day.adding(days: place), entry)
        }
        let choices = ReportChoices(
            span: .lastCycles(12),
            sections: Set(ReportSection.allCases),
            symptomMinimum: 1,
            name: name
        )
        return DoctorReport(DiaryCopy(days: days), choices, today: day.adding(days: 364))
    }

    @Test("it is a PDF of A4 pages with its end")
    func structure() throws {
        let bytes = try bytes(ReportBlocks.blocks(report(), PlainWords()))
        #expect(bytes.starts(with: Array("%PDF-1.".utf8)))
        #expect(bytes.suffix(6).elementsEqual(Array("%%EOF\n".utf8)))
        let pages = count("/Type /Page ", in: bytes)
        #expect(pages > 3)
        #expect(count("/MediaBox [ 0 0 595.276 841.89 ]", in: bytes) == pages)
        // What reads it aloud finds headings.
        #expect(count("/StructTreeRoot", in: bytes) > 0 && count("/S /H2", in: bytes) > 3)
    }

    @Test("fonts are in it, and only the letters it uses")
    func fonts() throws {
        let bytes = try bytes([.title("Report")])
        #expect(count("/FontFile2", in: bytes) >= 1)
        // `ABCDEF+Name` is a subset.
        #expect(count("+DejaVuSans-Bold", in: bytes) >= 1)
        #expect(bytes.count < 40_000)
    }

    @Test("the same report has the same bytes")
    func deterministic() throws {
        let blocks = ReportBlocks.blocks(report(name: "A"), PlainWords())
        #expect(try bytes(blocks) == bytes(blocks))
    }

    @Test("nothing says what made it, nor who it is of")
    func metadata() throws {
        let bytes = try bytes([.title("x")], title: "Report")
        for word in ["cairo 1", "cairographics", "pango", "lowkeep"] { #expect(count(word, in: bytes) == 0, "\(word)") }
        #expect(count("/Title (Report)", in: bytes) == 1)
        #expect(count("/Author", in: bytes) == 0)
        #expect(count("/CreationDate (20270115080000", in: bytes) == 1)
    }

    @Test("text of three scripts is laid out, and any text is taken")
    func scripts() throws {
        let long = String(repeating: "W", count: 2000)
        let texts = ["Größe", "मासिक धर्म की रिपोर्ट", "日", "🌙", "a\0b", "", long, "x\ny\n\nz"]
        let bytes = try bytes(texts.map { .text($0) } + [.lines([ReportBlock.Line(label: "n", value: texts[7])])])
        #expect(count("+Lohit-Devanagari", in: bytes) + count("+LohitDevanagari", in: bytes) >= 1)
    }

    @Test("a table that is too wide gives way, an empty one is none")
    func tables() throws {
        let wide = String(repeating: "wide ", count: 60)
        let table = ReportBlock.Table(
            columns: ["a", "b", "c"],
            numbers: [1],
            rows: [[wide, "1", wide], ["x", "2", ""]]
        )
        #expect(try !bytes([.table(table), .table(.init(columns: ["a"], numbers: [], rows: []))]).isEmpty)
    }

    @Test("without a font there is no report")
    func noFont() {
        let fonts = ReportFonts(files: ["/nowhere.ttf"])
        #expect(throws: ReportPrinterError.noFont) {
            try PaperReportPrinter(fonts: fonts).pdf([.title("x")], title: "x", time: time) { _, _ in "" }
        }
    }

    @Test("what a page cannot hold goes on the next, and no heading is the last of its page")
    func breaks() {
        func piece(_ height: Double, keeps: Bool = false) -> Piece {
            Piece(height: height, keepsWithNext: keeps) { _, _ in }
        }
        let full = Paper.textHeight
        #expect(Pages.placed([piece(full / 2), piece(full / 2), piece(1)]).map(\.count) == [2, 1])
        #expect(Pages.placed([piece(full - 20), piece(15, keeps: true), piece(10)]).map(\.count) == [1, 2])
        #expect(Pages.placed([piece(full * 2), piece(1)]).map(\.count) == [1, 1])
        #expect(Pages.placed([piece(10, keeps: true)]).map(\.count) == [1])
    }
}
