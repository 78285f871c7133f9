import Money

/// Where something stands in a statement: its line, or its entry where a file has several on one line.
///
/// XML need not have line breaks: then everything is on line 1, which tells nobody anything.
struct FilePosition: Sendable {
    private let hasEntries: Bool

    init(_ proposal: ImportDesk.Proposal) {
        var entries: [Int: Int] = [:]
        var isShared = false
        for line in proposal.staged.document.rejected where line.entry > 0 && !isShared {
            isShared = entries.updateValue(line.entry, forKey: line.line).map { $0 != line.entry } ?? false
        }
        // Rows are in the order of the file: those of one line stand together.
        var last = (line: 0, entry: 0)
        for row in proposal.preview.rows where row.row.entry > 0 && !isShared {
            let (line, entry) = (row.row.line, row.row.entry)
            isShared = (line == last.line && entry != last.entry) || (entries[line].map { $0 != entry } ?? false)
            last = (line, entry)
        }
        hasEntries = isShared
    }

    /// Nil where the line says it.
    func entry(_ row: StatementRow) -> Int? { hasEntries && row.entry > 0 ? row.entry : nil }

    func entry(_ line: RejectedLine) -> Int? { hasEntries && line.entry > 0 ? line.entry : nil }
}
