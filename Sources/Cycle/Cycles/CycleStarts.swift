import Primitives

/// Which days start a cycle, and which bleedings do not.
///
/// - Source: docs/spec/cycle-prediction.md §2.3 to §2.8.
struct CycleStarts {
    /// Slight bleeding sooner than this many days after a start is taken as bleeding between periods.
    static let doubtfulDays = 21
    /// Days after a birth in which bleeding is lochia.
    static let lochiaDays = 42

    struct Start {
        let day: CalendarDay
        var periodEnd: CalendarDay
        var bleedingsBetween: [CalendarDay] = []
        /// Of the bleedings between, those that may have been a start.
        var doubtful: [CalendarDay] = []
    }

    private(set) var starts: [Start] = []

    init(_ facts: DiaryFacts) {
        for episode in BleedingEpisode.find(in: facts.days) { add(episode, facts.modes) }
    }

    private mutating func add(_ episode: BleedingEpisode, _ modes: ModeHistory) {
        guard episode.marked.isEmpty else {
            for day in episode.marked { starts.append(Start(day: day, periodEnd: episode.last)) }
            return
        }
        guard let day = episode.firstFlow, !episode.isMarkedNoStart, Self.canStart(day, modes) else {
            return addBetween(episode)
        }
        guard let last = starts.last?.day else { return starts.append(Start(day: day, periodEnd: episode.last)) }
        let distance = day.days(since: last)
        if distance < RecordedCycle.shortestLength { return addBetween(episode) }
        if episode.isSlight, distance < Self.doubtfulDays {
            starts[starts.count - 1].doubtful.append(day)
            return addBetween(episode)
        }
        starts.append(Start(day: day, periodEnd: episode.last))
    }

    private mutating func addBetween(_ episode: BleedingEpisode) {
        guard !starts.isEmpty else { return }
        starts[starts.count - 1].bleedingsBetween.append(episode.first)
    }

    private static func canStart(_ day: CalendarDay, _ modes: ModeHistory) -> Bool {
        guard let change = modes.change(on: day) else { return true }
        switch change.mode {
        case .pregnancy: return false
        case .postpartum: return day.days(since: change.from) >= lochiaDays
        default: return true
        }
    }
}
