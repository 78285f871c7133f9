import Cycle
import Primitives

/// What a field of a day holds, in a few words: for lists in which two of them stand side by side.
struct EntryText {
    let text: BodyText
    let units: BodyUnits
    let symptom: (SymptomID) -> String
    let mood: (MoodID) -> String

    private static let noteCharacters = 120

    func words(_ field: DayField, of entry: DayEntry) -> String {
        switch field {
        case .bleeding: entry.bleeding.map(bleeding) ?? ""
        case .temperature: entry.temperature.map(temperature) ?? ""
        case .mucus: entry.mucus.map { mark(list([$0.feeling?.label, $0.texture?.label]), $0.isExcluded) } ?? ""
        case .cervix: entry.cervix.map { mark(text.cervix($0), $0.isExcluded) } ?? ""
        case .lhTests: list((entry.lhTests ?? []).map { at($0.result.label, $0.minuteOfDay) })
        case .pregnancyTests: list((entry.pregnancyTests ?? []).map { at($0.result.label, $0.minuteOfDay) })
        case .symptoms:
            list((entry.symptoms ?? [:]).sorted { $0.key < $1.key }.map { intense(symptom($0.key), $0.value) })
        case .moods: list((entry.moods ?? [:]).sorted { $0.key < $1.key }.map { intense(mood($0.key), $0.value) })
        case .sex: list((entry.sex ?? []).map(sex))
        case .desire: entry.desire.map { text.inline($0.label) } ?? ""
        case .intakes: list((entry.intakes ?? []).map { $0.state.label })
        case .weight: entry.weight.map { units.text(grams: $0) } ?? ""
        case .sleep: entry.sleep.map { BodyUnits.clock(minutes: $0.minutes) } ?? ""
        case .energy: entry.energy.map { "\($0)/5" } ?? ""
        case .factors: list((entry.factors ?? []).map(\.kind.label))
        case .note: entry.note.map(short) ?? ""
        }
    }

    private func list(_ parts: [String?]) -> String {
        parts.compactMap(\.self).map(text.inline).joined(separator: ", ")
    }

    private func mark(_ words: String, _ isExcluded: Bool) -> String {
        isExcluded ? text.words("{value}, left out", ["value": words]) : words
    }

    private func at(_ words: String, _ minute: Int?) -> String {
        minute.map { words + " " + BodyUnits.time($0) } ?? words
    }

    private func bleeding(_ entry: BleedingEntry) -> String {
        let level = text.inline(entry.bleeding.level.label)
        let mark: String? =
            switch entry.bleeding.mark {
            case .none: nil
            case .start: text.words("marked as a start")
            case .noStart: text.words("marked as no start")
            }
        let words = [level, mark].compactMap(\.self).joined(separator: ", ")
        return self.mark(words, entry.bleeding.isExcluded)
    }

    private func temperature(_ reading: TemperatureReading) -> String {
        mark(at(units.text(reading.value), reading.minuteOfDay), reading.isExcluded)
    }

    private func intense(_ name: String, _ intensity: Intensity) -> String { "\(name) \(intensity.rawValue)/3" }

    private func sex(_ entry: SexEntry) -> String {
        let protection = (entry.protection ?? []).map(\.label).sorted()
        return ([entry.kind.label] + protection).joined(separator: " · ")
    }

    private func short(_ note: String) -> String {
        let line = note.replacing("\n", with: " ")
        return line.count <= Self.noteCharacters ? line : String(line.prefix(Self.noteCharacters)) + "…"
    }
}
