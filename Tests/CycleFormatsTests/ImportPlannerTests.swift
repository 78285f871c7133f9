import Cycle
import CycleFormats
import Primitives
import TestSupport
import Testing

/// A diary that plans are applied to.
private struct Diary: Equatable {
    var days: [CalendarDay: DayEntry] = [:]
    var names = DiaryNames()
    var modes: [ModeChange] = []
    var marks: [CalendarDay: CycleMark] = [:]
    private var nextID: UInt64 = 1 << 24

    func plan(
        _ document: DiaryDocument,
        today: CalendarDay = .test("2026-12-01"),
        _ choices: DiaryImportChoices = DiaryImportChoices()
    ) -> DiaryImportPlan {
        DiaryImportPlanner(today: today, names: names, choices: choices)
            .plan(document, modes: ModeHistory(modes), marks: marks) { days[$0] }
    }

    mutating func apply(_ plan: DiaryImportPlan) {
        for name in plan.newNames.symptoms { names.add(name, symptom: SymptomID(rawValue: id()) ?? SymptomID(.cramps)) }
        for name in plan.newNames.moods { names.add(name, mood: MoodID(rawValue: id()) ?? MoodID(.low)) }
        for name in plan.newNames.items { names.add(name, item: id()) }
        for patch in plan.patches {
            let resolved = patch.resolved(by: names)
            #expect(resolved.named.isEmpty)
            var entry = days[patch.day] ?? DayEntry()
            for field in resolved.entry.fields { entry.take(field, from: resolved.entry) }
            days[patch.day] = entry
        }
        modes += plan.modes
        for mark in plan.marks { marks[mark.start] = mark }
    }

    private mutating func id() -> UInt64 {
        nextID += 1
        return nextID
    }
}

@Suite("Planning an import")
struct ImportPlannerTests {
    private let day = CalendarDay.test("2026-03-01")

    private func document(_ days: [ImportedDay]) -> DiaryDocument { DiaryDocument(.drip, days: days) }

    private func imported(_ day: CalendarDay, _ body: (inout DayEntry) -> Void) -> ImportedDay {
        var entry = DayEntry()
        body(&entry)
        return ImportedDay(day, entry: entry, at: FilePlace(.line, 2))
    }

    @Test("a field is written where the day has none, whatever else the day has")
    func writes() {
        var diary = Diary()
        diary.days[day] = {
            var entry = DayEntry(); entry.note = "mine"; return entry
        }()
        let plan = diary.plan(document([imported(day) { $0.energy = 3 }]))
        #expect(plan.patches.map(\.fields) == [[.energy]])
        diary.apply(plan)
        #expect(diary.days[day]?.note == "mine" && diary.days[day]?.energy == 3)
    }

    @Test("what differs is listed and left out, until she chooses")
    func conflicts() {
        var diary = Diary()
        diary.days[day] = {
            var entry = DayEntry(); entry.energy = 2; entry.desire = .low; return entry
        }()
        let file = document([
            imported(day) {
                $0.energy = 3; $0.desire = .high; $0.weight = 60_000
            }
        ])
        let plan = diary.plan(file)
        #expect(plan.conflicts == [DayFieldKey(day, .desire), DayFieldKey(day, .energy)])
        #expect(plan.patches.map(\.fields) == [[.weight]])
        let choices = DiaryImportChoices(exceptions: [DayFieldKey(day, .energy): .takeFile])
        let chosen = diary.plan(file, choices)
        #expect(chosen.conflicts == [DayFieldKey(day, .desire)] && chosen.replaced == [DayFieldKey(day, .energy)])
        diary.apply(chosen)
        #expect(diary.days[day]?.energy == 3 && diary.days[day]?.desire == .low)
        let all = diary.plan(file, DiaryImportChoices(usual: .takeFile))
        #expect(all.replaced == [DayFieldKey(day, .desire)] && all.conflicts.isEmpty)
    }

    @Test("what she added since is no difference; what she changed is")
    func covers() {
        var diary = Diary()
        let reading = BodyTemperature(hundredths: 3660).map { TemperatureReading($0) }
        let file = document([
            imported(day) { entry in
                entry.temperature = reading
                entry.symptoms = [SymptomID(.cramps): .moderate]
                entry.note = "a"
                entry.bleeding = BleedingEntry(Bleeding(.light))
            }
        ])
        diary.apply(diary.plan(file))
        diary.days[day]?.temperature?.minuteOfDay = 400
        diary.days[day]?.symptoms?[SymptomID(.acne)] = .mild
        diary.days[day]?.note = "b\na"
        diary.days[day]?.bleeding?.products = [.pad: 2]
        let plan = diary.plan(file)
        #expect(plan.changesNothing && plan.conflicts.isEmpty && plan.alreadyThereCount == 4)
        diary.days[day]?.temperature?.isExcluded = true
        diary.days[day]?.symptoms?[SymptomID(.cramps)] = .strong
        diary.days[day]?.note = "c"
        diary.days[day]?.bleeding?.bleeding.level = .heavy
        #expect(diary.plan(file).conflicts.map(\.field) == [.bleeding, .temperature, .symptoms, .note])
    }

