package import Primitives

/// What a person wants of the diary, which decides what it says.
///
/// Raw values are on disk: never renumber, never reuse.
///
/// - Source: docs/spec/cycle-prediction.md §6.
package enum CycleMode: UInt8, Hashable, Sendable, CaseIterable {
    case cycle = 1
    case tryingToConceive = 2
    case avoiding = 3
    case pregnancy = 4
    case postpartum = 5
    case perimenopause = 6
    case hormonalContraception = 7
    case menstruationOnly = 8

    /// Whether bleedings are periods of the body's own cycle, withdrawal bleedings, or neither.
    enum Bleeds { case naturally, onWithdrawal, never }

    var bleeds: Bleeds {
        switch self {
        case .cycle, .tryingToConceive, .avoiding, .postpartum, .perimenopause, .menstruationOnly: .naturally
        case .hormonalContraception: .onWithdrawal
        case .pregnancy: .never
        }
    }
}

/// A mode from a day on, until the next.
package struct ModeChange: Hashable, Sendable {
    package var from: CalendarDay
    package var mode: CycleMode
    /// Of a pregnancy, where it is known.
    package var dueDay: CalendarDay?
    /// After a birth, where she says so.
    package var isBreastfeeding: Bool?

    package init(
        from: CalendarDay,
        _ mode: CycleMode,
        dueDay: CalendarDay? = nil,
        isBreastfeeding: Bool? = nil
    ) {
        self.from = from
        self.mode = mode
        self.dueDay = dueDay
        self.isBreastfeeding = isBreastfeeding
    }
}

/// All modes of a person, in order.
package struct ModeHistory: Hashable, Sendable {
    /// Rising by day, one a day.
    package let changes: [ModeChange]

    /// Of two on one day, the last written stands.
    package init(_ changes: [ModeChange] = []) {
        var byDay: [CalendarDay: ModeChange] = [:]
        for change in changes { byDay[change.from] = change }
        self.changes = byDay.values.sorted { $0.from < $1.from }
    }

    /// The mode that holds on a day and since when; before the first it is ``CycleMode/cycle``.
    package func change(on day: CalendarDay) -> ModeChange? {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].from <= day { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : changes[low - 1]
    }

    package func mode(on day: CalendarDay) -> CycleMode { change(on: day)?.mode ?? .cycle }

    /// The modes that hold on at least one day from `first` to the day before `end`.
    func modes(from first: CalendarDay, before end: CalendarDay) -> Set<CycleMode> {
        var result: Set<CycleMode> = [mode(on: first)]
        for change in changes where change.from > first && change.from < end { result.insert(change.mode) }
        return result
    }
}
