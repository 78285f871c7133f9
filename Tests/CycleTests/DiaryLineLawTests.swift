import Primitives
import Testing

@testable import Cycle

@Suite("Diary lines, written and read again")
struct DiaryLineLawTests {
    private struct Dice {
        var random: SplitMix64

        mutating func below(_ count: Int) -> Int { Int(random.unit() * Double(count)) }
        mutating func happens(_ chance: Double) -> Bool { random.unit() < chance }
        mutating func any<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
        mutating func minute() -> Int? { happens(0.5) ? below(1440) : nil }
    }

    private func entry(_ dice: inout Dice) -> DayEntry {
        var entry = DayEntry()
        if dice.happens(0.5) {
            let bleeding = Bleeding(
                dice.any(Bleeding.Level.allCases),
                mark: dice.any(Bleeding.Mark.allCases),
                isExcluded: dice.happens(0.2)
            )
            entry.bleeding = BleedingEntry(
                bleeding,
                clots: dice.happens(0.5) ? dice.any(BleedingEntry.Clots.allCases) : nil,
                products: dice.happens(0.5) ? [dice.any(BleedingEntry.Product.allCases): 1 + dice.below(50)] : [:]
            )
        }
        if dice.happens(0.5) {
            entry.temperature = BodyTemperature(hundredths: 3400 + dice.below(801)).map { value in
                TemperatureReading(
                    value,
                    minuteOfDay: dice.minute(),
                    method: dice.any(TemperatureReading.Method.allCases),
                    isExcluded: dice.happens(0.2)
                )
            }
        }
        fillSigns(&entry, &dice)
        fillLists(&entry, &dice)
        fillNumbers(&entry, &dice)
        return entry
    }

    private func fillSigns(_ entry: inout DayEntry, _ dice: inout Dice) {
        if dice.happens(0.5) {
            entry.mucus = CervicalMucus(
                feeling: dice.happens(0.7) ? dice.any(CervicalMucus.Feeling.allCases) : nil,
                texture: dice.happens(0.7) ? dice.any(CervicalMucus.Texture.allCases) : nil,
                isExcluded: dice.happens(0.2)
            )
        }
        if dice.happens(0.5) {
            entry.cervix = Cervix(
                opening: dice.happens(0.7) ? dice.any(Cervix.Opening.allCases) : nil,
                firmness: dice.happens(0.7) ? dice.any(Cervix.Firmness.allCases) : nil,
                position: dice.happens(0.7) ? dice.any(Cervix.Position.allCases) : nil,
                isExcluded: dice.happens(0.2)
            )
        }
    }

    private func fillLists(_ entry: inout DayEntry, _ dice: inout Dice) {
        func some<Element>(_ dice: inout Dice, _ make: (inout Dice) -> Element) -> [Element]? {
            guard dice.happens(0.4) else { return nil }
            return (0...dice.below(2)).map { _ in make(&dice) }
        }
        entry.lhTests = some(&dice) { LHTest($0.any(LHTest.Result.allCases), minuteOfDay: $0.minute()) }
        entry.pregnancyTests = some(&dice) {
            PregnancyTest($0.any(PregnancyTest.Result.allCases), minuteOfDay: $0.minute())
        }
        let symptoms = BuiltInSymptom.allCases.map { SymptomID($0) } + [TestLine.ache].compactMap { $0 }
        if let drawn = some(&dice, { ($0.any(symptoms), $0.any(Intensity.allCases)) }) {
            entry.symptoms = Dictionary(drawn, uniquingKeysWith: { $1 })
        }
        if let drawn = some(&dice, { (MoodID($0.any(BuiltInMood.allCases)), $0.any(Intensity.allCases)) }) {
            entry.moods = Dictionary(drawn, uniquingKeysWith: { $1 })
        }
        entry.sex = some(&dice) { dice in
            let count = dice.below(3)
            let all = SexEntry.Protection.allCases
            return SexEntry(
                dice.any(SexEntry.Kind.allCases),
                protection: dice.happens(0.3) ? nil : Set((0..<count).map { _ in dice.any(all) }),
                minuteOfDay: dice.minute()
            )
        }
        if dice.happens(0.4) {
            let kinds = Factor.Kind.allCases.filter { _ in dice.happens(0.2) }
            entry.factors = kinds.isEmpty ? nil : kinds.map { Factor($0, effect: $0.proposedEffect) }
        }
    }

