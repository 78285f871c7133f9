import Primitives
import Testing

@testable import Cycle

@Suite("Doctor's report")
struct DoctorReportTests {
    private let first = CalendarDay.test("2026-01-01")
    private let today = CalendarDay.test("2026-11-20")

    /// Eleven cycles of 28 days, periods of five days, and what a test adds.
    private func diary(_ change: (_ place: Int, inout DayEntry) -> Void = { _, _ in }) -> DiaryCopy {
        let levels: [Bleeding.Level] = [.medium, .heavy, .medium, .light, .spotting]
        let days = (0..<324).map { place in
            var entry = DayEntry()
            let day = place % 28
            if day < levels.count { entry.bleeding = BleedingEntry(Bleeding(levels[day])) }
            change(place, &entry)
            return DiaryCopy.Day(first.adding(days: place), entry)
        }
        return DiaryCopy(days: days)
    }

    private func report(_ diary: DiaryCopy, _ fill: (inout ReportChoices) -> Void = { _ in }) -> DoctorReport {
        var choices = ReportChoices(sections: Set(ReportSection.allCases))
        fill(&choices)
        return DoctorReport(diary, choices, today: today)
    }

    @Test("it spans the last cycles that ended, and the running one", arguments: ReportChoices.cycleCounts)
    func lastCycles(_ count: Int) {
        let report = report(diary()) { $0.span = .lastCycles(count) }
        let cycles = min(count, 11)
        #expect(report.span == first.adding(days: (11 - cycles) * 28)...today)
        #expect(report.cycles?.rows.count == cycles + 1)
        #expect(report.cycles?.rows.last?.length == nil)
        #expect(report.cycles?.lengths?.count == cycles)
        #expect(report.cycles?.lengths?.range == 28...28)
    }

    @Test("a cycle counts from its start, not from where the span cuts it")
    func cut() {
        let from = first.adding(days: 30)
        let report = report(diary()) { $0.span = .days(from...from.adding(days: 59)) }
        #expect(report.cycles?.rows.map(\.start) == [first.adding(days: 56), first.adding(days: 84)])
        #expect(report.loggedDays == 13)
    }

    @Test("a span ends today at the latest, also one that lies ahead")
    func ahead() {
        let future = report(diary()) { $0.span = .days(today.adding(days: 10)...today.adding(days: 20)) }
        #expect(future.span == today...today)
        #expect(report(DiaryCopy(days: [])).span == today.adding(days: -89)...today)
    }

    @Test("bleeding is counted by what was said of each day")
    func bleeding() {
        let diary = diary { place, entry in
            if place == 28 { entry.bleeding?.clots = .large }
            if place == 43 { entry.bleeding = BleedingEntry(Bleeding(.spotting)) }
            if place == 44 { entry.bleeding = BleedingEntry(Bleeding(.none)) }
        }
        let cycles = report(diary) { $0.span = .days(first...first.adding(days: 55)) }.cycles
        #expect(cycles?.levels == [.medium: 4, .heavy: 2, .light: 2, .spotting: 3, .none: 1])
        #expect(cycles?.largeClotDays == 1 && cycles?.smallClotDays == 0)
        #expect(cycles?.daysBetween == 1)
        #expect(cycles?.rows.first?.heaviest == .heavy)
        #expect(cycles?.rows.first?.flowDays == 4)
        #expect(cycles?.rows.first?.periodLength == 5)
    }

    @Test("a symptom on fewer days than asked for is only counted")
    func symptoms() {
        let diary = diary { place, entry in
            if place >= 290, place < 294 { entry.symptoms = [SymptomID(.cramps): .strong, SymptomID(.acne): .mild] }
            if place == 300 { entry.symptoms = [SymptomID(.cramps): .mild, SymptomID(.nausea): .moderate] }
        }
        let symptoms = report(diary) { $0.symptomMinimum = 5 }.symptoms
        #expect(symptoms?.rows.map(\.id) == [SymptomID(.cramps)])
        #expect(symptoms?.rows.first?.days == 5)
        #expect(symptoms?.rows.first?.strong == 4 && symptoms?.rows.first?.mild == 1)
        #expect(symptoms?.rows.first?.cycles == 1)
        #expect(symptoms?.left == 2)
        #expect(symptoms?.loggedDays == 5)
    }

    @Test("only what she chose is in it, and only where something was logged")
    func sections() {
        let diary = diary { place, entry in
            entry.note = "x"
            entry.sex = [SexEntry(.alone)]
            entry.weight = 60_000 + place
        }
        let usual = DoctorReport(diary, ReportChoices(), today: today)
        #expect(usual.sex == nil && usual.notes == nil && usual.name == nil)
        #expect(usual.weight?.count == 184 && usual.cycles != nil)
        #expect(usual.symptoms == nil && usual.temperature == nil && usual.fertility == nil)
        #expect(report(diary).notes?.count == 184)
        #expect(report(diary).sex?.partnerDays == 0)
        let none = report(diary) { $0.sections = [] }
        #expect(none.cycles == nil && none.weight == nil && none.loggedDays == 184)
    }

