package import Primitives

/// A whole diary as plain values: what an export holds, and what is read back from one.
///
/// Feeds of calendars are not in it: their keys open what lies on this server only.
///
/// - Source: docs/spec/diary-export.md §2.
package struct DiaryCopy: Hashable, Sendable {
    /// One day with something recorded.
    package struct Day: Hashable, Sendable {
        package let day: CalendarDay
        package let entry: DayEntry

        package init(_ day: CalendarDay, _ entry: DayEntry) {
            self.day = day
            self.entry = entry
        }
    }

    /// Rising, one a day, none without a field.
    package let days: [Day]
    /// What she said of symptoms and moods as such; those she made are all in it.
    package var feelings: [FeelingKey: FeelingDefinition]
    /// Methods, medicines and appointments, by the id of the change that made them.
    package var items: [UInt64: CycleItem]
    /// Rising, one a day.
    package var modes: [ModeChange]
    /// Rising by the start of their cycles.
    package var marks: [CycleMark]
    package var settings: DiarySettings

    /// Of two entries of one day, the last stands.
    package init(
        days: [Day],
        feelings: [FeelingKey: FeelingDefinition] = [:],
        items: [UInt64: CycleItem] = [:],
        modes: [ModeChange] = [],
        marks: [CycleMark] = [],
        settings: DiarySettings = DiarySettings()
    ) {
        self.days = Self.ordered(days)
        self.feelings = feelings
        self.items = items.filter { $0.value.kind != .feed }
        self.modes = ModeHistory(modes).changes
        self.marks = marks.sorted { $0.start < $1.start }
        self.settings = settings
    }

    /// What the algorithms read of it.
    package var facts: DiaryFacts {
        DiaryFacts(
            days: days.map { $0.entry.facts(on: $0.day) },
            modes: ModeHistory(modes),
            marks: marks,
            secondSign: settings.secondSign
        )
    }

    private static func ordered(_ days: [Day]) -> [Day] {
        let filled = days.filter { !$0.entry.fields.isEmpty }
        if zip(filled, filled.dropFirst()).allSatisfy({ $0.day < $1.day }) { return filled }
        let byDay = Dictionary(filled.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
        return byDay.values.sorted { $0.day < $1.day }
    }
}

extension DiaryCopy {
    /// The name a person gave a symptom; nil where it goes by the built-in one.
    package func name(of symptom: SymptomID) -> String? { feelings[FeelingKey(.symptom, symptom.rawValue)]?.name }

    package func name(of mood: MoodID) -> String? { feelings[FeelingKey(.mood, mood.rawValue)]?.name }

    /// The name of a method or medicine.
    package func name(ofItem id: UInt64) -> String? {
        switch items[id] {
        case .method(let method): method.name
        case .medicine(let medicine): medicine.name
        case .appointment, .feed, nil: nil
        }
    }
}
