import Cycle
import JSON
import Primitives

/// Reads the JSON that Flo sends on request.
///
/// What a person logged is in four lists, of which older files have some elsewhere; the rest of the file is about the
/// account, and is not looked at.
///
/// - Source: docs/spec/diary-import.md §4.4.
enum FloReader {
    static func isFlo(_ root: JSONObject) -> Bool {
        root["operationalData"]?.object != nil || root["pointEventsManualData"] != nil
    }

    static func read(_ root: JSONObject) -> DiaryDocument {
        var reading = FloReading()
        let data = root["operationalData"]?.object ?? JSONObject()
        var cycles = FloCycles()
        cycles.read(data["cycles"]?.elements ?? [], &reading.collector)
        for list in ["point_events_manual_v2", "repeatable_child_point_events"] {
            reading.readEvents(data[list]?.elements ?? [])
        }
        // A list, or an object with the list in it.
        let elsewhere = root["pointEventsManualData"]
        if let events = elsewhere?.elements { reading.readEvents(events) }
        for list in ["point_events_manual_v2", "repeatable_child_point_events"] {
            reading.readEvents(elsewhere?.object?[list]?.elements ?? [])
        }
        reading.readNotes(data["notes"]?.elements ?? root["notes"]?.elements ?? [])
        return reading.finish()
    }
}

/// The events of a file, gathered.
private struct FloReading {
    private struct Reading {
        let degrees: Double
        let day: CalendarDay
        let place: FilePlace
    }

    var collector = DayCollector()
    private var readings: [Reading] = []
    private var eventCount = 0

    mutating func readEvents(_ events: [JSONValue]) {
        for element in events {
            eventCount += 1
            collector.entryCount += 1
            let place = FilePlace(.event, eventCount)
            guard let event = element.object else {
                collector.skip(.malformed, at: place)
                continue
            }
            if event["deleted"]?.flag == true {
                collector.skip(.deleted, at: place)
                continue
            }
            // `date` is the same moment in Greenwich, which may be another day.
            let written = event["local_date"]?.text ?? event["date"]?.text
            guard let day = collector.day(written, at: place) else { continue }
            read(event, on: day, at: place)
        }
    }

    private mutating func read(_ event: JSONObject, on day: CalendarDay, at place: FilePlace) {
        let category = event["category"]?.text ?? ""
        let word = event["subcategory"]?.text ?? ""
        let excerpt = word.isEmpty ? category : "\(category): \(word)"
        switch category.folded {
        case "symptom":
            if let fact = FloWords.symptoms[word.folded] { return collector.add(fact, on: day, at: place, excerpt) }
            collector.addSymptom(word: word, on: day, at: place)
        case "mood":
            collector.addMood(word: word, on: day, at: place)
        case "temperature", "basaltemperature", "bbt":
            guard let degrees = value(of: event) else { return collector.skip(.notANumber, at: place, category) }
            readings.append(Reading(degrees: degrees, day: day, place: place))
        case "weight":
            // Kilograms, whatever the app shows.
            guard let weight = value(of: event) else { return collector.skip(.notANumber, at: place, category) }
            guard let grams = WrittenValue.whole(weight * 1000, in: DayLimits.grams) else {
                return collector.skip(.outOfRange, at: place, category)
            }
            collector.change(day, at: place, category) { $0.weigh(grams: grams) }
        case "medication", "pills", "contraception":
            readMedicine(event, word.isEmpty ? category : word, on: day, at: place)
        case "note", "notes":
            if let text = event["text"]?.text ?? properties(of: event)?["text"]?.text {
                collector.note(text, on: day, at: place)
            }
        default:
            guard let facts = FloWords.categories[category.folded] else {
                return collector.skip(.unknownKind, at: place, excerpt)
            }
            guard let facts else { return collector.skip(.notKept, at: place, category) }
            guard let fact = facts[word.folded] else { return collector.skip(.unknownValue, at: place, excerpt) }
            collector.add(fact, on: day, at: place, excerpt)
        }
    }

    private mutating func readMedicine(
        _ event: JSONObject,
        _ word: String,
        on day: CalendarDay,
        at place: FilePlace
    ) {
        let properties = properties(of: event)
        let isMissed = properties?["missed_pill"]?.flag ?? properties?["missed"]?.flag ?? false
        // "Pills" is how Flo calls the one pill of a day.
        let name = word.folded == "pills" ? "Pill" : word.inWords
        collector.addIntake(name, isMissed ? .missed : .taken, on: day, at: place)
    }

    /// `properties`, which is an object in one list and a text of JSON in another.
    private func properties(of event: JSONObject) -> JSONObject? {
        guard let properties = event["properties"] ?? event["additional_fields"] else { return nil }
        if let object = properties.object { return object }
        guard case .string(let text) = properties else { return nil }
        return FloReading.parsed(text)?.object
    }

    /// JSON inside a text; nil where it is none.
    static func parsed(_ text: String) -> JSONValue? {
        do {
            return try JSONParser.parse(Array(text.utf8))
        } catch {
            return nil
        }
    }

    private func value(of event: JSONObject) -> Double? {
        let properties = properties(of: event)
        return properties?["value"]?.number ?? properties?["temperature"]?.number ?? event["value"]?.number
    }

