package import Cycle
package import Primitives

/// Puts a report on A4 pages: the same bytes for the same report, fonts and time.
///
/// - Source: docs/spec/doctor-report.md §9; docs/decisions/0018-reports-by-cairo-and-pango.md.
package struct PaperReportPrinter: ReportPrinter {
    private let fonts: ReportFonts

    package init(fonts: ReportFonts = .usual) { self.fonts = fonts }

    package func pdf(
        _ blocks: [ReportBlock],
        title: String,
        time: Timestamp,
        page: (_ number: Int, _ count: Int) -> String
    ) throws(ReportPrinterError) -> [UInt8] {
        let canvas = try Canvas(width: Paper.width, height: Paper.height, fonts: fonts)
        canvas.describe(title: title, created: time.iso)
        let pages = Pages.placed(PaperLayout.pieces(blocks, canvas))
        for (place, pieces) in pages.enumerated() {
            for piece in pieces { piece.draw(canvas, piece.y) }
            let foot = page(place + 1, pages.count)
            let y = Paper.height - Paper.margin - Paper.foot + 14
            canvas.draw(foot, .small, x: Paper.margin, y: y, width: Paper.textWidth, atRight: true)
            canvas.endPage()
        }
        return PDFProducer.removed(from: try canvas.finish())
    }
}

/// The line in which cairo names itself and its version.
enum PDFProducer {
    /// Blanks it out, so that no offset of the file changes.
    static func removed(from bytes: [UInt8]) -> [UInt8] {
        let key = Array("/Producer (".utf8)
        var result = bytes
        guard var place = bytes.indices.last(where: { bytes[$0...].starts(with: key) }).map({ $0 + key.count }) else {
            return bytes
        }
        var depth = 1
        while place < result.count {
            if result[place] == UInt8(ascii: "(") { depth += 1 }
            if result[place] == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { break }
            result[place] = 0x20
            place += 1
        }
        return result
    }
}
