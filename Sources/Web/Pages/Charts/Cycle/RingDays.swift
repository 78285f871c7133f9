package import Cycle
package import Primitives

/// What a ring shows of one cycle, day by day, before anything is drawn.
///
/// Recorded is solid, estimated is hatched; a start to come is never one day but the chances of several.
package struct RingDays: Sendable, Hashable {
    /// The first day of the cycle.
    package var start: CalendarDay
    /// The day of the cycle that is today, from 1.
    package var today: Int
    /// Recorded bleeding by the day of the cycle.
    package var bleeding: [Int: Bleeding.Level]
    /// Chances of the next start, by what day of this cycle it would be; empty where nothing is said.
    package var chances: [Int: Double]
    /// The days of the cycle that hold the next start in 8 of 10 cases.
    package var likely: ClosedRange<Int>?
    /// Days of the cycle that are estimated as fertile.
    package var fertile: ClosedRange<Int>?

    package init(
        start: CalendarDay,
        today: Int,
        bleeding: [Int: Bleeding.Level] = [:],
        chances: [Int: Double] = [:],
        likely: ClosedRange<Int>? = nil,
        fertile: ClosedRange<Int>? = nil
    ) {
        self.start = start
        self.today = today
        self.bleeding = bleeding
        self.chances = chances
        self.likely = likely
        self.fertile = fertile
    }

    /// Days around the ring: as far as the likely starts reach and a day more, and today at least.
    var count: Int { min(240, max(today, likely.map { $0.upperBound + 1 } ?? 28, 10)) }

    enum Mark: Equatable {
        case period(Bleeding.Level)
        case past, ahead, likely, maybe
    }

    func mark(_ day: Int) -> Mark {
        if let level = bleeding[day], level >= .spotting { return .period(level) }
        if day <= today { return .past }
        guard let likely else { return .ahead }
        if likely.contains(day) { return .likely }
        return (chances[day] ?? 0) >= 0.02 ? .maybe : .ahead
    }
}
