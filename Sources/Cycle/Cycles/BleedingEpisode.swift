import Primitives

/// Bleeding days that belong together, with the days between them on which nothing was logged.
///
/// - Source: docs/spec/cycle-prediction.md §2.2.
struct BleedingEpisode {
    /// Days known to be free of bleeding that one episode takes in a row.
    static let freeDaysMaximum = 2
    /// Days of any kind between two bleeding days of one episode.
    static let gapDaysMaximum = 6
    /// A flow day so long after the last one is another episode, whatever spotting lies between.
    static let daysWithoutFlowMaximum = 10

    private(set) var firstFlow: CalendarDay?
    private(set) var lastFlow: CalendarDay?
    private(set) var first: CalendarDay
    private(set) var last: CalendarDay
    private(set) var flowDays = 0
    private(set) var heaviest = Bleeding.Level.none
    /// Days she marked as starts.
    private(set) var marked: [CalendarDay] = []
    private(set) var isMarkedNoStart = false

    private init(_ day: CalendarDay) {
        first = day
        last = day
    }

    /// The episodes of the diary, in order.
    static func find(in days: [DayFacts]) -> [BleedingEpisode] {
        var episodes: [BleedingEpisode] = []
        var freeDays = 0
        for facts in days {
            guard let bleeding = facts.bleeding else { continue }
            guard bleeding.isBleeding || bleeding.mark == .start else {
                freeDays += 1
                continue
            }
            let place = episodes.count - 1
            if place >= 0, freeDays <= freeDaysMaximum, episodes[place].takes(bleeding, on: facts.day) {
                episodes[place].add(bleeding, on: facts.day)
            } else {
                var episode = BleedingEpisode(facts.day)
                episode.add(bleeding, on: facts.day)
                episodes.append(episode)
            }
            freeDays = 0
        }
        return episodes
    }

    /// At most two light days, and nothing heavier.
    var isSlight: Bool { flowDays <= 2 && heaviest <= .light }

    private func takes(_ bleeding: Bleeding, on day: CalendarDay) -> Bool {
        guard day.days(since: last) - 1 <= Self.gapDaysMaximum else { return false }
        guard bleeding.isFlow, let lastFlow else { return true }
        return day.days(since: lastFlow) < Self.daysWithoutFlowMaximum
    }

    private mutating func add(_ bleeding: Bleeding, on day: CalendarDay) {
        last = day
        if bleeding.mark == .start { marked.append(day) }
        if bleeding.mark == .noStart { isMarkedNoStart = true }
        guard bleeding.isFlow else { return }
        if firstFlow == nil { firstFlow = day }
        lastFlow = day
        flowDays += 1
        heaviest = max(heaviest, bleeding.level)
    }
}
