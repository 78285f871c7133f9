import Composition
import Cycle
import JSON
import Primitives

/// The made-up diary that stands beside the made-up year: fifteen cycles, most of them logged well.
///
/// Its last period began 16 days before today, so that there is something to wait for.
struct DemoDiary {
    private static let lengths = [29, 28, 30, 27, 29, 31, 28, 29, 30, 28, 27, 29, 30, 28]
    private static let dayOfCycle = 17
    /// Days of the luteal phase, with the day before the rise.
    private static let lutealDays = 13

    private(set) var days: [(day: CalendarDay, entry: DayEntry)] = []

    init(until today: CalendarDay, seed: UInt64) {
        var start = today.adding(days: 1 - Self.dayOfCycle - Self.lengths.reduce(0, +))
        for length in Self.lengths + [nil] {
            let end = length.map { start.adding(days: $0) } ?? today.adding(days: 1)
            // The running one is as long as most are.
            let rise = (length ?? 29) - Self.lutealDays
            var day = start
            while day < end {
                let place = Int(day.daysSinceEpoch - start.daysSinceEpoch) + 1
                var random = DemoRandom(seed: seed &+ 1, day: day.daysSinceEpoch)
                let entry = Self.entry(place, rise, length ?? 29, &random)
                if !entry.fields.isEmpty { days.append((day, entry)) }
                day = day.adding(days: 1)
            }
            start = end
        }
    }

    private static func entry(_ place: Int, _ rise: Int, _ length: Int, _ random: inout DemoRandom) -> DayEntry {
        var entry = DayEntry()
        let flow: [Bleeding.Level] = [.medium, .heavy, .medium, .light, .spotting]
        if place <= flow.count { entry.bleeding = BleedingEntry(Bleeding(flow[place - 1])) }
        if random.happens(85) {
            let base = place > rise ? 3678 : 3640
            let hundredths = base + random.pick([-8, -5, -3, 0, 2, 4, 7])
            let isLate = random.happens(6)
            entry.temperature = BodyTemperature(hundredths: hundredths + (isLate ? 18 : 0)).map {
                TemperatureReading(
                    $0,
                    minuteOfDay: isLate ? 555 : 400,
                    method: .oral,
                    isExcluded: isLate,
                    reason: isLate ? .measuredLate : nil
                )
            }
        }
        if place > flow.count, random.happens(70) {
            let distance = rise - place
            let isFertile = (0...2).contains(distance)
            let texture: CervicalMucus.Texture = isFertile ? .eggWhite : distance == 3 ? .creamy : .nothing
            entry.mucus = CervicalMucus(feeling: distance == 4 ? .wet : nil, texture: texture)
        }
        if place == rise - 1 { entry.lhTests = [LHTest(.positive, minuteOfDay: 850)] }
        feel(place, length, &entry, &random)
        return entry
    }

    private static func feel(_ place: Int, _ length: Int, _ entry: inout DayEntry, _ random: inout DemoRandom) {
        var symptoms: [SymptomID: Intensity] = [:]
        if place <= 2, random.happens(80) { symptoms[SymptomID(.cramps)] = place == 1 ? .strong : .moderate }
        if place > length - 4, random.happens(60) { symptoms[SymptomID(.tenderBreasts)] = .mild }
        if place > length - 3 || place == 1, random.happens(45) { symptoms[SymptomID(.headache)] = .moderate }
        if random.happens(6) { symptoms[SymptomID(.backPain)] = .mild }
        if !symptoms.isEmpty { entry.symptoms = symptoms }
        if random.happens(40) {
            let moods: [BuiltInMood] = place > length - 5 ? [.irritable, .low, .unmotivated] : [.good, .calm, .even]
            entry.moods = [MoodID(random.pick(moods)): .moderate]
        }
        if random.happens(55) { entry.sleep = SleepEntry(minutes: random.pick([390, 420, 435, 450, 470, 500])) }
    }
}

extension DemoDiary {
    /// Starts the diary of an account, with its consents, and reads the made-up one in.
    static func add(to client: APIClient, today: CalendarDay, seed: UInt64) async throws(APIFailure) {
        for purpose in [Purpose.cycleDiary, .cyclePrediction, .cycleImport] {
            try await client.consent(to: purpose.name)
        }
        let diary = DemoDiary(until: today, seed: seed)
        let written = try await client.importDiary(diary.file(), idempotencyKey: VaultSession.idempotencyKey())
        guard written == diary.days.count else { throw .unexpectedAnswer }
    }

    /// As our own JSON: docs/spec/diary-export.md §4.
    private func file() -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("format", "flowkeep-cycle")
            writer.member("version", 1)
            writer.memberArray("days", days) { writer, row in
                writer.object { writer in
                    writer.member("date", row.day.iso)
                    DayJSON.writeMembers(of: row.entry, to: &writer)
                }
            }
        }
    }
}
