import Cycle
import JSON
import Primitives

/// Reads both generations of Clue's files.
///
/// - Source: docs/spec/diary-import.md §4.2 and §4.3.
enum ClueReader {
    static func isClue(_ list: [JSONValue]) -> Bool {
        let probe = list.prefix(8).compactMap(\.object)
        return probe.contains { $0["type"]?.text != nil && $0["date"]?.text != nil }
    }

    static func isLegacy(_ root: JSONObject) -> Bool {
        let probe = (root["data"]?.elements ?? []).prefix(8).compactMap(\.object)
        return probe.contains { $0["day"]?.text != nil }
    }

    /// `measurements.json`: `[{date, type, value}]`.
    static func read(_ list: [JSONValue]) -> DiaryDocument {
        var reading = ClueReading()
        for (index, element) in list.enumerated() {
            let place = FilePlace(.entry, index + 1)
            reading.collector.entryCount += 1
            guard let entry = element.object, let type = entry["type"]?.text else {
                reading.collector.skip(.malformed, at: place)
                continue
            }
            guard let day = reading.collector.day(entry["date"]?.text, at: place) else { continue }
            if entry["deleted"]?.flag == true {
                reading.collector.skip(.deleted, at: place)
                continue
            }
            reading.take(type, entry["value"] ?? .null, on: day, at: place)
        }
        return reading.finish(.clue)
    }

    /// The older file: `{data: [{day, …}]}`, with a member for each kind of entry or for each value of one.
    static func readLegacy(_ root: JSONObject) -> DiaryDocument {
        var reading = ClueReading()
        for (index, element) in (root["data"]?.elements ?? []).enumerated() {
            let place = FilePlace(.entry, index + 1)
            reading.collector.entryCount += 1
            guard let entry = element.object else {
                reading.collector.skip(.malformed, at: place)
                continue
            }
            guard let day = reading.collector.day(entry["day"]?.text, at: place) else { continue }
            for member in entry.members where !["day", "id", "timestamp"].contains(member.name) {
                // `period/heavy: true` says the same as `period: "heavy"`.
                let parts = member.name.split(separator: "/", maxSplits: 1)
                if parts.count == 2 {
                    if member.value.flag == false { continue }
                    reading.take(String(parts[0]), .string(String(parts[1])), on: day, at: place)
                } else {
                    reading.take(member.name, member.value, on: day, at: place)
                }
            }
        }
        return reading.finish(.clueLegacy)
    }
}

/// What is gathered of one file of Clue's.
private struct ClueReading {
    private struct Reading {
        let degrees: Double
        let isExcluded: Bool
        let day: CalendarDay
        let place: FilePlace
    }

    var collector = DayCollector()
    /// Temperatures whose unit the file does not say.
    private var readings: [Reading] = []

    mutating func take(_ type: String, _ value: JSONValue, on day: CalendarDay, at place: FilePlace) {
        if value == .null { return }
        switch type.folded {
        case "bbt", "temperature", "basalbodytemperature": measure(value, on: day, at: place)
        case "weight": weigh(value, on: day, at: place)
        case "sleepduration": sleep(value, on: day, at: place)
        case "tags", "tag", "customtags", "custom":
            for name in options(value) { collector.addSymptom(named: name, on: day, at: place) }
        case "notes", "note", "dailynote":
            for text in options(value) { collector.note(text, on: day, at: place) }
        default: takeOptions(type, value, on: day, at: place)
        }
    }

    private mutating func takeOptions(_ type: String, _ value: JSONValue, on day: CalendarDay, at place: FilePlace) {
        let folded = type.folded
        guard let kind = ClueWords.kinds[folded] else {
            return collector.skip(.unknownKind, at: place, type)
        }
        for option in options(value) {
            let excerpt = "\(type): \(option)"
            switch kind {
            case .notKept: collector.skip(.notKept, at: place, type)
            case .spotting: collector.add(.bleeding(.spotting), on: day, at: place)
            case .cravings: collector.add(.symptom(.cravings), on: day, at: place)
            case .medicines: collector.addIntake(option.inWords, .taken, on: day, at: place)
            case .words(let facts, let rest):
                if let fact = facts[option.folded] {
                    collector.add(fact, on: day, at: place, excerpt)
                } else {
                    takeUnknown(option, rest, on: day, at: place, excerpt)
                }
            }
        }
    }