    @Test("once unprotected is unprotected that day, and what was not said is neither")
    func sex() {
        let diary = diary { place, entry in
            switch place {
            case 310:
                entry.sex = [SexEntry(.withPartner, protection: [.condom]), SexEntry(.withPartner, protection: [])]
            case 311: entry.sex = [SexEntry(.withPartner, protection: [.condom])]
            case 312: entry.sex = [SexEntry(.withPartner)]
            case 313: entry.sex = [SexEntry(.alone)]
            default: break
            }
        }
        let sex = report(diary).sex
        #expect(sex?.days == 4 && sex?.partnerDays == 3)
        #expect(sex?.protected == 1 && sex?.unprotected == 1)
    }

    @Test("methods and medicines in use in the span, with what was taken")
    func medication() {
        var copy = diary { place, entry in
            if place == 320 { entry.intakes = [IntakeEntry(1 << 24, .late), IntakeEntry(9 << 24, .taken)] }
            if place == 321 { entry.intakes = [IntakeEntry(1 << 24, .taken)] }
        }
        let end = first.adding(days: 3)
        copy.items = [
            1 << 24: .medicine(MedicineContent(name: "Iron", from: first)),
            2 << 24: .method(MethodContent(.ring, name: "Ring", from: first)),
            3 << 24: .method(MethodContent(.pill, name: "Old", from: first, to: end)),
            4 << 24: .appointment(AppointmentContent(day: first, title: "x")),
        ]
        let rows = report(copy).medication?.rows ?? []
        #expect(rows.map(\.name) == ["Ring", "Iron", nil])
        #expect(rows.map(\.taken) == [0, 1, 1])
        #expect(rows.map(\.late) == [0, 1, 0])
    }

    @Test("signs of each cycle")
    func fertility() {
        let diary = diary { place, entry in
            let day = place % 28 + 1
            if place >= 280 { return }
            if place >= 252 {
                entry.temperature = BodyTemperature(hundredths: day > 15 ? 3680 : 3640).map { .init($0) }
            }
            if place >= 252 { entry.mucus = CervicalMucus(feeling: day == 14 ? .slippery : .nothing, texture: nil) }
            if day == 13 { entry.lhTests = [LHTest(.negative), LHTest(.positive)] }
            if place == 270 { entry.pregnancyTests = [PregnancyTest(.negative)] }
        }
        let report = report(diary) { $0.span = .lastCycles(3) }
        let rows = report.fertility?.rows ?? []
        #expect(rows.map(\.tests) == [2, 2])
        #expect(rows.map(\.positiveTests) == [[13], [13]])
        #expect(rows.map(\.firstHigh) == [nil, 16])
        #expect(rows.last?.peak == 14 && rows.last?.isConfirmed == true)
        #expect(report.fertility?.pregnancyTests.count == 1)
        #expect(report.fertility?.phases?.follicular.count == 2)
        #expect(report.temperature?.map(\.points.count) == [28])
    }

    @Test("every section and label has words, and each table its cells")
    func blocks() {
        let diary = diary { place, entry in
            entry.temperature = BodyTemperature(hundredths: 3640 + place % 40).map { .init($0) }
            entry.symptoms = [SymptomID(.cramps): .mild]
            entry.moods = [MoodID(.calm): .mild]
            entry.weight = 60_000
            entry.note = "slept"
            entry.sex = [SexEntry(.alone)]
        }
        let blocks = ReportBlocks.blocks(report(diary) { $0.name = "A. B." }, LabelWords())
        #expect(blocks.first == .title("title"))
        #expect(blocks.last == .smallPrint("closing"))
        let headings = blocks.compactMap { if case .heading(let text) = $0 { text } else { nil } }
        #expect(
            headings == ["cycles", "symptoms", "temperature", "fertility", "moods", "weight", "sex", "notes"]
        )
        for case .table(let table) in blocks {
            #expect(table.rows.allSatisfy { $0.count == table.columns.count })
            #expect(table.numbers.allSatisfy(table.columns.indices.contains))
        }
        for case .chart(let chart) in blocks {
            let range = (chart.marks.first?.value ?? 0)...(chart.marks.last?.value ?? 0)
            #expect(chart.points.allSatisfy { range.contains($0.value) && (1...chart.length).contains($0.day) })
        }
    }
}

/// Labels by their own names.
private struct LabelWords: ReportWords {
    func label(_ label: ReportLabel) -> String { label.rawValue }
    func day(_ day: CalendarDay) -> String { day.iso }
    func number(_ value: Double, decimals: Int) -> String { "\(value)" }
    func days(_ count: Int) -> String { "\(count)" }
    func cycles(_ count: Int) -> String { "\(count)" }
    func name(_ symptom: SymptomID) -> String { symptom.text }
    func name(_ mood: MoodID) -> String { mood.text }
    func name(_ level: Bleeding.Level) -> String { level.codeName }
    func name(_ kind: MethodContent.Kind) -> String { kind.codeName }
    func name(_ result: PregnancyTest.Result) -> String { result.codeName }
    func name(_ reason: FigureLeftOut) -> String { "left out" }
    func temperature(_ value: BodyTemperature) -> String { HundredthsText.text(value.hundredths) }
    func weight(_ grams: Int) -> String { "\(grams)" }
    func page(_ number: Int, of count: Int) -> String { "\(number)" }
}
