import Cycle
import Primitives

extension RingDays {
    /// A cycle as it stands today.
    init(_ cycle: RecordedCycle, _ reading: DiaryReading) {
        let today = cycle.cycleDay(of: reading.today)
        self.init(start: cycle.start, today: today)
        for facts in reading.facts.days(from: cycle.start, before: cycle.end) {
            guard let bleeding = facts.bleeding, bleeding.level >= .spotting, !bleeding.isExcluded else { continue }
            self.bleeding[cycle.cycleDay(of: facts.day)] = bleeding.level
        }
        guard let prediction = reading.prediction, cycle.end == nil else { return }
        if let next = prediction.starts.first {
            let days = next.interval(0.8)
            let likely = cycle.cycleDay(of: days.lowerBound)...cycle.cycleDay(of: days.upperBound)
            self.likely = likely
            for day in max(1, likely.lowerBound - 6)...(likely.upperBound + 1) {
                chances[day] = next.chance(of: cycle.start.adding(days: day - 1))
            }
        }
        if let window = prediction.ovulation?.window {
            fertile = cycle.cycleDay(of: window.lowerBound)...cycle.cycleDay(of: window.upperBound)
        }
    }
}
