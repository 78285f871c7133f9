import Cycle
import Primitives

/// What one tap logs, and what is logged already.
struct LogWords {
    let reading: DiaryReading

    private static let symptomCount = 3
    private static let usual: [BuiltInSymptom] = [.cramps, .tired, .headache, .tenderBreasts]

    /// - `next`: The page the tap returns to.
    func chips(next: String) -> LogChips {
        let today = reading.today
        let entry = reading.entry(today)
        let path = "/cycle/day/" + today.iso
        var chips = [flow(entry), temperature(entry, path)]
        chips += symptoms(entry)
        chips.append(
            LogChips.Chip(path: path + "#f-note", icon: "note", label: localized("Note"), isOn: entry?.note != nil)
        )
        let hasFlow = entry?.bleeding.map { $0.bleeding.level >= .light } ?? false
        let isSoon = reading.running.map { today.days(after: $0.start) < RecordedCycle.shortestLength } ?? false
        return LogChips(
            head: localized(
                "Today, {day}",
                ["day": DaySpanText.full(today, today, Words.current.locale)]
            ),
            day: today.iso,
            next: next,
            chips: chips,
            canStart: !hasFlow && !isSoon && reading.mode != .pregnancy
        )
    }

    private func flow(_ entry: DayEntry?) -> LogChips.Chip {
        let level = entry?.bleeding?.bleeding.level
        let label = level.map {
            $0 == .none ? localized("No bleeding") : localized("Flow: {level}", ["level": $0.label])
        }
        return LogChips.Chip(value: "flow", icon: "drop", label: label ?? localized("Flow"), isOn: level != nil)
    }

    private func temperature(_ entry: DayEntry?, _ path: String) -> LogChips.Chip {
        let value = entry?.temperature?.value
        return LogChips.Chip(
            path: path + "#f-temp",
            icon: "thermo",
            label: value.map { reading.units.text($0) } ?? localized("Temperature"),
            isOn: value != nil
        )
    }

    /// Those of today, then those she logs most, then the commonest of all.
    private func symptoms(_ entry: DayEntry?) -> [LogChips.Chip] {
        let logged = entry?.symptoms ?? [:]
        let known = Set(reading.symptoms.map(\.id))
        let proposed = reading.usualSymptoms() + Self.usual.map { SymptomID($0) }
        var ids = logged.keys.sorted()
        for id in proposed where ids.count < Self.symptomCount && !ids.contains(id) && known.contains(id.rawValue) {
            ids.append(id)
        }
        return ids.prefix(6).compactMap { id in
            guard let name = reading.name(.symptom(id)) else { return nil }
            return LogChips.Chip(
                value: "s.\(id.rawValue)",
                icon: id.builtIn?.icon ?? "plus",
                label: name,
                isOn: logged[id] != nil,
                level: logged[id].map { Int($0.rawValue) }
            )
        }
    }
}

/// The diary on Today.
struct BodyWords {
    let reading: DiaryReading

    func panel() -> BodyPanel {
        let words = CycleWords(reading: reading)
        let today = reading.today
        let entry = reading.entry(today)
        let next = reading.prediction?.starts.first
        let window = next.map { DaySpanText($0.interval(0.8), today: today).long }
        let questions = QuestionWords(reading: reading).all()
        var rows: [BodyPanel.Row] = []
        if isUsed(\.temperature) {
            rows.append(
                .init(localized("Temperature this morning"), entry?.temperature.map { reading.units.text($0.value) })
            )
        }
        if isUsed(\.sleep) {
            rows.append(
                .init(localized("Sleep, last night"), entry?.sleep.map { BodyUnits.clock(minutes: $0.minutes) })
            )
        }
        return BodyPanel(
            ring: words.ring(.mini),
            window: window,
            sentence: sentence(next != nil),
            log: LogWords(reading: reading).chips(next: "/today"),
            question: questions.first?.text,
            rows: rows
        )
    }

    private func sentence(_ isPredicted: Bool) -> String {
        if isPredicted {
            return reading.isHormonal
                ? localized("is when your next withdrawal bleeding will likely start.")
                : localized("is when your next period will likely start.")
        }
        if case .refused(.pregnant(let age?)) = reading.outlook {
            return localized(
                "Week {week} of the pregnancy, day {day}.",
                ["week": "\(age.weeks + 1)", "day": "\(age.days + 1)"]
            )
        }
        if let refusal = CycleWords(reading: reading).refusal() { return refusal.head }
        return reading.list.cycles.isEmpty
            ? localized("Log the first day of a period, and the days are counted from it.")
            : localized("Estimates are switched off.")
    }

    /// Logged within the last two weeks.
    private func isUsed<Value>(_ field: KeyPath<DayEntry, Value?>) -> Bool {
        (0..<14).contains { reading.entry(reading.today.adding(days: -$0))?[keyPath: field] != nil }
    }
}
