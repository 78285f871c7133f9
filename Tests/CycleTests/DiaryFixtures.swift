import Primitives

@testable import Cycle

/// A diary that a test fills.
struct TestDiary {
    private(set) var days: [CalendarDay: DayFacts] = [:]
    var modes: [ModeChange] = []
    var marks: [CycleMark] = []

    var facts: DiaryFacts {
        DiaryFacts(days: days.values.sorted { $0.day < $1.day }, modes: ModeHistory(modes), marks: marks)
    }

    var list: CycleList { CycleList(facts) }

    /// Changes one day.
    mutating func change(_ day: CalendarDay, _ body: (inout DayFacts) -> Void) {
        var facts = days[day] ?? DayFacts(day)
        body(&facts)
        days[day] = facts
    }

    mutating func bleed(
        _ iso: String,
        _ level: Bleeding.Level = .medium,
        mark: Bleeding.Mark = .none,
        isExcluded: Bool = false
    ) {
        change(.test(iso)) { $0.bleeding = Bleeding(level, mark: mark, isExcluded: isExcluded) }
    }

    /// A period of five days.
    mutating func period(_ start: CalendarDay) {
        let levels: [Bleeding.Level] = [.medium, .heavy, .medium, .light, .spotting]
        for (place, level) in levels.enumerated() {
            change(start.adding(days: place)) { $0.bleeding = Bleeding(level) }
        }
    }

    /// Periods of five days, so that cycles of these lengths lie between them; returns the last start.
    @discardableResult
    mutating func periods(from iso: String, _ lengths: [Int]) -> CalendarDay {
        var start = CalendarDay.test(iso)
        period(start)
        for length in lengths {
            start = start.adding(days: length)
            period(start)
        }
        return start
    }

    func predict(on today: CalendarDay) throws(PredictionRefusal) -> CyclePrediction {
        let facts = facts
        return try CyclePredictor(facts, CycleList(facts), today: today).predict()
    }
}
