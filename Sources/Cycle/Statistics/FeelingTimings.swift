package import Primitives

/// When in the cycle symptoms, or moods, come.
///
/// - Source: docs/spec/cycle-figures.md §6.5 and §6.6.
package struct FeelingTimings<BuiltIn: RawRepresentable<UInt16> & Sendable>: Sendable {
    package typealias Feeling = FeelingID<BuiltIn>

    /// The days on which a feeling usually comes, counted from a start.
    package struct Run: Hashable, Sendable {
        /// 1 is the day next to the start: the start itself, or the day before it.
        package let days: ClosedRange<Int>
        /// Cycles that had it on one of ``days``, of cycles with a logged day among the seven.
        package let cycles: Share

        /// Half of three cycles or more had it there.
        package var isUsual: Bool { cycles.total >= 3 && cycles.part * 2 >= cycles.total }
    }

    package struct Row: Hashable, Sendable {
        package let feeling: Feeling
        /// Nil where it never came in the first seven days.
        package let fromStart: Run?
        /// Nil where it never came in the last seven days.
        package let beforePeriod: Run?
        /// For each tenth of the cycle: cycles with it, of cycles with anything of its kind.
        package let course: [Share]
    }

    /// Days from a start, or before it.
    package static var reach: Int { 7 }
    /// Parts of a cycle.
    package static var parts: Int { 10 }

    /// By cycles with it, most first.
    package let rows: [Row]

    /// Looks at the cycles that count; days rise.
    package init(
        _ days: [(CalendarDay, DayEntry)],
        _ cycles: FigureCycles,
        _ feelings: (DayEntry) -> [Feeling: Intensity]?
    ) {
        var any = MarkCount(parts: Self.parts)
        var marks: [Feeling: MarkCount] = [:]
        var place = 0
        for figure in cycles.ended where figure.leftOut == nil {
            let start = figure.cycle.start
            while place < days.count, days[place].0 < start { place += 1 }
            var all = CycleMarks()
            var byFeeling: [Feeling: CycleMarks] = [:]
            while place < days.count, days[place].0.days(since: start) < figure.length {
                let (day, entry) = days[place]
                place += 1
                guard let noted = feelings(entry), !noted.isEmpty else { continue }
                let mark = CycleMarks(day.days(since: start), figure.length, reach: Self.reach, parts: Self.parts)
                all.add(mark)
                for feeling in noted.keys { byFeeling[feeling, default: CycleMarks()].add(mark) }
            }
            any.add(all)
            for (feeling, mark) in byFeeling { marks[feeling, default: MarkCount(parts: Self.parts)].add(mark) }
        }
        let logged = any
        let ordered = marks.sorted { left, right in
            let (more, less) = (left.value.cycles, right.value.cycles)
            return more == less ? left.key < right.key : more > less
        }
        rows = ordered.map { feeling, count in
            Row(
                feeling: feeling,
                fromStart: Self.run(count.first, of: logged.first.count),
                beforePeriod: Self.run(count.last, of: logged.last.count),
                course: zip(count.course, logged.course).map { Share($0, of: $1) }
            )
        }
    }

    /// The shortest run of days with at least 80% of the cycles that had it.
    ///
    /// - `masks`: One for each of those cycles: bit 0 is day 1.
    private static func run(_ masks: [UInt8], of total: Int) -> Run? {
        guard !masks.isEmpty else { return nil }
        let needed = (masks.count * 4 + 4) / 5
        for length in 1...reach {
            var best: (first: Int, cycles: Int)?
            for first in 1...(reach - length + 1) {
                let window = UInt8((1 << length - 1) << (first - 1))
                let cycles = masks.count { $0 & window != 0 }
                if cycles >= needed, cycles > best?.cycles ?? 0 { best = (first, cycles) }
            }
            if let best {
                return Run(days: best.first...(best.first + length - 1), cycles: Share(best.cycles, of: total))
            }
        }
        return nil
    }
}

/// Where in one cycle something was noted, as sets of bits.
private struct CycleMarks {
    private(set) var first: UInt8 = 0
    private(set) var last: UInt8 = 0
    private(set) var course: UInt16 = 0

    init() {}

    /// - `offset`: Days since the start.
    init(_ offset: Int, _ length: Int, reach: Int, parts: Int) {
        if offset < reach { first = 1 << offset }
        let before = length - offset
        if before <= reach { last = 1 << (before - 1) }
        course = 1 << (offset * parts / length)
    }

    mutating func add(_ other: CycleMarks) {
        first |= other.first
        last |= other.last
        course |= other.course
    }
}

/// The same of many cycles.
private struct MarkCount {
    private(set) var cycles = 0
    /// Of cycles that have any.
    private(set) var first: [UInt8] = []
    private(set) var last: [UInt8] = []
    private(set) var course: [Int]

    init(parts: Int) { course = [Int](repeating: 0, count: parts) }

    mutating func add(_ marks: CycleMarks) {
        guard marks.course != 0 else { return }
        cycles += 1
        if marks.first != 0 { first.append(marks.first) }
        if marks.last != 0 { last.append(marks.last) }
        for part in course.indices where marks.course & 1 << part != 0 { course[part] += 1 }
    }
}
