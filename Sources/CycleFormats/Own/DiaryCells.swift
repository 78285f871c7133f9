import Cycle
import Primitives

/// The cells of one row, read.
struct DiaryCells {
    private let cells: [DiaryColumn: String]
    /// What could not be read, as it stands in its cell.
    private(set) var faults: [String] = []

    init(_ cells: [String]) {
        self.cells = Dictionary(zip(DiaryColumn.allCases, cells).filter { !$1.isEmpty }) { $1 }
    }

    mutating func day(_ day: CalendarDay, at place: FilePlace) -> ImportedDay {
        var entry = DayEntry()
        var named = NamedEntries()
        entry.bleeding = bleeding()
        entry.temperature = temperature()
        entry.mucus = CervicalMucus(
            feeling: code(.mucusFeeling),
            texture: code(.mucusTexture),
            isExcluded: flag(.mucusExcluded)
        )
        entry.cervix = Cervix(
            opening: code(.cervixOpening),
            firmness: code(.cervixFirmness),
            position: code(.cervixPosition),
            isExcluded: flag(.cervixExcluded)
        )
        entry.lhTests = list(.lhTests, Self.test)?.map { LHTest($0.result, minuteOfDay: $0.minute) }
        entry.pregnancyTests = list(.pregnancyTests, Self.test)?.map {
            PregnancyTest($0.result, minuteOfDay: $0.minute)
        }
        (entry.symptoms, named.symptoms) = feelings(.symptoms)
        (entry.moods, named.moods) = feelings(.moods)
        entry.sex = list(.sex, Self.sex)
        entry.desire = code(.desire)
        readIntakes(&entry, &named)
        entry.weight = value(.weight, Self.grams)
        entry.sleep = sleep()
        entry.energy = value(.energy, Self.number)
        entry.factors = list(.factors, Self.factor)
        entry.note = cells[.note]
        return ImportedDay(day, entry: entry, named: named, at: place)
    }

    // Cells with one value.

    private mutating func value<Value>(_ column: DiaryColumn, _ read: (String) -> Value?) -> Value? {
        guard let cell = cells[column] else { return nil }
        let value = read(cell)
        if value == nil { faults.append(cell) }
        return value
    }

    private mutating func code<Code: NamedCode>(_ column: DiaryColumn) -> Code? {
        value(column) { Code(codeName: $0) }
    }

    private mutating func flag(_ column: DiaryColumn) -> Bool { value(column) { $0 == "yes" ? true : nil } ?? false }

    private mutating func bleeding() -> BleedingEntry? {
        guard let level: Bleeding.Level = code(.bleeding) else { return nil }
        let bleeding = Bleeding(level, mark: code(.start) ?? .none, isExcluded: flag(.bleedingExcluded))
        let products: [(BleedingEntry.Product, Int)]? = list(.products) { element in
            guard let product = BleedingEntry.Product(codeName: element.name) else { return nil }
            return element.value.flatMap(Self.number).map { (product, $0) }
        }
        return BleedingEntry(
            bleeding,
            clots: code(.clots),
            products: Dictionary(products ?? [], uniquingKeysWith: { $1 })
        )
    }

    private mutating func temperature() -> TemperatureReading? {
        let read = { (cell: String) in HundredthsText.hundredths(cell).flatMap { BodyTemperature(hundredths: $0) } }
        guard let value = value(.temperature, read) else { return nil }
        return TemperatureReading(
            value,
            minuteOfDay: self.value(.temperatureTime, TimeText.minute),
            method: code(.temperatureMethod) ?? .notSaid,
            isExcluded: flag(.temperatureExcluded),
            reason: code(.temperatureReason)
        )
    }

    private mutating func sleep() -> SleepEntry? {
        value(.sleep, Self.number).map { minutes in
            SleepEntry(minutes: minutes, quality: value(.sleepQuality, Self.number))
        }
    }

    // Cells with lists.

    private mutating func list<Value>(_ column: DiaryColumn, _ read: (CellList.Element) -> Value?) -> [Value]? {
        guard let cell = cells[column] else { return nil }
        var values: [Value] = []
        for element in CellList.elements(cell) {
            if let value = read(element) { values.append(value) } else { faults.append(element.name) }
        }
        return values.isEmpty ? nil : values
    }