    @Test("days that are not there yet, or before 1900, are listed")
    func refusedDays() {
        let today = CalendarDay.test("2026-03-01")
        let days = ["1899-12-31", "1900-01-01", "2026-03-02", "2026-03-03"].map { iso in
            imported(.test(iso)) { $0.energy = 3 }
        }
        let plan = Diary().plan(document(days), today: today)
        #expect(plan.patches.map(\.day.iso) == ["1900-01-01", "2026-03-02"])
        #expect(plan.refusals.map(\.day.iso) == ["1899-12-31", "2026-03-03"])
        #expect(plan.refusals.allSatisfy { $0.reason == .day })
    }

    @Test("an impossible value is refused for its field, and the others of the day are written")
    func refusedFields() {
        let plan = Diary().plan(
            document([
                imported(day) { entry in
                    entry.energy = 9
                    entry.weight = 5
                    entry.note = String(repeating: "x", count: 2001)
                    entry.desire = .low
                    entry.sex = []
                }
            ])
        )
        #expect(plan.patches.map(\.fields) == [[.desire]])
        #expect(
            plan.refusals.map(\.reason) == [
                .empty(.sex), .outOfRange(.weight), .outOfRange(.energy), .tooLong(.note, maximum: 2000),
            ]
        )
    }

    @Test("names without a number are listed once and written when they have one")
    func names() {
        var first = imported(day) { $0.symptoms = [SymptomID(.cramps): .mild] }
        first.named.symptoms = ["Jaw ache": .strong]
        var second = imported(day.adding(days: 1)) { _ in }
        second.named.symptoms = ["jaw ACHE": .mild]
        second.named.intakes = [NamedEntries.Intake("Pill", .taken)]
        var diary = Diary()
        let plan = diary.plan(document([first, second]))
        #expect(plan.newNames.symptoms == ["Jaw ache"] && plan.newNames.items == ["Pill"])
        #expect(plan.writtenCount == 3)
        diary.apply(plan)
        #expect(diary.days[day]?.symptoms?.count == 2)
        #expect(diary.days[second.day]?.symptoms?.count == 1 && diary.days[second.day]?.intakes?.count == 1)
        #expect(diary.plan(document([first, second])).changesNothing)
    }

    @Test("sixty symptoms are a day's most, those with a name counted in")
    func tooManyNames() {
        var day = imported(day) { $0.symptoms = [SymptomID(.cramps): .mild] }
        for number in 0..<60 { day.named.symptoms["n\(number)"] = .mild }
        let plan = Diary().plan(document([day]))
        #expect(plan.patches.isEmpty && plan.refusals.map(\.reason) == [.tooMany(.symptoms, maximum: 60)])
    }

    @Test("a pregnancy ends where the file says, in the mode that was hers")
    func modes() {
        let from = CalendarDay.test("2024-02-05")
        let until = CalendarDay.test("2025-01-10")
        let file = DiaryDocument(
            .flo,
            days: [],
            modes: [ModeChange(from: from, .pregnancy), ModeChange(from: until, .cycle)]
        )
        var diary = Diary()
        diary.modes = [ModeChange(from: .test("2020-01-01"), .avoiding)]
        diary.apply(diary.plan(file))
        let history = ModeHistory(diary.modes)
        #expect(history.mode(on: from) == .pregnancy && history.mode(on: until) == .avoiding)
        #expect(diary.plan(file).changesNothing && diary.plan(file).modeConflicts.isEmpty)
        diary.modes = [ModeChange(from: from, .postpartum)]
        #expect(diary.plan(file).modeConflicts == [from])
    }

    @Test("marks are written where there is none, and listed where they differ")
    func marks() {
        let file = DiaryDocument(.flowkeepJSON, days: [], marks: [CycleMark(start: day, isExcluded: true)])
        var diary = Diary()
        diary.apply(diary.plan(file))
        #expect(diary.marks[day]?.isExcluded == true)
        #expect(diary.plan(file).changesNothing && diary.plan(file).markConflicts.isEmpty)
        diary.marks[day]?.isExcluded = false
        #expect(diary.plan(file).markConflicts == [day])
    }

    @Test("importing a file twice changes nothing", arguments: DiaryVectors.names)
    func twice(_ name: String) throws {
        let document = try DiaryVectors.read(name)
        var diary = Diary()
        let first = diary.plan(document)
        #expect(first.conflicts.isEmpty && first.refusals.isEmpty)
        diary.apply(first)
        let once = diary
        let second = diary.plan(document)
        #expect(second.changesNothing && second.conflicts.isEmpty)
        #expect(second.alreadyThereCount == first.writtenCount)
        diary.apply(second)
        #expect(diary == once)
    }
}

