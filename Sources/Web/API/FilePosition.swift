import Money

/// Where something stands in a statement: its line, or its entry where a file has several on one line.
///
/// XML need not have line breaks: then everything is on line 1, which tells nobody anything.
struct FilePosition: Sendable {
    private let hasEntries: Bool

    init(_ proposal: ImportDesk.Proposal) {
        let rows = proposal.preview.rows.lazy.map { ($0.row.line, $0.row.entry) }
        let rejected = proposal.staged.document.rejected.lazy.map { ($0.line, $0.entry) }
        var entries: [Int: Int] = [:]
        func isShared(_ place: (line: Int, entry: Int)) -> Bool {
            if place.entry == 0 { return false }
            guard let other = entries.updateValue(place.entry, forKey: place.line) else { return false }
            return other != place.entry
        }
        hasEntries = rows.contains(where: isShared) || rejected.contains(where: isShared)
    }

    /// Nil where the line says it.
    func entry(_ row: StatementRow) -> Int? { hasEntries && row.entry > 0 ? row.entry : nil }

    func entry(_ line: RejectedLine) -> Int? { hasEntries && line.entry > 0 ? line.entry : nil }
}
