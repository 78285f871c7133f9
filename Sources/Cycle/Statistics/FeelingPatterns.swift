package import Primitives

/// Symptoms, or moods, by the phase of the cycle.
///
/// - Source: docs/spec/cycle-figures.md §6.
package struct FeelingPatterns<BuiltIn: RawRepresentable<UInt16> & Sendable>: Sendable {
    package typealias Feeling = FeelingID<BuiltIn>

    /// The logged days of a phase.
    package struct PhaseDays: Hashable, Sendable {
        package fileprivate(set) var days = 0
        /// Of ``days``, those in a phase that is worked out from the length of the cycle.
        package fileprivate(set) var estimated = 0
        package fileprivate(set) var cycles = 0
    }

    /// One feeling in one phase.
    package struct Cell: Hashable, Sendable {
        /// Days with it, of logged days.
        package let days: Share
        /// Cycles with it, of cycles with a logged day.
        package let cycles: Share
        /// Mean over the days with it, 1 to 3; nil without one.
        package let intensity: Double?
        package let comparison: PhaseComparison
    }

    /// One feeling in all phases.
    package struct Row: Hashable, Sendable {
        package let feeling: Feeling
        /// Days with it in any phase, 1 or more.
        package let days: Int
        package let cells: [DayPhase: Cell]
    }

    /// Phases without a logged day are absent.
    package let phases: [DayPhase: PhaseDays]
    /// By days with it, most first.
    package let rows: [Row]

    /// Counts days, rising.
    ///
    /// - `feelings`: Those of an entry; nil or empty where none was noted.
    package init(
        _ days: [(CalendarDay, DayEntry)],
        _ phases: CyclePhases,
        base: FeelingBase = .sameKind,
        _ feelings: (DayEntry) -> [Feeling: Intensity]?
    ) {
        var count = FeelingCount<BuiltIn>()
        var place = 0
        for (day, entry) in days {
            while place < phases.spans.count, phases.spans[place].days.upperBound < day { place += 1 }
            guard place < phases.spans.count else { break }
            let span = phases.spans[place]
            guard span.days.contains(day) else { continue }
            let noted = feelings(entry) ?? [:]
            guard !noted.isEmpty || base == .anyEntry && entry != DayEntry() else { continue }
            count.add(noted, span)
        }
        self.phases = count.phases
        rows = count.rows
    }
}

/// Which days count as days on which a feeling could have been noted.
///
/// - Source: docs/spec/cycle-figures.md §6.1.
package enum FeelingBase: UInt8, Hashable, Sendable, CaseIterable {
    /// Those with any symptom, or any mood, noted.
    case sameKind
    /// Those with any entry.
    case anyEntry
}

/// A phase beside all others together.
///
/// - Source: docs/spec/cycle-figures.md §6.3 and §6.4.
package enum PhaseComparison: Hashable, Sendable, CaseIterable {
    case tooLittle
    case unclear
    case more
    case less

    /// Logged days, and cycles with such a day, below which nothing is compared.
    package static let daysMinimum = 10
    package static let cyclesMinimum = 3

    /// - `cyclesWith`: Cycles with the feeling in any phase.
    init(_ phase: Share, cycles: Int, others: Share, otherCycles: Int, cyclesWith: Int) {
        guard min(phase.total, others.total) >= Self.daysMinimum, min(cycles, otherCycles) >= Self.cyclesMinimum else {
            self = .tooLittle
            return
        }
        let (own, other) = (phase.interval(.ninetyNine), others.interval(.ninetyNine))
        guard cyclesWith >= Self.cyclesMinimum, !own.overlaps(other) else {
            self = .unclear
            return
        }
        self = own.lowerBound > other.upperBound ? .more : .less
    }
}

/// Counts by phase while days go by.
private struct FeelingCount<BuiltIn: RawRepresentable<UInt16> & Sendable> {
    private struct Tally {
        var days = 0
        var intensity = 0
        var cycles = 0
        /// The start of the cycle it was last seen in: days rise, so each cycle is met once.
        var lastCycle: CalendarDay?

        mutating func add(_ cycle: CalendarDay, _ strength: Int = 0) {
            days += 1
            intensity += strength
            if lastCycle != cycle { cycles += 1 }
            lastCycle = cycle
        }
    }

    /// A value for each phase.
    private struct ByPhase {
        var tallies = [Tally](repeating: Tally(), count: DayPhase.allCases.count)
        var all = Tally()
        /// Cycles with a day outside of a phase, by phase.
        var others = [Tally](repeating: Tally(), count: DayPhase.allCases.count)

        mutating func add(_ span: CyclePhases.Span, _ strength: Int = 0) {
            let place = Int(span.phase.rawValue) - 1
            tallies[place].add(span.start, strength)
            all.add(span.start)
            for other in others.indices where other != place { others[other].add(span.start) }
        }
    }

    private var logged = ByPhase()
    private var estimated: [DayPhase: Int] = [:]
    private var feelings: [FeelingID<BuiltIn>: ByPhase] = [:]

    mutating func add(_ noted: [FeelingID<BuiltIn>: Intensity], _ span: CyclePhases.Span) {
        logged.add(span)
        if span.isEstimated { estimated[span.phase, default: 0] += 1 }
        for (feeling, intensity) in noted {
            feelings[feeling, default: ByPhase()].add(span, Int(intensity.rawValue))
        }
    }

    var phases: [DayPhase: FeelingPatterns<BuiltIn>.PhaseDays] {
        var result: [DayPhase: FeelingPatterns<BuiltIn>.PhaseDays] = [:]
        for (place, phase) in DayPhase.allCases.enumerated() where logged.tallies[place].days > 0 {
            var days = FeelingPatterns<BuiltIn>.PhaseDays()
            days.days = logged.tallies[place].days
            days.cycles = logged.tallies[place].cycles
            days.estimated = estimated[phase] ?? 0
            result[phase] = days
        }
        return result
    }

    var rows: [FeelingPatterns<BuiltIn>.Row] {
        let rows = feelings.map { feeling, counts in
            var cells: [DayPhase: FeelingPatterns<BuiltIn>.Cell] = [:]
            for (place, phase) in DayPhase.allCases.enumerated() where logged.tallies[place].days > 0 {
                cells[phase] = cell(place, counts)
            }
            return FeelingPatterns<BuiltIn>.Row(feeling: feeling, days: counts.all.days, cells: cells)
        }
        return rows.sorted { ($1.days, $0.feeling) < ($0.days, $1.feeling) }
    }

    private func cell(_ place: Int, _ counts: ByPhase) -> FeelingPatterns<BuiltIn>.Cell {
        let (own, base) = (counts.tallies[place], logged.tallies[place])
        let share = Share(own.days, of: base.days)
        let comparison = PhaseComparison(
            share,
            cycles: base.cycles,
            others: Share(counts.others[place].days, of: logged.others[place].days),
            otherCycles: logged.others[place].cycles,
            cyclesWith: counts.all.cycles
        )
        return FeelingPatterns<BuiltIn>.Cell(
            days: share,
            cycles: Share(own.cycles, of: base.cycles),
            intensity: own.days > 0 ? Double(own.intensity) / Double(own.days) : nil,
            comparison: comparison
        )
    }
}
