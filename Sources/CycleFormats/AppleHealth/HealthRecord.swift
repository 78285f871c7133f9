import Cycle
import Primitives

/// One record of an `export.xml` that a diary has a field for.
///
/// - Source: docs/spec/diary-import.md §4.7.
struct HealthRecord {
    enum Kind: String {
        case menstrualFlow = "HKCategoryTypeIdentifierMenstrualFlow"
        case intermenstrualBleeding = "HKCategoryTypeIdentifierIntermenstrualBleeding"
        case ovulationTest = "HKCategoryTypeIdentifierOvulationTestResult"
        case cervicalMucus = "HKCategoryTypeIdentifierCervicalMucusQuality"
        case sexualActivity = "HKCategoryTypeIdentifierSexualActivity"
        case basalTemperature = "HKQuantityTypeIdentifierBasalBodyTemperature"
    }

    private let kind: Kind
    private let place: FilePlace
    private let value: String
    private let unit: String
    private let startDate: String
    private var isCycleStart = false
    /// Nil where nothing is said of it.
    private var isProtected: Bool?
    private var method = TemperatureReading.Method.notSaid

    /// Nil for a type that no diary has.
    init?(_ attributes: HealthAttributes, at place: FilePlace) {
        guard let kind = Kind(rawValue: attributes.type) else { return nil }
        self.kind = kind
        self.place = place
        value = attributes.value
        unit = attributes.unit
        startDate = attributes.startDate
    }

    /// Takes a `MetadataEntry` that stands inside of the record.
    mutating func take(metadata: HealthAttributes) {
        switch metadata.key {
        case "HKMenstrualCycleStart": isCycleStart = WrittenValue.flag(metadata.value) ?? false
        case "HKSexualActivityProtectionUsed": isProtected = WrittenValue.flag(metadata.value)
        case "HKBodyTemperatureSensorLocation": method = Self.methods[metadata.value] ?? .other
        default: break
        }
    }

    /// Writes the record into its day: the day as it was written, where the person was.
    func write(to collector: inout DayCollector) {
        guard let day = collector.day(startDate, at: place) else { return }
        let minute = startDate.utf8.count > 11 ? WrittenValue.minute(startDate.dropFirst(11)) : nil
        switch kind {
        case .menstrualFlow: writeFlow(on: day, to: &collector)
        case .intermenstrualBleeding: collector.add(.bleeding(.spotting), on: day, at: place)
        case .ovulationTest: add(Self.tests, minute: minute, on: day, to: &collector)
        case .cervicalMucus: add(Self.mucus, minute: nil, on: day, to: &collector)
        case .sexualActivity:
            // How they protected themselves is not said, and whether alone neither: with a partner is what is asked.
            let protection: Set<SexEntry.Protection>? = isProtected.map { $0 ? [.other] : [] }
            collector.add(.sex(.withPartner, protection), on: day, at: place, minute: minute)
        case .basalTemperature: writeTemperature(minute, on: day, to: &collector)
        }
    }

    private func writeFlow(on day: CalendarDay, to collector: inout DayCollector) {
        guard let level = Self.levels[suffix(after: ["MenstrualFlow", "VaginalBleeding"])] else {
            return collector.skip(.unknownValue, at: place, value)
        }
        let mark: Bleeding.Mark = isCycleStart && level > .spotting ? .start : .none
        collector.change(day, at: place) { draft in
            draft.bleed(Bleeding(level, mark: mark))
            return nil
        }
    }

    private func writeTemperature(_ minute: Int?, on day: CalendarDay, to collector: inout DayCollector) {
        guard let degrees = WrittenValue.number(value) else { return collector.skip(.notANumber, at: place, value) }
        let units: [String: WrittenTemperature.Unit] = ["degC": .celsius, "degF": .fahrenheit]
        guard let unit = units[unit] else { return collector.skip(.unknownUnit, at: place, unit) }
        collector.measure(degrees, unit, minute: minute, method: method, on: day, at: place)
    }

    private func add(
        _ facts: [String: DiaryFact],
        minute: Int?,
        on day: CalendarDay,
        to collector: inout DayCollector
    ) {
        guard let fact = facts[suffix(after: ["OvulationTestResult", "CervicalMucusQuality"])] else {
            return collector.skip(.unknownValue, at: place, value)
        }
        collector.add(fact, on: day, at: place, minute: minute, shortValue)
    }

    /// What follows `HKCategoryValue` and the name of the value's kind, old or new.
    private func suffix(after names: [String]) -> String {
        for name in names where shortValue.hasPrefix(name) { return String(shortValue.dropFirst(name.utf8.count)) }
        return shortValue
    }

    private var shortValue: String {
        value.hasPrefix("HKCategoryValue") ? String(value.dropFirst("HKCategoryValue".utf8.count)) : value
    }

    private static let levels: [String: Bleeding.Level] = [
        "Unspecified": .medium, "Light": .light, "Medium": .medium, "Heavy": .heavy, "None": .none,
    ]

    /// A rise of oestrogen is no result of a test for LH.
    private static let tests: [String: DiaryFact] = [
        "Negative": .lhTest(.negative), "Positive": .lhTest(.positive), "LuteinizingHormoneSurge": .lhTest(.positive),
        "Indeterminate": .lhTest(.invalid), "EstrogenSurge": .notKept,
    ]

    /// Watery mucus is of the best quality of the double check, as egg white is.
    private static let mucus: [String: DiaryFact] = [
        "Dry": .mucus(.dry, nil), "Sticky": .mucus(nil, .creamy), "Creamy": .mucus(nil, .creamy),
        "Watery": .mucus(nil, .eggWhite), "EggWhite": .mucus(nil, .eggWhite),
    ]

    /// By the numbers of `HKBodyTemperatureSensorLocation`.
    private static let methods: [String: TemperatureReading.Method] = [
        "1": .axillary, "3": .ear, "6": .oral, "7": .rectal, "9": .ear, "10": .forehead, "11": .forehead,
    ]
}