    private func fillNumbers(_ entry: inout DayEntry, _ dice: inout Dice) {
        if dice.happens(0.4) { entry.desire = dice.any(Desire.allCases) }
        if dice.happens(0.4) { entry.weight = 20_000 + dice.below(380_001) }
        if dice.happens(0.4) {
            entry.sleep = SleepEntry(minutes: dice.below(1441), quality: dice.happens(0.5) ? 1 + dice.below(5) : nil)
        }
        if dice.happens(0.4) { entry.energy = 1 + dice.below(5) }
        if dice.happens(0.3) { entry.note = dice.any(["a", "one, two; three: 4", "सब ठीक", "temp 36.6"]) }
    }

    @Test("are the same fields", arguments: 0..<400 as Range<UInt64>)
    func law(_ seed: UInt64) {
        var dice = Dice(random: SplitMix64(seed: seed))
        let written = entry(&dice)
        let day = TestLine.today.adding(days: -dice.below(4000))
        let line = DiaryLineFormatter(names: TestLine.names).line(written, on: day)
        guard written != DayEntry() else { return }
        // A line is short; a day may hold more than one takes.
        guard line.unicodeScalars.count <= DiaryQuickAdd.characterMaximum else { return }
        let reading = TestLine.read(line)
        #expect(reading.problems.isEmpty, "\(line): \(reading.problems)")
        #expect(reading.entry == written, "\(line)")
        #expect(reading.day == day)
        TestLine.checkTokens(line, reading)
    }

    @Test("any words in any order are read without harm", arguments: 0..<300 as Range<UInt64>)
    func anyLine(_ seed: UInt64) {
        var dice = Dice(random: SplitMix64(seed: seed))
        let words =
            DiaryQuickAddTests.rows.flatMap { $0.text.split(separator: " ").map(String.init) }
            + ["120", "₹5", "#x", "@upi", "१२", "7h", "😀", "24:00", "99999999", "0.0005", ","]
        let line = (0...dice.below(14)).map { _ in dice.any(words) }.joined(separator: " ")
        let reading = TestLine.read(line)
        TestLine.checkTokens(line, reading)
        if let entry = reading.entry {
            #expect(!entry.fields.isEmpty)
            let again = DiaryLineFormatter(names: TestLine.names).line(entry, on: reading.day)
            #expect(TestLine.read(again).entry == entry, "\(line) / \(again)")
        }
    }

    @Test("put into a day they take nothing of it away", arguments: 0..<200 as Range<UInt64>)
    func adding(_ seed: UInt64) {
        var dice = Dice(random: SplitMix64(seed: seed))
        let (old, line) = (entry(&dice), entry(&dice))
        let day = old.adding(line)
        #expect(day.fields == old.fields.union(line.fields))
        for field in old.fields.subtracting(line.fields) { #expect(day.has(field, as: old)) }
        for field in line.fields.subtracting(old.fields) { #expect(day.has(field, as: line)) }
        #expect(Set((day.symptoms ?? [:]).keys) == Set((old.symptoms ?? [:]).keys).union((line.symptoms ?? [:]).keys))
        for (id, intensity) in line.symptoms ?? [:] { #expect(day.symptoms?[id] == intensity) }
        #expect(day.lhTests?.count ?? 0 == (old.lhTests?.count ?? 0) + (line.lhTests?.count ?? 0))
        #expect(day.bleeding?.bleeding.level == (line.bleeding ?? old.bleeding)?.bleeding.level)
        if let note = old.note { #expect(day.note?.hasPrefix(note) == true) }
        #expect(DayEntry().adding(line) == line && old.adding(DayEntry()) == old)
    }
}
