import Cycle
import Primitives

/// Reads the table that drip exports, one row for each day.
///
/// - Source: docs/spec/diary-import.md §4.1.
enum DripReader {
    static func isDrip(_ header: HeaderRow) -> Bool {
        header.has("date")
            && ["temperaturevalue", "bleedingvalue", "mucusfeeling", "notevalue"].contains(where: header.has)
    }

    static func read(_ rows: TableRows) -> DiaryDocument {
        var rows = rows
        var collector = DayCollector()
        guard case .cells(let names, let line)? = rows.next() else { return collector.finish(.drip) }
        let header = HeaderRow(names)
        for name in header.unknown(among: columns) { collector.skip(.unknownKind, at: FilePlace(.line, line), name) }
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
                read(DripRow(header: header, cells: cells), on: day, at: place, &collector)
            }
        }
        return collector.finish(.drip)
    }

    private static func read(_ row: DripRow, on day: CalendarDay, at place: FilePlace, _ collector: inout DayCollector)
    {
        readBleeding(row, on: day, at: place, &collector)
        readTemperature(row, on: day, at: place, &collector)
        readSigns(row, on: day, at: place, &collector)
        readSex(row, on: day, at: place, &collector)
        if let desire = row.level("desirevalue", 0...2, at: place, &collector) {
            collector.add(.desire(Desire(rawValue: UInt8(desire + 1)) ?? .medium), on: day, at: place)
        }
        for (column, symptom) in pains where row.isSet(column) { collector.add(.symptom(symptom), on: day, at: place) }
        for (column, mood) in moods where row.isSet(column) { collector.add(.mood(mood), on: day, at: place) }
        if row.isSet("moodfatigue") { collector.add(.symptom(.tired), on: day, at: place) }
        for kind in ["pain", "mood"] where row.isSet(kind + "other") && row[kind + "note"] == nil {
            collector.add(.notKept, on: day, at: place, kind + ".other")
        }
        for column in ["notevalue", "temperaturenote", "sexnote", "painnote", "moodnote"] {
            if let text = row[column] { collector.note(text, on: day, at: place) }
        }
    }

    private static func readBleeding(
        _ row: DripRow,
        on day: CalendarDay,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) {
        guard let value = row.level("bleedingvalue", 0...3, at: place, &collector) else { return }
        let level = Bleeding.Level(rawValue: UInt8(value + 1)) ?? .medium
        collector.change(day, at: place) { draft in
            draft.bleed(Bleeding(level, isExcluded: row.isSet("bleedingexclude")))
            return nil
        }
    }

    private static func readTemperature(
        _ row: DripRow,
        on day: CalendarDay,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) {
        guard let text = row["temperaturevalue"] else { return }
        guard let degrees = WrittenValue.number(text) else { return collector.skip(.notANumber, at: place, text) }
        collector.measure(
            degrees,
            .celsius,
            minute: row["temperaturetime"].flatMap { WrittenValue.minute($0) },
            isExcluded: row.isSet("temperatureexclude"),
            on: day,
            at: place
        )
    }

    private static func readSigns(
        _ row: DripRow,
        on day: CalendarDay,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) {
        var feeling = row.level("mucusfeeling", 0...3, at: place, &collector)
            .flatMap { CervicalMucus.Feeling(rawValue: UInt8($0)) }
        var texture = row.level("mucustexture", 0...2, at: place, &collector)
            .flatMap { CervicalMucus.Texture(rawValue: UInt8($0)) }
        // The quality alone, where neither of the two it is made of was kept.
        if feeling == nil, texture == nil, let quality = row.level("mucusvalue", 0...4, at: place, &collector) {
            if quality <= 2 { feeling = CervicalMucus.Feeling(rawValue: UInt8(quality)) }
            if quality > 2 { texture = quality == 3 ? .creamy : .eggWhite }
        }
        let isMucusExcluded = row.isSet("mucusexclude")
        if let mucus = CervicalMucus(feeling: feeling, texture: texture, isExcluded: isMucusExcluded) {
            collector.change(day, at: place) { draft in
                draft.see(mucus)
                return nil
            }
        }
        let opening = row.level("cervixopening", 0...2, at: place, &collector)
        let firmness = row.level("cervixfirmness", 0...1, at: place, &collector)
        let position = row.level("cervixposition", 0...2, at: place, &collector)
        let cervix = Cervix(
            opening: opening.flatMap { Cervix.Opening(rawValue: UInt8($0)) },
            firmness: firmness.flatMap { Cervix.Firmness(rawValue: UInt8($0)) },
            position: position.flatMap { Cervix.Position(rawValue: UInt8($0)) },
            isExcluded: row.isSet("cervixexclude")
        )
        if let cervix { collector.change(day, at: place, "cervix") { $0.feel(cervix) } }
    }

    private static func readSex(
        _ row: DripRow,
        on day: CalendarDay,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) {
        let methods = protections.filter { row.isSet($0.0) }
        let isWithPartner = row.isSet("sexpartner")
        if row.isSet("sexsolo") { collector.add(.sex(.alone, nil), on: day, at: place) }
        if isWithPartner {
            let said: Set<SexEntry.Protection>? = methods.isEmpty && !row.isSet("sexnone") ? nil : Set(methods.map(\.1))
            collector.add(.sex(.withPartner, said), on: day, at: place)
        } else {
            // drip keeps contraception beside sex; on a day without, it is no entry here.
            for (column, _) in methods { collector.add(.notKept, on: day, at: place, row.header.written(column)) }
        }
    }

    private static let pains: [(String, BuiltInSymptom)] = [
        ("paincramps", .cramps), ("painovulationpain", .ovulationPain), ("painheadache", .headache),
        ("painbackache", .backPain), ("painnausea", .nausea), ("paintenderbreasts", .tenderBreasts),
        ("painmigraine", .migraine),
    ]

    private static let moods: [(String, BuiltInMood)] = [
        ("moodhappy", .good), ("moodsad", .sad), ("moodstressed", .tense), ("moodbalanced", .calm), ("moodfine", .even),
        ("moodanxious", .anxious), ("moodenergetic", .bright), ("moodangry", .angry),
    ]

    /// drip does not tell the two kinds of IUD apart.
    private static let protections: [(String, SexEntry.Protection)] = [
        ("sexcondom", .condom), ("sexpill", .pill), ("sexiud", .other), ("sexpatch", .patch), ("sexring", .ring),
        ("seximplant", .implant), ("sexdiaphragm", .diaphragm), ("sexother", .other),
    ]

    /// The columns of drip's versions, folded.
    private static let columns: Set<String> = Set(
        pains.map(\.0) + moods.map(\.0) + protections.map(\.0) + [
            "date", "temperaturevalue", "temperatureexclude", "temperaturetime", "temperaturenote", "bleedingvalue",
            "bleedingexclude", "mucusfeeling", "mucustexture", "mucusvalue", "mucusexclude", "cervixopening",
            "cervixfirmness", "cervixposition", "cervixexclude", "notevalue", "desirevalue", "sexsolo", "sexpartner",
            "sexnone", "sexnote", "painother", "painnote", "moodfatigue", "moodother", "moodnote", "iscyclestart",
        ]
    )
}

/// A row of the table by its folded column names.
private struct DripRow {
    let header: HeaderRow
    let cells: [String]

    subscript(name: String) -> String? { header.value(name, in: cells) }

    func isSet(_ name: String) -> Bool { self[name].flatMap { WrittenValue.flag($0) } ?? false }

    /// A level that drip writes as a number.
    func level(
        _ name: String,
        _ range: ClosedRange<Int>,
        at place: FilePlace,
        _ collector: inout DayCollector
    ) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = WrittenValue.number(text) else {
            collector.skip(.notANumber, at: place, "\(header.written(name)) \(text)")
            return nil
        }
        guard number == number.rounded(), let level = WrittenValue.whole(number, in: range) else {
            collector.skip(.unknownValue, at: place, "\(header.written(name)) \(text)")
            return nil
        }
        return level
    }
}
