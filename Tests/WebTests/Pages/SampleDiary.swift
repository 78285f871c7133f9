import Cycle
import Primitives

/// A believable diary of thirteen cycles, the last running on day 17, with temperatures, mucus, tests and symptoms.
struct SampleDiary {
    /// Friday 20 November 2026.
    static let today = CalendarDay(daysSinceEpoch: 20_777)
    private static let lengths = [29, 28, 31, 30, 27, 29, 33, 28, 29, 30, 28, 29]
    private static let periods = [5, 5, 4, 5, 6, 5, 5, 4, 5, 5, 5, 5]
    private static let shifts = [15, 15, 17, 17, 13, 14, 20, 14, 15, 16, 15, 15]

    var entries: [CalendarDay: DayEntry] = [:]
    var marks: [CycleMark] = []
    var secondSign: SecondSign?

    var days: [(CalendarDay, DayEntry)] { entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    var facts: DiaryFacts {
        DiaryFacts(days: days.map { $0.1.facts(on: $0.0) }, marks: marks, secondSign: secondSign)
    }

    /// - `count`: Complete cycles, 0 to 12, beside the running one.
    init(cycles count: Int = 12) {
        var start = Self.today.adding(days: -16)
        addRunning(from: start)
        for place in Self.lengths.indices.suffix(count).reversed() {
            start = start.adding(days: -Self.lengths[place])
            addCycle(from: start, place)
        }
    }

    private mutating func change(_ day: CalendarDay, _ body: (inout DayEntry) -> Void) {
        body(&entries[day, default: DayEntry()])
    }

    private mutating func addPeriod(from start: CalendarDay, days: Int) {
        let levels: [Bleeding.Level] = [.medium, .heavy, .heavy, .medium, .light, .spotting]
        for place in 0..<days {
            change(start.adding(days: place)) { $0.bleeding = BleedingEntry(Bleeding(levels[min(place, 5)])) }
        }
    }

    private mutating func addCycle(from start: CalendarDay, _ place: Int) {
        let (length, shift) = (Self.lengths[place], Self.shifts[place])
        addPeriod(from: start, days: Self.periods[place])
        for day in 1...length {
            let isHigh = day > shift && day < length
            let wobble = [5, -2, 0, -5, -4, -8, -3, 2, -6, -1][(day + place) % 10]
            addTemperature(3640 + (isHigh ? 28 : 0) + wobble, start.adding(days: day - 1))
        }
        addMucus(from: start, peak: shift)
        addSymptoms(from: start, length, place)
    }

    private mutating func addSymptoms(from start: CalendarDay, _ length: Int, _ place: Int) {
        func note(_ day: Int, _ symptom: BuiltInSymptom, _ intensity: Intensity) {
            change(start.adding(days: day - 1)) {
                $0.symptoms = ($0.symptoms ?? [:]).merging([SymptomID(symptom): intensity]) { $1 }
            }
        }
        if place % 4 != 3 { note(1, .cramps, .strong) }
        if place % 3 != 2 { note(2, .cramps, .moderate) }
        if place % 2 == 0 { note(4, .headache, .mild) }
        if place % 3 == 0 { note(12, .ovulationPain, .mild) }
        note(9, .bloated, .mild)
        if place % 3 != 1 { note(length - 4, .tenderBreasts, .moderate) }
        note(length - 2, .tenderBreasts, .mild)
        if place % 2 == 1 { note(length - 1, .headache, .moderate) }
        if place % 3 != 0 { note(length, .tired, .moderate) }
        change(start.adding(days: length - 3)) { $0.moods = [MoodID(.irritable): .moderate] }
    }

    private mutating func addTemperature(_ hundredths: Int, _ day: CalendarDay, isExcluded: Bool = false) {
        guard let value = BodyTemperature(hundredths: hundredths) else { return }
        change(day) {
            $0.temperature = TemperatureReading(value, minuteOfDay: 400, method: .oral, isExcluded: isExcluded)
        }
    }

    private mutating func addMucus(from start: CalendarDay, peak: Int) {
        let before: [CervicalMucus.Texture?] = [nil, .creamy, .creamy, .eggWhite, .eggWhite]
        for (place, texture) in before.enumerated() {
            change(start.adding(days: peak - 5 + place)) {
                $0.mucus = CervicalMucus(feeling: texture == nil ? .wet : .slippery, texture: texture)
            }
        }
        for place in 0..<4 {
            change(start.adding(days: peak + place)) { $0.mucus = CervicalMucus(feeling: .nothing, texture: .nothing) }
        }
    }

    private mutating func addRunning(from start: CalendarDay) {
        addPeriod(from: start, days: 5)
        let readings = [
            3648, 3642, 3644, 3639, 3641, 3636, 3638, 3642, 3662, 3640, 3637, 3641, 3635, 3639, 3661, 3666, 3668,
        ]
        for (place, value) in readings.enumerated() {
            addTemperature(value, start.adding(days: place), isExcluded: place == 8)
        }
        change(start.adding(days: 8)) { $0.factors = [Factor(.fever, effect: .reading)] }
        addMucus(from: start, peak: 14)
        let tests: [LHTest.Result] = [.negative, .negative, .positive, .positive, .negative]
        for (place, result) in tests.enumerated() {
            change(start.adding(days: 10 + place)) { $0.lhTests = [LHTest(result)] }
        }
        entries[start.adding(days: 17)] = nil
    }
}
