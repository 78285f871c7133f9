import Primitives
import Vault

/// The fields of a day as they stand in the journal.
///
/// - Source: docs/spec/cycle-changes.md §3.
enum DayWire {
    static func wire(_ entry: DayEntry) -> WireDayFields {
        var wire = WireDayFields()
        if let bleeding = entry.bleeding { wire.bleeding = [self.wire(bleeding)] }
        if let temperature = entry.temperature { wire.temperature = [self.wire(temperature)] }
        if let mucus = entry.mucus { wire.mucus = [self.wire(mucus)] }
        if let cervix = entry.cervix { wire.cervix = [self.wire(cervix)] }
        wire.lhTests = (entry.lhTests ?? []).map { pack($0.result.rawValue, $0.minuteOfDay) }
        wire.pregnancyTests = (entry.pregnancyTests ?? []).map { pack($0.result.rawValue, $0.minuteOfDay) }
        wire.symptoms = pack(entry.symptoms)
        wire.moods = pack(entry.moods)
        wire.sex = (entry.sex ?? []).map { self.wire($0) }
        if let desire = entry.desire { wire.desire = UInt32(desire.rawValue) }
        wire.intakes = (entry.intakes ?? []).sorted { $0.item < $1.item }.map { self.wire($0) }
        if let weight = entry.weight { wire.weight = UInt32(clamping: weight) }
        if let sleep = entry.sleep { wire.sleep = [self.wire(sleep)] }
        if let energy = entry.energy { wire.energy = UInt32(clamping: energy) }
        wire.factors = (entry.factors ?? []).sorted { $0.kind.rawValue < $1.kind.rawValue }
            .map { UInt32($0.kind.rawValue) | UInt32($0.effect.rawValue) << 8 }
        if let note = entry.note { wire.note = note }
        return wire
    }

    static func entry(_ wire: WireDayFields) throws(TrackerError) -> DayEntry {
        try wire.checkKnown()
        var entry = DayEntry()
        entry.bleeding = try one(wire.bleeding).map(bleeding)
        entry.temperature = try one(wire.temperature).map(temperature)
        entry.mucus = try one(wire.mucus).map(mucus)
        entry.cervix = try one(wire.cervix).map(cervix)
        entry.lhTests = try list(wire.lhTests) { number throws(TrackerError) in
            LHTest(try code(number & 0xFF), minuteOfDay: minute(number >> 8))
        }
        entry.pregnancyTests = try list(wire.pregnancyTests) { number throws(TrackerError) in
            PregnancyTest(try code(number & 0xFF), minuteOfDay: minute(number >> 8))
        }
        entry.symptoms = try feelings(wire.symptoms)
        entry.moods = try feelings(wire.moods)
        entry.sex = try list(wire.sex, sex)
        if wire.hasDesire { entry.desire = try code(wire.desire) }
        entry.intakes = try list(wire.intakes, intake)
        if wire.hasWeight { entry.weight = Int(wire.weight) }
        entry.sleep = try one(wire.sleep).map(sleep)
        if wire.hasEnergy { entry.energy = Int(wire.energy) }
        entry.factors = try list(wire.factors) { number throws(TrackerError) in
            Factor(try code(number & 0xFF), effect: try code(number >> 8))
        }
        if wire.hasNote { entry.note = wire.note }
        return entry
    }

    static func pack(_ result: UInt8, _ minute: Int?) -> UInt32 {
        UInt32(result) | UInt32(clamping: (minute ?? -1) + 1) << 8
    }

    private static func minute(_ number: UInt32) -> Int? { number == 0 ? nil : Int(number) - 1 }

    private static func pack<BuiltIn>(_ feelings: [FeelingID<BuiltIn>: Intensity]?) -> [UInt64] {
        (feelings ?? [:]).map { $0.key.rawValue << 2 | UInt64($0.value.rawValue) }.sorted()
    }

    private static func feelings<BuiltIn>(
        _ numbers: [UInt64]
    ) throws(TrackerError) -> [FeelingID<BuiltIn>: Intensity]? {
        guard !numbers.isEmpty else { return nil }
        var result: [FeelingID<BuiltIn>: Intensity] = [:]
        for number in numbers {
            guard let id = FeelingID<BuiltIn>(rawValue: number >> 2) else {
                throw .unknownSchema(CycleTracker.schema + 1)
            }
            result[id] = try code(number & 3)
        }
        return result
    }

    /// What is written once or not at all.
    private static func one<Wire>(_ list: [Wire]) throws(TrackerError) -> Wire? {
        guard list.count <= 1 else { throw .malformed(field: 1) }
        return list.first
    }

    private static func list<Wire, Value>(
        _ wires: [Wire],
        _ value: (Wire) throws(TrackerError) -> Value
    ) throws(TrackerError) -> [Value]? {
        guard !wires.isEmpty else { return nil }
        var result: [Value] = []
        for wire in wires { result.append(try value(wire)) }
        return result
    }
}

extension Optional {
    /// `map` that passes on what it throws.
    fileprivate func map<Value>(_ body: (Wrapped) throws(TrackerError) -> Value) throws(TrackerError) -> Value? {
        guard let self else { return nil }
        return try body(self)
    }
}