    private mutating func takeUnknown(
        _ option: String,
        _ rest: ClueWords.Rest,
        on day: CalendarDay,
        at place: FilePlace,
        _ excerpt: String
    ) {
        switch rest {
        case .symptom: collector.addSymptom(word: option, on: day, at: place)
        case .mood: collector.addMood(word: option, on: day, at: place)
        case .unknown: collector.skip(.unknownValue, at: place, excerpt)
        case .notKept: collector.skip(.notKept, at: place, excerpt)
        }
    }

    /// `"heavy"`, `{option: "heavy"}`, `["cramps"]`, `[{option: "cramps"}]` and `true`, as a list of words.
    private func options(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text), .number(let text): [text]
        case .boolean(let flag): flag ? ["yes"] : []
        case .array(let elements): elements.flatMap { options($0) }
        case .object(let object): options(object["option"] ?? object["value"] ?? object["text"] ?? .null)
        case .null: []
        }
    }

    private mutating func measure(_ value: JSONValue, on day: CalendarDay, at place: FilePlace) {
        let isExcluded = value.object?["excluded"]?.flag ?? false
        if let degrees = value.object?["celsius"]?.number {
            return collector.measure(degrees, .celsius, isExcluded: isExcluded, on: day, at: place)
        }
        if let degrees = value.object?["fahrenheit"]?.number {
            return collector.measure(degrees, .fahrenheit, isExcluded: isExcluded, on: day, at: place)
        }
        let number = value.object.map { $0["temperature"] ?? $0["value"] ?? .null } ?? value
        guard let degrees = number.number else {
            return collector.skip(.notANumber, at: place, number.text ?? "")
        }
        readings.append(Reading(degrees: degrees, isExcluded: isExcluded, day: day, place: place))
    }

    private mutating func weigh(_ value: JSONValue, on day: CalendarDay, at place: FilePlace) {
        let object = value.object
        let kilograms = object?["kilograms"]?.number ?? object?["kg"]?.number
        let pounds = (object?["pounds"]?.number ?? object?["lbs"]?.number).map { $0 * 0.453_592_37 }
        guard let weight = kilograms ?? pounds else { return collector.skip(.unknownUnit, at: place, "weight") }
        guard let grams = WrittenValue.whole(weight * 1000, in: DayLimits.grams) else {
            return collector.skip(.outOfRange, at: place, "weight")
        }
        collector.change(day, at: place, "weight") { $0.weigh(grams: grams) }
    }

    private mutating func sleep(_ value: JSONValue, on day: CalendarDay, at place: FilePlace) {
        let hours = value.object?["hours"]?.number.map { $0 * 60 }
        guard let written = value.object?["minutes"]?.number ?? hours else {
            // A range of hours, as older files have it, is no duration.
            return collector.skip(.notKept, at: place, "sleep")
        }
        guard let minutes = WrittenValue.whole(written, in: DayLimits.sleepMinutes) else {
            return collector.skip(.outOfRange, at: place, "sleep")
        }
        collector.change(day, at: place, "sleep") { $0.sleep(SleepEntry(minutes: minutes)) }
    }

    mutating func finish(_ format: DiaryFormat) -> DiaryDocument {
        let unit = WrittenTemperature.unit(of: readings.lazy.map(\.degrees))
        for reading in readings {
            collector.measure(
                reading.degrees,
                unit,
                isExcluded: reading.isExcluded,
                on: reading.day,
                at: reading.place
            )
        }
        return collector.finish(format)
    }
}
