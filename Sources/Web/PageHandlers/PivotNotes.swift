import Money

/// What a table does not show, in words.
enum PivotNotes {
    static func sentences(
        _ pivot: PivotTables,
        _ down: ReportAxis,
        _ across: ReportAxis?,
        _ words: Words
    ) -> [String] {
        var notes: [String] = []
        if pivot.hiddenRowCount > 0 {
            notes.append(
                words.count(
                    pivot.hiddenRowCount,
                    one: "{count} more row is smaller than these; it is part of the sum.",
                    other: "{count} more rows are smaller than these; they are part of the sum."
                )
            )
        }
        if pivot.hiddenColumnCount > 0 {
            notes.append(
                words.count(
                    pivot.hiddenColumnCount,
                    one: "{count} more column is left out; it is part of the sum.",
                    other: "{count} more columns are left out; they are part of the sum."
                )
            )
        }
        if down == .tag || across == .tag {
            notes.append(words("An entry with several tags counts under each of them, and once in the sum."))
        }
        return notes
    }
}
