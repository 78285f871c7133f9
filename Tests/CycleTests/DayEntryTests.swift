import Primitives
import Testing

@testable import Cycle

@Suite("Entry of a day")
struct DayEntryTests {
    private let day = CalendarDay.test("2026-11-20")

    /// Fills an entry and says why it is refused, if it is.
    private func refusal(_ fill: (inout DayEntry) -> Void) -> DayEntryError? {
        var entry = DayEntry()
        fill(&entry)
        do throws(DayEntryError) {
            try entry.check(on: day, today: day)
            return nil
        } catch {
            return error
        }
    }

    /// The example of docs/spec/cycle-diary.md §1.
    private func example() throws -> DayEntry {
        var entry = DayEntry()
        entry.bleeding = BleedingEntry(Bleeding(.light), clots: .small, products: [.pad: 3])
        let value = try #require(BodyTemperature(hundredths: 3662))
        entry.temperature = TemperatureReading(value, minuteOfDay: 400, method: .oral)
        entry.mucus = CervicalMucus(feeling: .wet, texture: .creamy)
        entry.lhTests = [LHTest(.positive, minuteOfDay: 850)]
        entry.symptoms = [SymptomID(.cramps): .moderate, try #require(SymptomID(rawValue: 9 << 24)): .mild]
        entry.moods = [MoodID(.calm): .mild]
        entry.sex = [SexEntry(.withPartner, protection: [.condom])]
        entry.desire = .medium
        entry.intakes = [IntakeEntry(9 << 24 | 3, .taken, minuteOfDay: 425)]
        entry.sleep = SleepEntry(minutes: 455, quality: 4)
        entry.energy = 3
        entry.factors = [Factor(.alcohol, effect: .reading)]
        entry.note = "Slept well."
        return entry
    }

    @Test("the example of the spec is kept")
    func kept() throws {
        let entry = try example()
        try entry.check(on: day, today: day)
        #expect(entry.doubts(mode: .cycle).isEmpty)
        #expect(Set(DayField.allCases).subtracting(entry.fields) == [.cervix, .pregnancyTests, .weight])
        let facts = entry.facts(on: day)
        #expect(facts.bleeding?.level == .light)
        #expect(facts.countedTemperature == nil)
        #expect(facts.lhTests.count == 1)
    }

    @Test(
        "days up to tomorrow, from 1900 on",
        arguments: [("2026-11-21", true), ("2026-11-22", false), ("1900-01-01", true), ("1899-12-31", false)]
    )
    func days(_ iso: String, _ isKept: Bool) throws {
        let entry = try example()
        var error: DayEntryError?
        do throws(DayEntryError) {
            try entry.check(on: .test(iso), today: day)
        } catch let refusal {
            error = refusal
        }
        #expect(error == (isKept ? nil : .day))
    }

    @Test("numbers outside of their range are refused by their field")
    func ranges() {
        #expect(refusal { $0.weight = 19_999 } == .outOfRange(.weight))
        #expect(refusal { $0.weight = 400_001 } == .outOfRange(.weight))
        #expect(refusal { $0.weight = 20_000 } == nil)
        #expect(refusal { $0.sleep = SleepEntry(minutes: 1441) } == .outOfRange(.sleep))
        #expect(refusal { $0.sleep = SleepEntry(minutes: 400, quality: 0) } == .outOfRange(.sleep))
        #expect(refusal { $0.energy = 6 } == .outOfRange(.energy))
        #expect(refusal { $0.lhTests = [LHTest(.negative, minuteOfDay: 1440)] } == .outOfRange(.lhTests))
        #expect(refusal { $0.sex = [SexEntry(.alone, minuteOfDay: -1)] } == .outOfRange(.sex))
        #expect(refusal { $0.intakes = [IntakeEntry(1 << 24, .taken, hundredths: 0)] } == .outOfRange(.intakes))
        let products = BleedingEntry(Bleeding(.light), products: [.pad: 51])
        #expect(refusal { $0.bleeding = products } == .outOfRange(.bleeding))
    }

    @Test("lists are not empty, not too long, and hold each thing once")
    func lists() {
        #expect(refusal { $0.symptoms = [:] } == .empty(.symptoms))
        #expect(refusal { $0.lhTests = [] } == .empty(.lhTests))
        let tests = Array(repeating: LHTest(.negative), count: 11)
        #expect(refusal { $0.lhTests = tests } == .tooMany(.lhTests, maximum: 10))
        let factors = [Factor(.stress, effect: .none), Factor(.stress, effect: .cycle)]
        #expect(refusal { $0.factors = factors } == .twice(.factors))
        let intakes = [IntakeEntry(1 << 24, .taken), IntakeEntry(1 << 24, .missed)]
        #expect(refusal { $0.intakes = intakes } == .twice(.intakes))
    }

    @Test("a note has 1 to 2,000 scalars", arguments: [(0, false), (1, true), (2000, true), (2001, false)])
    func notes(_ count: Int, _ isKept: Bool) {
        #expect((refusal { $0.note = String(repeating: "ü", count: count) } == nil) == isKept)
    }

    @Test(
        "an id names a built-in symptom, or one that a change made",
        arguments: [
            (0, false), (1, true), (30, true), (31, false), (999, false), (16_777_215, false), (16_777_216, true),
        ]
    )
    func ids(_ rawValue: UInt64, _ isNamed: Bool) {
        #expect((SymptomID(rawValue: rawValue) != nil) == isNamed)
        let builtIn = UInt16(exactly: rawValue).flatMap { BuiltInSymptom(rawValue: $0) }
        #expect(SymptomID(rawValue: rawValue)?.builtIn == builtIn)
    }

    @Test("what is unlikely is kept and asked about")
    func doubts() throws {
        var entry = DayEntry()
        entry.temperature = TemperatureReading(try #require(BodyTemperature(hundredths: 3851)))
        #expect(entry.doubts(mode: .cycle) == [.unusualTemperature])
        entry = DayEntry()
        entry.bleeding = BleedingEntry(Bleeding(.none), products: [.pad: 1])
        #expect(entry.doubts(mode: .cycle) == [.bleedingWithout])
        entry.bleeding = BleedingEntry(Bleeding(.none), clots: BleedingEntry.Clots.none)
        #expect(entry.doubts(mode: .cycle).isEmpty)
        entry.pregnancyTests = [PregnancyTest(.positive)]
        #expect(entry.doubts(mode: .cycle) == [.pregnancyTest])
        entry.bleeding = BleedingEntry(Bleeding(.heavy))
        #expect(entry.doubts(mode: .pregnancy) == [.flowInPregnancy])
        try entry.check(on: day, today: day)
    }

    /// Frozen: a number that changes here makes diaries already kept say something else.
    @Test("codes on disk do not change")
    func codes() {
        #expect(DayField.allCases.map(\.rawValue) == Array(1...16))
        #expect(Bleeding.Level.allCases.map(\.rawValue) == Array(0...5))
        #expect(Bleeding.Mark.allCases.map(\.rawValue) == Array(0...2))
        #expect(BleedingEntry.Product.allCases.map(\.rawValue) == Array(1...9))
        #expect(TemperatureReading.Method.allCases.map(\.rawValue) == Array(0...8))
        #expect(SexEntry.Protection.allCases.map(\.rawValue) == Array(1...16))
        #expect(Factor.Kind.allCases.map(\.rawValue) == Array(1...16))
        #expect(CycleMode.allCases.map(\.rawValue) == Array(1...8))
        #expect(BuiltInSymptom.allCases.map(\.rawValue) == Array(1...30))
        #expect(BuiltInMood.allCases.map(\.rawValue) == Array(1...16))
        #expect(CycleMode.hormonalContraception.rawValue == 7)
        #expect(BuiltInSymptom.cramps.rawValue == 1 && BuiltInSymptom.tired.rawValue == 11)
        #expect(SexEntry.Protection.condom.rawValue == 1 && SexEntry.Protection.copperIUD.rawValue == 13)
        #expect(Factor.Kind.alcohol.rawValue == 5 && Factor.Kind.otherThermometer.rawValue == 15)
    }
}
