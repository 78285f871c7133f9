/// An import that was committed.
package struct EarlierImport: Sendable {
    let day: String
    let fileName: String
    let summary: String
    let undoPath: String?
    let undoNote: String?

    /// `summary`: `61 added, 4 duplicates left out`.
    ///
    /// `undo`: its id while it can be undone, or the words that say why not.
    package init(day: DayText, fileName: String, summary: String, undo: Undo) {
        self.day = day.short
        self.fileName = fileName
        self.summary = summary
        switch undo {
        case .possible(let id):
            undoPath = "/money/import/\(id)/undo"
            undoNote = nil
        case .over(let words):
            undoPath = nil
            undoNote = words
        }
    }

    package enum Undo: Sendable {
        case possible(id: String)
        case over(String)
    }
}
