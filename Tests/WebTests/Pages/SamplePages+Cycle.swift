import Cycle
import Primitives

@testable import Web

extension SamplePages {
    func cyclePages() -> [(String, any Page)] {
        let usual = reading()
        return [
            ("cycle", CycleWords(reading: usual).page()),
            ("cycle-few", CycleWords(reading: reading(lengths: [29])).page()),
            ("cycle-empty", CycleWords(reading: reading(lengths: [], isBleeding: false)).page()),
            ("cycle-paused", CycleWords(reading: reading(isPaused: true)).page()),
            ("cycle-pregnant", CycleWords(reading: reading(mode: .pregnancy)).page()),
            ("cycle-hormonal", CycleWords(reading: reading(mode: .hormonalContraception)).page()),
            ("cycle-late", CycleWords(reading: reading(waited: 36)).page()),
            ("cycle-irregular", CycleWords(reading: reading(lengths: [38, 24, 61, 45, 29, 52], waited: 20)).page()),
            ("cycle-missed", CycleWords(reading: reading(lengths: [29, 28, 30, 27, 29, 31, 28, 58, 29])).page()),
            ("cycle-start", CycleStartPage()),
            ("cycle-start-refused", refusedStart()),
            ("cycle-calendar", calendar(usual)),
            ("cycle-day", CycleDayWords(reading: usual, day: today).page()),
            ("cycle-day-empty", CycleDayWords(reading: usual, day: today.adding(days: -30)).page()),
            ("cycle-day-refused", refusedDay(usual)),
            ("cycle-day-ahead", CycleDayWords(reading: usual, day: today.adding(days: 13)).page()),
        ]
    }

    private func refusedStart() -> CycleStartPage {
        CycleStartPage(
            predicts: true,
            wasStopped: true,
            problems: problems("diary", "Your word, for each purpose", "Without it nothing can be kept.")
        )
    }

    private func calendar(_ reading: DiaryReading) -> CycleCalendarPage {
        CycleCalendarWords(reading: reading).page(month: today.firstOfMonth)
    }

    private func refusedDay(_ reading: DiaryReading) -> CycleDayPage {
        let form = DayForm([
            "flow": "2", "temp": text("three"), "note": text("Slept well."), "s.1": "2", "own-s": text("jaw ache"),
            "sleep": text("long"), "weight": text("heavy"), "product.2": text("many"),
        ])
        let errors = ["temp", "sleep", "weight", "product.2"].map {
            FieldError(field: $0, label: "Field", message: text("It takes a number."))
        }
        return CycleDayWords(reading: reading, day: today)
            .page(sent: form, seen: text("1:a"), problems: FormProblems(errors: errors))
    }

    /// The body panel of Today.
    func bodyPanel() -> BodyPanel { BodyWords(reading: reading()).panel() }

    // MARK: A diary

    /// A person with cycles of those lengths, who has waited so many days in the running one.
    func reading(
        lengths: [Int] = [29, 28, 30, 27, 29, 31, 28, 29, 33, 28, 29, 30],
        waited: Int = 16,
        mode: CycleMode = .cycle,
        isBleeding: Bool = true,
        isPaused: Bool = false
    ) -> DiaryReading {
        let entries = isBleeding ? entries(lengths, waited, mode) : [:]
        let modes = mode == .cycle ? [] : [ModeChange(from: today.adding(days: -700), mode, dueDay: due(mode))]
        let facts = DiaryFacts(
            days: entries.sorted { $0.key < $1.key }.map { $0.value.facts(on: $0.key) },
            modes: ModeHistory(modes)
        )
        let list = CycleList(facts)
        let symptoms = BuiltInSymptom.allCases.map {
            DiaryReading.Feeling(id: SymptomID($0).rawValue, name: text($0.label), icon: $0.icon)
        }
        let moods = BuiltInMood.allCases.map {
            DiaryReading.Feeling(id: MoodID($0).rawValue, name: text($0.label), icon: "plus")
        }
        let said = text
        return DiaryReading(
            today: today,
            facts: facts,
            list: list,
            outlook: isPaused ? .paused : Self.outlook(facts, list, today),
            entry: { entries[$0] },
            symptoms: symptoms,
            moods: moods,
            name: { feeling in
                switch feeling {
                case .symptom(let id): said(id.builtIn?.label ?? "jaw ache")
                case .mood(let id): said(id.builtIn?.label ?? "odd")
                }
            },
            intakes: { _ in [DiaryReading.Intake(id: 1 << 24, name: text("Evening pill"), unit: text("mg"))] },
            hidden: [.cervix]
        )
    }

    private static func outlook(_ facts: DiaryFacts, _ list: CycleList, _ today: CalendarDay) -> DiaryReading.Outlook {
        do throws(PredictionRefusal) {
            return .predicted(try CyclePredictor(facts, list, today: today).predict())
        } catch {
            return .refused(error)
        }
    }

    private func due(_ mode: CycleMode) -> CalendarDay? { mode == .pregnancy ? today.adding(days: 150) : nil }

    private func entries(_ lengths: [Int], _ waited: Int, _ mode: CycleMode) -> [CalendarDay: DayEntry] {
        var entries: [CalendarDay: DayEntry] = [:]
        var start = today.adding(days: -waited)
        for length in [0] + lengths.reversed() {
            start = start.adding(days: -length)
            for (place, level) in [Bleeding.Level.medium, .heavy, .heavy, .medium, .light].enumerated() {
                entries[start.adding(days: place), default: DayEntry()].bleeding = BleedingEntry(Bleeding(level))
            }
        }
        guard mode == .cycle else { return entries }
        for back in 0..<13 {
            let day = today.adding(days: -back)
            var entry = entries[day] ?? DayEntry()
            entry.temperature = BodyTemperature(hundredths: back < 3 ? 3668 - back : 3630 + back).map {
                TemperatureReading($0, minuteOfDay: 400, method: .oral)
            }
            if back % 3 == 0 { entry.symptoms = [SymptomID(.tired): .moderate] }
            entries[day] = entry
        }
        entries[today]?.symptoms = [SymptomID(.tired): .moderate, SymptomID(.tenderBreasts): .mild]
        entries[today]?.moods = [MoodID(.calm): .mild]
        entries[today]?.mucus = CervicalMucus(feeling: .wet, texture: .creamy)
        entries[today]?.sex = [SexEntry(.withPartner, protection: [.condom])]
        entries[today]?.sleep = SleepEntry(minutes: 440, quality: 4)
        entries[today]?.note = text("Slept well.\nTook iron in the morning.")
        entries[today]?.pregnancyTests = [PregnancyTest(.positive)]
        return entries
    }
}