    private mutating func feelings<BuiltIn: NamedCode & RawRepresentable<UInt16>>(
        _ column: DiaryColumn
    ) -> ([FeelingID<BuiltIn>: Intensity]?, [String: Intensity]) {
        let all: [(CellList.Element, Intensity)] =
            list(column) { element in
                element.value.flatMap { Intensity(codeName: $0) }.map { (element, $0) }
            } ?? []
        var known: [FeelingID<BuiltIn>: Intensity] = [:]
        var hers: [String: Intensity] = [:]
        for (element, intensity) in all {
            if !element.isHers, let builtIn = BuiltIn(codeName: element.name) {
                known[FeelingID(builtIn)] = intensity
            } else {
                hers[element.name] = intensity
            }
        }
        return (known.isEmpty ? nil : known, hers)
    }

    private mutating func readIntakes(_ entry: inout DayEntry, _ named: inout NamedEntries) {
        named.intakes =
            list(.intakes) { element in
                let words = (element.value ?? "").split(separator: " ").map(String.init)
                guard (2...3).contains(words.count), let state = IntakeEntry.State(codeName: words[0]),
                    let hundredths = HundredthsText.hundredths(words[1])
                else { return nil }
                let minute = words.count == 3 ? TimeText.minute(words[2]) : nil
                guard words.count == 2 || minute != nil else { return nil }
                return NamedEntries.Intake(element.name, state, hundredths: hundredths, minuteOfDay: minute)
            } ?? []
    }

    private static func test<Result: NamedCode>(_ element: CellList.Element) -> (result: Result, minute: Int?)? {
        timed(element).flatMap { word, minute in Result(codeName: word).map { ($0, minute) } }
    }

    /// `with-partner (condom, pill) 22:10`.
    private static func sex(_ element: CellList.Element) -> SexEntry? {
        guard let (text, minute) = timed(element) else { return nil }
        let parts = text.split(separator: "(", maxSplits: 1)
        guard let first = parts.first, let kind = SexEntry.Kind(codeName: first.trimmedEnd) else { return nil }
        guard parts.count == 2 else { return SexEntry(kind, minuteOfDay: minute) }
        guard parts[1].last == ")" else { return nil }
        let inside = parts[1].dropLast()
        if inside == "unprotected" { return SexEntry(kind, protection: [], minuteOfDay: minute) }
        var protection: Set<SexEntry.Protection> = []
        for name in inside.split(separator: ",") {
            guard let one = SexEntry.Protection(codeName: String(name.drop { $0 == " " })) else { return nil }
            protection.insert(one)
        }
        return SexEntry(kind, protection: protection, minuteOfDay: minute)
    }

    /// A text and the time at its end; the colon of the time has split the element.
    private static func timed(_ element: CellList.Element) -> (text: String, minute: Int?)? {
        guard let rest = element.value else { return (element.name, nil) }
        guard let space = element.name.lastIndex(of: " ") else { return nil }
        let hour = element.name[element.name.index(after: space)...]
        guard let minute = TimeText.minute("\(hour):\(rest)") else { return nil }
        return (String(element.name[..<space]), minute)
    }

    private static func factor(_ element: CellList.Element) -> Factor? {
        guard let kind = Factor.Kind(codeName: element.name) else { return nil }
        return element.value.flatMap { Factor.Effect(codeName: $0) }.map { Factor(kind, effect: $0) }
    }

    // Numbers.

    private static func number(_ text: String) -> Int? {
        text.utf8.count <= 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// `61.250`; fewer decimals, as a spreadsheet may leave, are read too.
    private static func grams(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = number(String(parts[0])) else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        guard (1...3).contains(parts[1].utf8.count) else { return nil }
        return number(parts[1] + String(repeating: "0", count: 3 - parts[1].utf8.count)).map { whole * 1000 + $0 }
    }
}

extension Substring {
    fileprivate var trimmedEnd: String { last == " " ? String(dropLast()) : String(self) }
}