/// What holds of any file and any diary.
@Suite("Laws of importing")
struct ImportLawTests {
    private static let first = CalendarDay.test("2026-01-01")

    private func document(_ random: inout SeededGenerator, chance: Double, levels: Int = 3) -> DiaryDocument {
        var days: [ImportedDay] = []
        for offset in 0..<40 where Double.random(in: 0..<1, using: &random) < chance {
            var entry = DayEntry()
            func happens() -> Bool { Bool.random(using: &random) }
            func level() -> Int { Int.random(in: 1...levels, using: &random) }
            if happens() {
                entry.bleeding = BleedingEntry(Bleeding(Bleeding.Level(rawValue: UInt8(level())) ?? .light))
            }
            if happens() { entry.energy = level() }
            if happens() { entry.symptoms = [SymptomID(.cramps): Intensity(rawValue: UInt8(level())) ?? .mild] }
            if happens() { entry.note = ["a", "b", "c"][level() - 1] }
            if happens() { entry.sleep = SleepEntry(minutes: 400 + level(), quality: level()) }
            if happens() { entry.weight = level() == 1 ? 3 : 60_000 }
            var day = ImportedDay(Self.first.adding(days: offset), entry: entry, at: FilePlace(.line, offset + 2))
            if happens() { day.named.moods["mood \(level())"] = .mild }
            if !day.fields.isEmpty { days.append(day) }
        }
        return DiaryDocument(.drip, days: days)
    }

    private func diary(_ random: inout SeededGenerator) -> Diary {
        var diary = Diary()
        diary.apply(diary.plan(document(&random, chance: 0.5)))
        return diary
    }

    @Test("nothing a person wrote changes unless she chooses; a second time nothing changes", arguments: 1...20)
    func keeps(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var diary = diary(&random)
        let before = diary
        let file = document(&random, chance: 0.7)
        let plan = diary.plan(file)
        diary.apply(plan)
        for (day, entry) in before.days {
            for field in entry.fields { #expect(diary.days[day]?.has(field, as: entry) == true) }
        }
        let again = diary.plan(file)
        #expect(again.changesNothing && again.conflicts == plan.conflicts && again.refusals == plan.refusals)
    }

    @Test("every field of a file is written, there, in conflict or refused", arguments: 1...20)
    func accountsForAll(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let diary = diary(&random)
        let file = document(&random, chance: 0.7)
        let plan = diary.plan(file)
        let kept = plan.writtenCount + plan.alreadyThereCount + plan.conflicts.count + plan.refusals.count
        #expect(kept == file.days.reduce(0) { $0 + $1.fields.count })
    }

    @Test("taking the file's leaves no conflict and everything of it that can be kept", arguments: 1...20)
    func takes(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var diary = diary(&random)
        let file = document(&random, chance: 0.7)
        diary.apply(diary.plan(file, DiaryImportChoices(usual: .takeFile)))
        let again = diary.plan(file)
        #expect(again.changesNothing && again.conflicts.isEmpty)
    }

    @Test("files that overlap and agree merge to the same in any order", arguments: 1...20)
    func merges(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        // One level only: what two of them say of a field is the same.
        let left = document(&random, chance: 0.6, levels: 1)
        let right = document(&random, chance: 0.6, levels: 1)
        var (one, other) = (Diary(), Diary())
        for file in [left, right] { one.apply(one.plan(file)) }
        for file in [right, left] { other.apply(other.plan(file)) }
        #expect(Set(one.days.keys) == Set(other.days.keys))
        for (day, entry) in one.days { #expect(entry.fields == other.days[day]?.fields) }
        for (file, diary) in [(left, one), (right, one), (left, other), (right, other)] {
            let again = diary.plan(file)
            #expect(again.changesNothing && again.conflicts.isEmpty)
        }
    }
}
