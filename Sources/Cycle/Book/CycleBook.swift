package import Primitives
package import Vault

/// Everything a person's diary adds up to.
///
/// A value: a copy is cheap until it is changed.
///
/// - Source: docs/spec/cycle-changes.md.
package struct CycleBook: Hashable, Sendable {
    package internal(set) var settings = DiarySettings()
    var days = DayTable()
    var modeByDay: [CalendarDay: ModeChange] = [:]
    var markByStart: [CalendarDay: CycleMark] = [:]
    var definitions: [FeelingKey: FeelingDefinition] = [:]
    /// In the order they were made.
    var items: [CycleItemRow] = []
    var importRows: [DiaryImportRow] = []
    package internal(set) var undoBatches: [CycleUndoBatch] = []

    package init() {}

    /// Rising.
    package var diaryDays: [DiaryDay] { days.rows }

    package var isEmpty: Bool { days.rows.isEmpty && items.isEmpty && modeByDay.isEmpty }

    package func day(_ day: CalendarDay) -> DiaryDay? { days[day] }

    package func days(in range: ClosedRange<CalendarDay>) -> ArraySlice<DiaryDay> { days[range] }

    package var modes: ModeHistory { ModeHistory(Array(modeByDay.values)) }

    package var marks: [CycleMark] { markByStart.values.sorted { $0.start < $1.start } }

    package func mark(_ start: CalendarDay) -> CycleMark? { markByStart[start] }

    package var imports: [DiaryImportRow] { importRows }

    /// What a person said of symptoms and moods, built-in ones she left alone apart.
    package var feelings: [(key: FeelingKey, definition: FeelingDefinition)] {
        definitions.sorted { ($0.value.position, $0.key) < ($1.value.position, $1.key) }
            .map { (key: $0.key, definition: $0.value) }
    }

    package func definition(_ key: FeelingKey) -> FeelingDefinition? { definitions[key] }

    /// Whether a day may have it.
    package func hasFeeling(_ key: FeelingKey) -> Bool { key.isBuiltIn || definitions[key] != nil }

    package var itemRows: [CycleItemRow] { items }

    package var hasCalendars: Bool { items.contains { $0.item.kind == .feed } }

    package func item(_ id: ChangeID) -> CycleItem? { place(of: id).map { items[$0].item } }

    func place(of id: ChangeID) -> Int? {
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if items[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < items.count && items[low].id == id ? low : nil
    }

    /// What the algorithms read.
    package var facts: DiaryFacts {
        DiaryFacts(
            days: days.rows.map { $0.entry.facts(on: $0.day) },
            modes: modes,
            marks: marks,
            secondSign: settings.secondSign
        )
    }
}

/// A file that was read into the diary.
package struct DiaryImportRow: Hashable, Sendable, Identifiable {
    package let id: ChangeID
    package let time: Timestamp
    package let note: DiaryImportNote
}
