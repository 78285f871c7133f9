import Cycle
import Primitives

/// Reads `Daily Entries.csv` of Natural Cycles: a row for each day, semicolons or commas, decimal comma or dot.
///
/// - Source: docs/spec/diary-import.md §4.5.
enum NaturalCyclesReader {
    static func isNaturalCycles(_ header: HeaderRow) -> Bool {
        header.has("date") && header.has("temperature") && (header.has("menstruation") || header.has("lhtest"))
    }

    private struct Reading {
        let degrees: Double
        let day: CalendarDay
        let place: FilePlace
        let isExcluded: Bool
    }

    static func read(_ rows: TableRows) -> DiaryDocument {
        var rows = rows
        var collector = DayCollector()
        guard case .cells(let names, _)? = rows.next() else { return collector.finish(.naturalCycles) }
        let header = HeaderRow(names)
        var readings: [Reading] = []
        while let row = rows.next() {
            collector.entryCount += 1
            switch row {
            case .spoiled(let reason, let line): collector.skip(reason, at: FilePlace(.line, line))
            case .cells(let cells, let line):
                let place = FilePlace(.line, line)
                guard cells.count <= header.count else {
                    collector.skip(.columnCount, at: place)
                    continue
                }
                guard let day = collector.day(header.value("date", in: cells), at: place) else { continue }
                read(header, cells, on: day, at: place, &readings, &collector)
            }
        }
        // The unit is that of the account, which the file does not name.
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
        return collector.finish(.naturalCycles)
    }

    private static func read(
        _ header: HeaderRow,
        _ cells: [String],
        on day: CalendarDay,
        at place: FilePlace,
        _ readings: inout [Reading],
        _ collector: inout DayCollector
    ) {
        var isDisturbed = false
        for flag in header.value("dataflag", in: cells)?.split(whereSeparator: { $0 == "," || $0 == "|" }) ?? [] {
            let word = flag.folded
            if word.contains("deviat") || word.contains("exclude") { isDisturbed = true }
            collector.add(fact(flag: word), on: day, at: place, String(flag.trimmingBlanks))
        }
        if let text = header.value("temperature", in: cells) {
            if let degrees = WrittenValue.number(text) {
                readings.append(Reading(degrees: degrees, day: day, place: place, isExcluded: isDisturbed))
            } else {
                collector.skip(.notANumber, at: place, text)
            }
        }
        readBleeding(header, cells, on: day, at: place, &collector)
        for (column, facts) in words {
            guard let text = header.value(column, in: cells) else { continue }
            guard let fact = facts[text.folded] else {
                collector.skip(.unknownValue, at: place, "\(header.written(column)) \(text)")
                continue
            }
            collector.add(fact, on: day, at: place, "\(header.written(column)) \(text)")
        }
        if let text = header.value("notes", in: cells) { collector.note(text, on: day, at: place) }
    }

    private static func readBleeding(
        _ header: HeaderRow,
        _ cells: [String],
        on day: CalendarDay,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) {
        let kind = header.value("menstruation", in: cells)
        let quantity = header.value("menstruationquantity", in: cells) ?? header.value("flowquantity", in: cells)
        // Newer files leave the kind empty where the quantity says it.
        guard let word = (kind ?? quantity)?.folded else { return }
        if word == "spotting" { return collector.add(.bleeding(.spotting), on: day, at: place) }
        if word == "no" || word == "none" || word == "false" {
            return collector.add(.bleeding(.none), on: day, at: place)
        }
        if word == "uncategorized" { return }
        guard kind == nil || ["menstruation", "yes", "true", "withdrawal"].contains(word) else {
            return collector.skip(.unknownValue, at: place, "menstruation \(word)")
        }
        guard let quantity else { return collector.add(.bleeding(.medium), on: day, at: place) }
        guard let level = levels[quantity.folded] else {
            return collector.skip(.unknownValue, at: place, "quantity \(quantity)")
        }
        collector.add(.bleeding(level), on: day, at: place)
    }

    private static let levels: [String: Bleeding.Level] = [
        "light": .light, "medium": .medium, "heavy": .heavy, "spotting": .spotting, "uncategorized": .medium,
        "none": .medium,
    ]

    private static let words: [(String, [String: DiaryFact])] = [
        (
            "lhtest",
            [
                "positive": .lhTest(.positive), "negative": .lhTest(.negative), "peak": .lhTest(.peak),
                "yes": .lhTest(.positive), "no": .lhTest(.negative), "invalid": .lhTest(.invalid),
            ]
        ),
        (
            "pregnancytest",
            [
                "positive": .pregnancyTest(.positive), "negative": .pregnancyTest(.negative),
                "yes": .pregnancyTest(.positive), "no": .pregnancyTest(.negative),
            ]
        ),
        (
            "hadsex",
            [
                "yes": .sex(.withPartner, nil), "yesprotected": .sex(.withPartner, [.other]),
                "protected": .sex(.withPartner, [.other]), "yesunprotected": .sex(.withPartner, []),
                "unprotected": .sex(.withPartner, []), "no": .notKept, "none": .notKept,
            ]
        ),
        (
            "libido",
            [
                "low": .desire(.low), "medium": .desire(.medium), "moderate": .desire(.medium), "high": .desire(.high),
                "none": .notKept,
            ]
        ),
        (
            "cervicalmucusconsistency",
            [
                "dry": .mucus(.dry, nil), "none": .mucus(nil, .nothing), "sticky": .mucus(nil, .creamy),
                "creamy": .mucus(nil, .creamy), "watery": .mucus(nil, .eggWhite), "eggwhite": .mucus(nil, .eggWhite),
                "unusual": .symptom(.unusualDischarge),
            ]
        ),
    ]

    private static func fact(flag word: String) -> DiaryFact {
        if let symptom = FeelingWords.symptom(word) { return .symptom(symptom) }
        if let mood = FeelingWords.mood(word) { return .mood(mood) }
        let facts: [(String, DiaryFact)] = [
            ("masturbation", .sex(.alone, nil)), ("alcohol", .factor(.alcohol)), ("hungover", .factor(.alcohol)),
            ("fever", .factor(.fever)), ("sick", .factor(.illness)), ("illness", .factor(.illness)),
            ("travel", .factor(.travel)), ("jetlag", .factor(.travel)), ("slept", .factor(.shortSleep)),
            ("stress", .factor(.stress)), ("emergency", .factor(.emergencyContraception)),
        ]
        return facts.first { word.contains($0.0) }?.1 ?? .notKept
    }
}