    mutating func readNotes(_ notes: [JSONValue]) {
        for (index, element) in notes.enumerated() {
            let place = FilePlace(.note, index + 1)
            collector.entryCount += 1
            guard let note = element.object else {
                collector.skip(.malformed, at: place)
                continue
            }
            if note["deleted"]?.flag == true {
                collector.skip(.deleted, at: place)
                continue
            }
            let written = note["local_date"]?.text ?? note["date"]?.text
            guard let day = collector.day(written, at: place) else { continue }
            collector.note(note["text"]?.text ?? "", on: day, at: place)
        }
    }

    mutating func finish() -> DiaryDocument {
        let unit = WrittenTemperature.unit(of: readings.lazy.map(\.degrees))
        for reading in readings { collector.measure(reading.degrees, unit, on: reading.day, at: reading.place) }
        return collector.finish(.flo)
    }
}

/// The cycles of a file: days of bleeding, and pregnancies.
private struct FloCycles {
    /// From a pregnancy's first day in the diary to the day a child is due, at most (cycle-diary §7).
    private static let dueDays = 300

    mutating func read(_ cycles: [JSONValue], _ collector: inout DayCollector) {
        var starts: [CalendarDay] = []
        var pregnancies: [(from: CalendarDay, start: CalendarDay, due: CalendarDay?)] = []
        for (index, element) in cycles.enumerated() {
            let place = FilePlace(.cycle, index + 1)
            collector.entryCount += 1
            guard index < DiaryImportLimits.cycleCount else {
                collector.skip(.tooManyDays, at: place)
                continue
            }
            guard let cycle = element.object else {
                collector.skip(.malformed, at: place)
                continue
            }
            if cycle["deleted"]?.flag == true {
                collector.skip(.deleted, at: place)
                continue
            }
            guard let start = collector.day(cycle["period_start_date"]?.text, at: place) else { continue }
            guard let end = end(of: cycle, start, at: place, &collector) else { continue }
            starts.append(start)
            bleed(cycle, from: start, to: end, at: place, &collector)
            if cycle["pregnant"]?.flag == true {
                // The bleeding that begins the cycle was still a period.
                let from = end.adding(days: 1)
                let due = cycle["pregnant_due_date"]?.text.flatMap { WrittenValue.day($0) }
                let isPossible = due.map { $0 >= from && $0 <= from.adding(days: Self.dueDays) } ?? false
                pregnancies.append((from, start, isPossible ? due : nil))
            }
        }
        starts.sort()
        for pregnancy in pregnancies.sorted(by: { $0.from < $1.from }) {
            collector.change(mode: ModeChange(from: pregnancy.from, .pregnancy, dueDay: pregnancy.due))
            if let next = Self.first(after: pregnancy.start, in: starts), next > pregnancy.from {
                collector.change(mode: ModeChange(from: next, .cycle))
            }
        }
    }

    /// The first of rising days that lies after one.
    private static func first(after day: CalendarDay, in starts: [CalendarDay]) -> CalendarDay? {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return low < starts.count ? starts[low] : nil
    }

    /// The last day of the period, which is the first where it has no end yet.
    private func end(
        of cycle: JSONObject,
        _ start: CalendarDay,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) -> CalendarDay? {
        guard let text = cycle["period_end_date"]?.text, !text.trimmingBlanks.isEmpty else { return start }
        guard let end = collector.day(text, at: place) else { return nil }
        guard end >= start else {
            collector.skip(.endBeforeStart, at: place, start.iso)
            return nil
        }
        guard end.daysSinceEpoch - start.daysSinceEpoch < Int32(DiaryImportLimits.periodDays) else {
            collector.skip(.tooLongAPeriod, at: place, start.iso)
            return nil
        }
        return end
    }

    /// One entry a day; where nothing is said of how much it was, medium.
    private func bleed(
        _ cycle: JSONObject,
        from start: CalendarDay,
        to end: CalendarDay,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) {
        let count = Int(end.daysSinceEpoch - start.daysSinceEpoch) + 1
        var levels = [Bleeding.Level](repeating: .medium, count: count)
        for (name, value) in intensities(cycle, at: place, &collector) {
            guard let index = WrittenValue.whole(name, in: 0...(count - 1)) else {
                collector.skip(.outOfRange, at: place, "period_intensity \(name)")
                continue
            }
            guard let level = value.number.flatMap({ WrittenValue.whole($0, in: 0...4) }) else {
                collector.skip(.unknownValue, at: place, "period_intensity")
                continue
            }
            levels[index] = Bleeding.Level(rawValue: UInt8(level + 1)) ?? .medium
        }
        for (index, level) in levels.enumerated() {
            collector.add(.bleeding(level), on: start.adding(days: index), at: place)
        }
    }

    /// `period_intensity`, a text of JSON: the day of the period, from 0, and how much it was.
    private func intensities(
        _ cycle: JSONObject,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) -> [(String, JSONValue)] {
        guard let written = cycle["period_intensity"], written != .null else { return [] }
        var value = written
        if case .string(let text) = written {
            if text.trimmingBlanks.isEmpty { return [] }
            value = FloReading.parsed(text) ?? .null
        }
        guard let object = value.object else {
            collector.skip(.malformed, at: place, "period_intensity")
            return []
        }
        return object.members.map { ($0.name, $0.value) }
    }
}
