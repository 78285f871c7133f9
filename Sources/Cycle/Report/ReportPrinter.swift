package import Primitives

/// Puts a report on paper.
///
/// One conforming type exists, in ReportPDF; a protocol because pages and API must not know how.
package protocol ReportPrinter: Sendable {
    /// A PDF.
    ///
    /// - `title`: Of the document; neither the person's name nor a day belongs in it.
    /// - `time`: When it was made: the same report and time give the same bytes.
    /// - `page`: What stands at the foot, such as `Page 2 of 3`.
    /// - Throws: ``ReportPrinterError``.
    func pdf(
        _ blocks: [ReportBlock],
        title: String,
        time: Timestamp,
        page: (_ number: Int, _ count: Int) -> String
    ) throws(ReportPrinterError) -> [UInt8]
}

/// Why a report could not be put on paper.
///
/// No case carries a word of the report.
package enum ReportPrinterError: Error, Hashable, Sendable {
    /// None of the fonts is on this machine.
    case noFont
    /// The graphics library gave up, by its own number.
    case drawing(Int)
}
