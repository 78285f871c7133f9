import Cycle
import JSON
import Primitives

/// Reads the tables that Mensinator exports as JSON; its values are texts, numbers included.
///
/// - Source: docs/spec/diary-import.md §4.6.
enum MensinatorReader {
    static func isMensinator(_ root: JSONObject) -> Bool {
        guard case .array? = root["periods"] else { return false }
        return ["symptoms", "symptom_date", "ovulations", "app_settings"].contains { root[$0]?.elements != nil }
    }

    static func read(_ root: JSONObject) -> DiaryDocument {
        var collector = DayCollector()
        for (index, element) in (root["periods"]?.elements ?? []).enumerated() {
            let place = FilePlace(.entry, index + 1)
            collector.entryCount += 1
            guard let period = element.object else {
                collector.skip(.malformed, at: place)
                continue
            }
            guard let day = collector.day(period["date"]?.text, at: place) else { continue }
            collector.add(.bleeding(.medium), on: day, at: place)
        }
        readSymptoms(root, &collector)
        for (index, element) in (root["ovulations"]?.elements ?? []).enumerated() {
            collector.entryCount += 1
            // Flowkeep tells ovulation from signs; a day she marked has no field.
            collector.skip(.notKept, at: FilePlace(.ovulation, index + 1), "ovulation")
            if element.object == nil { collector.skip(.malformed, at: FilePlace(.ovulation, index + 1)) }
        }
        return collector.finish(.mensinator)
    }

    private static func readSymptoms(_ root: JSONObject, _ collector: inout DayCollector) {
        var names: [String: String] = [:]
        for element in root["symptoms"]?.elements ?? [] {
            guard let symptom = element.object, let id = symptom["id"]?.text else { continue }
            names[id] = symptom["symptom_name"]?.text
        }
        // Of two levels of flow on one day the heavier stands, whatever the period says.
        var levels: [CalendarDay: Bleeding.Level] = [:]
        for (index, element) in (root["symptom_date"]?.elements ?? []).enumerated() {
            let place = FilePlace(.symptom, index + 1)
            collector.entryCount += 1
            guard let entry = element.object else {
                collector.skip(.malformed, at: place)
                continue
            }
            guard let day = collector.day(entry["symptom_date"]?.text, at: place) else { continue }
            guard let name = entry["symptom_id"]?.text.flatMap({ names[$0] }) else {
                collector.skip(.unknownKind, at: place)
                continue
            }
            if let level = flows[name.folded] {
                levels[day] = max(level, levels[day] ?? .none)
            } else if FeelingWords.symptom(name) != nil || FeelingWords.mood(name) != nil {
                collector.addSymptom(word: name, on: day, at: place)
            } else {
                // Hers, and written by her.
                collector.addSymptom(named: name, on: day, at: place)
            }
        }
        for (day, level) in levels.sorted(by: { $0.key < $1.key }) {
            collector.change(day, at: FilePlace(.symptom, 1)) { draft in
                draft.setLevel(level)
                return nil
            }
        }
    }

    private static let flows: [String: Bleeding.Level] = [
        "heavyflow": .heavy, "mediumflow": .medium, "lightflow": .light, "spotting": .spotting,
    ]
}
