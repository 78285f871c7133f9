package import Cycle
import Delimited
import Primitives

/// Reads the table that ``DiaryCSVWriter`` writes.
///
/// A cell that says nothing possible is listed and left out; the rest of its day stands.
///
/// - Source: docs/spec/diary-export.md §3.
package struct DiaryCSVReader {
    private var skipped = SkippedEntries()
    private var days: [ImportedDay] = []

    /// Whether a table is ours: by its first line, all of it.
    package static func isOurs(_ bytes: [UInt8]) -> Bool {
        let header = DiaryColumn.allCases.map(\.rawValue).joined(separator: ",")
        return withoutMark(bytes).starts(with: Array(header.utf8))
    }

    /// Without the byte order mark that spreadsheets put in front.
    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }

    private init() {}

    /// - `bytes`: untrusted; at most ``DiaryImportLimits/fileByteCount``.
    package static func read(_ bytes: [UInt8]) throws(DiaryFileError) -> DiaryDocument {
        guard bytes.count <= DiaryImportLimits.fileByteCount else { throw .tooLarge }
        guard isOurs(bytes) else { throw .unknownFormat }
        var table = DelimitedTable(Array(withoutMark(bytes)))
        _ = try row(&table)
        var reader = DiaryCSVReader()
        var seen: Set<CalendarDay> = []
        var count = 0
        while let row = try row(&table) {
            count += 1
            reader.read(row, &seen)
        }
        return DiaryDocument(.flowkeepCSV, days: reader.days, skipped: reader.skipped, entryCount: count)
    }

    private static func row(_ table: inout DelimitedTable) throws(DiaryFileError) -> DelimitedTable.Row? {
        do throws(DelimitedTable.Failure) {
            return try table.next()
        } catch {
            throw error == .notUTF8 ? .notText : .damaged
        }
    }

    private mutating func read(_ row: DelimitedTable.Row, _ seen: inout Set<CalendarDay>) {
        let place = FilePlace(.line, row.line)
        guard let day = CalendarDay(iso: row.cells[0]) else {
            return skipped.append(row.cells[0].isEmpty ? .noDay : .notADay, at: place, excerpt: row.cells[0])
        }
        guard seen.insert(day).inserted else { return skipped.append(.secondValue, at: place, excerpt: row.cells[0]) }
        guard days.count < DiaryImportLimits.dayCount else { return skipped.append(.tooManyDays, at: place) }
        var cells = DiaryCells(row.cells)
        let imported = cells.day(day, at: place)
        for fault in cells.faults { skipped.append(.unknownValue, at: place, excerpt: fault) }
        if !imported.fields.isEmpty { days.append(imported) }
    }
}
