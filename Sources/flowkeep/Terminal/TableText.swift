import Composition

/// Rows of text for people (aligned) and for spreadsheets (RFC 4180).
enum TableText {
    static func table(_ table: ReportTable) -> String {
        guard !table.rows.isEmpty else { return "Nothing to report in these days." }
        let lines = [table.columns.map(\.title)] + table.rows + table.totals
        let widths = table.columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = zip(zip(line, widths), table.columns).map { cell, column in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column.isAmount ? padding + cell.0 : cell.0 + padding
            }
            return trimmedRight(cells.joined(separator: "  "))
        }.joined(separator: "\n")
    }

    /// Rows of text, a header first.
    static func aligned(_ lines: [[String]]) -> String {
        let widths = (lines.first ?? []).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return trimmedRight(cells.joined(separator: "  "))
        }.joined(separator: "\n")
    }

    /// Totals are left out: whoever reads rows adds them up.
    static func csv(_ table: ReportTable) -> String {
        let header = table.columns.map { quoted($0.title) }.joined(separator: ",")
        let rows = table.rows.map { row in
            zip(row, table.columns).map { $1.isAmount ? $0 : quoted(guarded($0)) }.joined(separator: ",")
        }
        return ([header] + rows).map { $0 + "\r\n" }.joined()
    }

    /// A text cell that a spreadsheet would take for a formula gets an apostrophe (SECURITY_NOTES, “CSV injection”).
    private static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func trimmedRight(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }
}
