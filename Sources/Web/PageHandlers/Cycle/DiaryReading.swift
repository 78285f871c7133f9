import Cycle
import Primitives

/// Everything the pages of the diary read of a person, at one moment.
struct DiaryReading {
    /// What is said of the days to come.
    enum Outlook {
        case predicted(CyclePrediction)
        case refused(PredictionRefusal)
        /// She switched predictions off, or gave no consent to them: nothing is computed.
        case paused
    }

    /// A pill pack or medicine that can be taken on a day.
    struct Intake {
        let id: UInt64
        let name: String
        /// Such as `mg`; empty for none.
        let unit: String
    }

    /// A symptom or mood as she calls it.
    struct Feeling {
        let id: UInt64
        let name: String
        let icon: String
    }

    let today: CalendarDay
    let facts: DiaryFacts
    let list: CycleList
    let outlook: Outlook
    let entry: (CalendarDay) -> DayEntry?
    /// In her order, hidden ones left out.
    let symptoms: [Feeling]
    let moods: [Feeling]
    /// The name of one that is hidden, or any other.
    let name: (SymptomOrMood) -> String?
    let intakes: (CalendarDay) -> [Intake]
    var units = BodyUnits()
    var hidden: Set<DayField> = []
    /// ISO 8601: 1 is Monday.
    var weekStart = 1

    enum SymptomOrMood {
        case symptom(SymptomID)
        case mood(MoodID)
    }

    var mode: CycleMode { facts.modes.mode(on: today) }

    /// Whether predictions are switched on.
    var predicts: Bool {
        if case .paused = outlook { return false }
        return true
    }

    var prediction: CyclePrediction? {
        if case .predicted(let prediction) = outlook { return prediction }
        return nil
    }

    /// The cycle that is running today; nil before the first, and where a start lies ahead.
    var running: RecordedCycle? {
        guard let last = list.cycles.last, last.start <= today, mode != .pregnancy else { return nil }
        return last
    }

    /// The cycle that a day is in.
    func cycle(of day: CalendarDay) -> RecordedCycle? { list.cycles.last { $0.start <= day } }

    /// Whether withdrawal bleedings are spoken of, not periods.
    var isHormonal: Bool { mode == .hormonalContraception }

    /// Symptoms by how often they were logged in the last days, the commonest first.
    func usualSymptoms(days: Int = 90) -> [SymptomID] {
        var counts: [SymptomID: Int] = [:]
        for back in 0..<days {
            for symptom in (entry(today.adding(days: -back))?.symptoms ?? [:]).keys { counts[symptom, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// The same of moods.
    func usualMoods(days: Int = 90) -> [MoodID] {
        var counts: [MoodID: Int] = [:]
        for back in 0..<days {
            for mood in (entry(today.adding(days: -back))?.moods ?? [:]).keys { counts[mood, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// What a first day of hers usually is; medium before she logged three.
    var usualFlow: Bleeding.Level {
        let levels = list.cycles.suffix(12).compactMap { facts.facts(on: $0.start)?.bleeding?.level }
            .filter { $0 >= .light }
        guard levels.count >= 3 else { return .medium }
        return levels.sorted()[levels.count / 2]
    }

    /// Lengths of the cycles that count in their mode, the latest twelve.
    var latestLengths: [Int] {
        list.cycles.filter { $0.leftOut == nil && $0.completeness != .incomplete }.compactMap(\.length).suffix(12)
    }
}

extension CalendarDay {
    /// Whole days from another day to this one.
    func days(after other: CalendarDay) -> Int { Int(daysSinceEpoch) - Int(other.daysSinceEpoch) }
}
