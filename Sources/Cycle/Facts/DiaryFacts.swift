package import Primitives

/// What a person said about one cycle as a whole.
///
/// - Source: docs/spec/cycle-diary.md §7.
package struct CycleMark: Hashable, Sendable {
    /// Whether a period is missing in it that was not logged.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    package enum Completeness: UInt8, Hashable, Sendable, CaseIterable {
        case unknown = 0
        /// None is missing, however long it was.
        case whole = 1
        /// One or more are missing.
        case incomplete = 2
    }

    /// The day the cycle starts on.
    package var start: CalendarDay
    package var isExcluded: Bool
    package var completeness: Completeness
    package var note: String?

    package init(
        start: CalendarDay,
        isExcluded: Bool = false,
        completeness: Completeness = .unknown,
        note: String? = nil
    ) {
        self.start = start
        self.isExcluded = isExcluded
        self.completeness = completeness
        self.note = note
    }
}

/// Everything the algorithms know about a person.
package struct DiaryFacts: Hashable, Sendable {
    /// Rising, one a day.
    package let days: [DayFacts]
    package let modes: ModeHistory
    package let marks: [CalendarDay: CycleMark]
    /// The sign she reads beside temperature; nil takes mucus where any is recorded in a cycle.
    package let secondSign: SecondSign?

    /// Of two of one day, the last stands.
    package init(
        days: [DayFacts],
        modes: ModeHistory = ModeHistory(),
        marks: [CycleMark] = [],
        secondSign: SecondSign? = nil
    ) {
        self.secondSign = secondSign
        self.days = Self.ordered(days)
        self.modes = modes
        self.marks = Dictionary(marks.map { ($0.start, $0) }, uniquingKeysWith: { $1 })
    }

    /// The recorded days from `first` to the day before `end`, or to the last.
    package func days(from first: CalendarDay, before end: CalendarDay?) -> ArraySlice<DayFacts> {
        let low = place(of: first)
        return days[low..<max(low, end.map { place(of: $0) } ?? days.count)]
    }

    package func facts(on day: CalendarDay) -> DayFacts? {
        let place = place(of: day)
        return place < days.count && days[place].day == day ? days[place] : nil
    }

    /// The place of the first recorded day that is not before one.
    private func place(of day: CalendarDay) -> Int {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func ordered(_ days: [DayFacts]) -> [DayFacts] {
        let isOrdered = zip(days, days.dropFirst()).allSatisfy { $0.day < $1.day }
        guard !isOrdered else { return days }
        var byDay: [CalendarDay: DayFacts] = [:]
        for facts in days { byDay[facts.day] = facts }
        return byDay.values.sorted { $0.day < $1.day }
    }
}

extension CalendarDay {
    /// Whole days from another day to this one.
    func days(since other: CalendarDay) -> Int { Int(daysSinceEpoch) - Int(other.daysSinceEpoch) }
}
