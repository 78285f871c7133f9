import Cycle
import Primitives

/// The page of one day, from what is kept or from what was typed.
struct CycleDayWords {
    let reading: DiaryReading
    let day: CalendarDay

    /// - `sent`: A form that came back, with what is wrong in it; nil shows what is kept.
    /// - `seen`: Of that form.
    func page(sent: DayForm? = nil, seen: String? = nil, problems: FormProblems = .none) -> CycleDayPage {
        let entry = reading.entry(day)
        let kept = DayForm(entry ?? DayEntry(), reading.units)
        let sheet = DaySheetWords(reading: reading, day: day, form: sent ?? kept, problems: problems)
        let isAhead = day > reading.today.adding(days: DayLimits.daysAhead)
        let sections = isAhead ? ([], []) : sheet.sections()
        let mode = reading.facts.modes.mode(on: day)
        return CycleDayPage(
            heading: heading,
            subheading: subheading,
            action: "/cycle/day/" + day.iso,
            before: neighbour(-1),
            after: neighbour(1),
            problems: problems,
            doubts: (entry?.doubts(mode: mode) ?? []).sorted { $0.order < $1.order }.map(\.sentence),
            sections: sections.0,
            folded: sections.1,
            ahead: isAhead ? ahead() : nil,
            holds: entry.map { holds($0) },
            seen: seen ?? kept.seen,
            ring: CycleWords(reading: reading).ring(.full),
            month: DiaryMonths(reading: reading, selected: day).grids(from: day.firstOfMonth, count: 1).first
        )
    }

    private var heading: String {
        switch day.days(after: reading.today) {
        case 0: localized("Today")
        case -1: localized("Yesterday")
        case 1: localized("Tomorrow")
        default: DayText(day, today: reading.today).weekdayName
        }
    }

    private var subheading: String {
        let text = DayText(day, today: reading.today)
        let long = heading == text.weekdayName ? text.medium : text.long
        guard let cycle = reading.cycle(of: day), day <= reading.today, reading.mode != .pregnancy else { return long }
        let number = cycle.cycleDay(of: day)
        guard number <= RecordedCycle.longestLength else { return long }
        return localized("{date}, day {day}", ["date": long, "day": "\(number)"])
    }

    private func neighbour(_ step: Int) -> CycleDayPage.Neighbour {
        let other = day.adding(days: step)
        return CycleDayPage.Neighbour(
            path: "/cycle/day/" + other.iso,
            label: DayText.spoken(other, today: reading.today)
        )
    }

    /// What is estimated for a day to come.
    private func ahead() -> String {
        guard let prediction = reading.prediction else { return localized("Nothing can be logged for it yet.") }
        let chance = prediction.starts.map { $0.chance(of: day) }.max() ?? 0
        var parts = [localized("Nothing can be logged for it yet.")]
        parts.append(
            localized(
                "Chance that a bleeding starts on it: {chance}, an estimate.",
                ["chance": PercentText.text(chance)]
            )
        )
        if prediction.ovulation?.window.map({ $0.contains(day) }) ?? false {
            parts.append(localized("It lies in the fertile time, an estimate and not contraception."))
        }
        return parts.joined(separator: " ")
    }

    /// What the day holds, by name.
    private func holds(_ entry: DayEntry) -> String {
        let names = DayField.allCases.filter { entry.fields.contains($0) }.map(\.label)
        return localized("Kept: {fields}", ["fields": names.joined(separator: ", ")])
    }
}

extension DayField {
    var label: String {
        switch self {
        case .bleeding: localized("Flow")
        case .temperature: localized("Waking temperature")
        case .mucus: localized("Cervical mucus")
        case .cervix: localized("Cervix")
        case .lhTests: localized("LH test")
        case .pregnancyTests: localized("Pregnancy test")
        case .symptoms: localized("Symptoms")
        case .moods: localized("Mood")
        case .sex: localized("Sex")
        case .desire: localized("Desire")
        case .intakes: localized("Pills and medicines")
        case .weight: localized("Weight")
        case .sleep: localized("Sleep")
        case .energy: localized("Energy")
        case .factors: localized("What may have disturbed it")
        case .note: localized("Notes")
        }
    }
}

extension DayDoubt {
    var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    var sentence: String {
        switch self {
        case .unusualTemperature: localized("The temperature is far from what people wake with.")
        case .bleedingWithout: localized("It says no bleeding, and names clots or products.")
        case .pregnancyTest: localized("A test is positive, and the diary is not in the mode for a pregnancy.")
        case .flowInPregnancy:
            localized("There is bleeding in a pregnancy. If it is unexpected, a doctor should hear of it.")
        }
    }
}
