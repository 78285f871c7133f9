import Vault

extension DiaryCopy {
    /// All of a diary.
    package init(_ book: CycleBook) {
        self.init(
            days: book.diaryDays.map { Day($0.day, $0.entry) },
            feelings: Dictionary(book.feelings.map { ($0.key, $0.definition) }) { $1 },
            items: Dictionary(book.itemRows.map { ($0.id.rawValue, $0.item) }) { $1 },
            modes: book.modes.changes,
            marks: book.marks,
            settings: book.settings
        )
    }
}
