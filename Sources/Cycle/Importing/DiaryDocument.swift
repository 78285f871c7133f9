package import Primitives

/// What the file of another diary says, in Flowkeep's terms.
///
/// - Source: docs/spec/diary-import.md.
package struct DiaryDocument: Hashable, Sendable {
    package let format: DiaryFormat
    /// Rising, one a day.
    package let days: [ImportedDay]
    /// Of cycles she left out of the other app's figures.
    package let marks: [CycleMark]
    /// Pregnancies, where the file says so.
    package let modes: [ModeChange]
    package let skipped: SkippedEntries
    /// Entries that were looked at, in whatever the file counts: lines, events, records.
    package let entryCount: Int

    /// Of two entries of one day, the first stands.
    package init(
        _ format: DiaryFormat,
        days: [ImportedDay],
        marks: [CycleMark] = [],
        modes: [ModeChange] = [],
        skipped: SkippedEntries = SkippedEntries(),
        entryCount: Int = 0
    ) {
        self.format = format
        self.days = Self.ordered(days)
        self.marks = marks
        self.modes = modes
        self.skipped = skipped
        self.entryCount = entryCount
    }

    /// What it says of a day.
    package func entry(on day: CalendarDay) -> ImportedDay? {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low < days.count && days[low].day == day ? days[low] : nil
    }

    private static func ordered(_ days: [ImportedDay]) -> [ImportedDay] {
        if zip(days, days.dropFirst()).allSatisfy({ $0.day < $1.day }) { return days }
        let byDay = Dictionary(days.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
        return byDay.values.sorted { $0.day < $1.day }
    }
}
