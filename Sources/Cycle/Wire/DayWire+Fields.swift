import Primitives
import Vault

extension DayWire {
    static func wire(_ entry: BleedingEntry) -> Flowkeep_Cycle_V1_Bleeding {
        var wire = Flowkeep_Cycle_V1_Bleeding()
        wire.level = UInt32(entry.bleeding.level.rawValue)
        if let clots = entry.clots { wire.clots = UInt32(clots.rawValue) }
        wire.products = entry.products.sorted { $0.key < $1.key }
            .map { UInt32($0.key.rawValue) << 8 | UInt32(clamping: $0.value) & 0xFF }
        wire.mark = UInt32(entry.bleeding.mark.rawValue)
        wire.excluded = entry.bleeding.isExcluded
        return wire
    }

    static func bleeding(_ wire: Flowkeep_Cycle_V1_Bleeding) throws(TrackerError) -> BleedingEntry {
        try wire.checkKnown()
        let bleeding = Bleeding(try code(wire.level), mark: try code(wire.mark), isExcluded: wire.excluded)
        var entry = BleedingEntry(bleeding)
        if wire.hasClots { entry.clots = try code(wire.clots) }
        for product in wire.products { entry.products[try code(product >> 8)] = Int(product & 0xFF) }
        return entry
    }

    static func wire(_ reading: TemperatureReading) -> Flowkeep_Cycle_V1_Temperature {
        var wire = Flowkeep_Cycle_V1_Temperature()
        wire.value = UInt32(clamping: reading.value.hundredths)
        if let minute = reading.minuteOfDay { wire.minute = UInt32(clamping: minute) }
        wire.method = UInt32(reading.method.rawValue)
        wire.excluded = reading.isExcluded
        if let reason = reading.reason { wire.reason = UInt32(reason.rawValue) }
        return wire
    }

    static func temperature(_ wire: Flowkeep_Cycle_V1_Temperature) throws(TrackerError) -> TemperatureReading {
        try wire.checkKnown()
        guard let value = BodyTemperature(hundredths: Int(wire.value)) else { throw .malformed(field: 2) }
        return TemperatureReading(
            value,
            minuteOfDay: wire.hasMinute ? Int(wire.minute) : nil,
            method: try code(wire.method),
            isExcluded: wire.excluded,
            reason: wire.hasReason ? try code(wire.reason) : nil
        )
    }

    static func wire(_ mucus: CervicalMucus) -> Flowkeep_Cycle_V1_Mucus {
        var wire = Flowkeep_Cycle_V1_Mucus()
        if let feeling = mucus.feeling { wire.feeling = UInt32(feeling.rawValue) }
        if let texture = mucus.texture { wire.texture = UInt32(texture.rawValue) }
        wire.excluded = mucus.isExcluded
        return wire
    }

    static func mucus(_ wire: Flowkeep_Cycle_V1_Mucus) throws(TrackerError) -> CervicalMucus {
        try wire.checkKnown()
        let mucus = CervicalMucus(
            feeling: wire.hasFeeling ? try code(wire.feeling) : nil,
            texture: wire.hasTexture ? try code(wire.texture) : nil,
            isExcluded: wire.excluded
        )
        guard let mucus else { throw .malformed(field: 3) }
        return mucus
    }

    static func wire(_ cervix: Cervix) -> Flowkeep_Cycle_V1_Cervix {
        var wire = Flowkeep_Cycle_V1_Cervix()
        if let opening = cervix.opening { wire.opening = UInt32(opening.rawValue) }
        if let firmness = cervix.firmness { wire.firmness = UInt32(firmness.rawValue) }
        if let position = cervix.position { wire.position = UInt32(position.rawValue) }
        wire.excluded = cervix.isExcluded
        return wire
    }

    static func cervix(_ wire: Flowkeep_Cycle_V1_Cervix) throws(TrackerError) -> Cervix {
        try wire.checkKnown()
        let cervix = Cervix(
            opening: wire.hasOpening ? try code(wire.opening) : nil,
            firmness: wire.hasFirmness ? try code(wire.firmness) : nil,
            position: wire.hasPosition ? try code(wire.position) : nil,
            isExcluded: wire.excluded
        )
        guard let cervix else { throw .malformed(field: 4) }
        return cervix
    }

    static func wire(_ sex: SexEntry) -> Flowkeep_Cycle_V1_Sex {
        var wire = Flowkeep_Cycle_V1_Sex()
        wire.kind = UInt32(sex.kind.rawValue)
        wire.saysProtection = sex.protection != nil
        wire.protection = (sex.protection ?? []).map { UInt32($0.rawValue) }.sorted()
        if let minute = sex.minuteOfDay { wire.minute = UInt32(clamping: minute) }
        return wire
    }

    static func sex(_ wire: Flowkeep_Cycle_V1_Sex) throws(TrackerError) -> SexEntry {
        try wire.checkKnown()
        var protection: Set<SexEntry.Protection> = []
        for number in wire.protection { protection.insert(try code(number)) }
        return SexEntry(
            try code(wire.kind),
            protection: wire.saysProtection ? protection : nil,
            minuteOfDay: wire.hasMinute ? Int(wire.minute) : nil
        )
    }

    static func wire(_ intake: IntakeEntry) -> Flowkeep_Cycle_V1_Intake {
        var wire = Flowkeep_Cycle_V1_Intake()
        wire.item = intake.item
        wire.state = UInt32(intake.state.rawValue)
        wire.hundredths = UInt32(clamping: intake.hundredths)
        if let minute = intake.minuteOfDay { wire.minute = UInt32(clamping: minute) }
        return wire
    }

    static func intake(_ wire: Flowkeep_Cycle_V1_Intake) throws(TrackerError) -> IntakeEntry {
        try wire.checkKnown()
        return IntakeEntry(
            wire.item,
            try code(wire.state),
            hundredths: Int(wire.hundredths),
            minuteOfDay: wire.hasMinute ? Int(wire.minute) : nil
        )
    }

    static func wire(_ sleep: SleepEntry) -> Flowkeep_Cycle_V1_Sleep {
        var wire = Flowkeep_Cycle_V1_Sleep()
        wire.minutes = UInt32(clamping: sleep.minutes)
        if let quality = sleep.quality { wire.quality = UInt32(clamping: quality) }
        return wire
    }

    static func sleep(_ wire: Flowkeep_Cycle_V1_Sleep) throws(TrackerError) -> SleepEntry {
        try wire.checkKnown()
        return SleepEntry(minutes: Int(wire.minutes), quality: wire.hasQuality ? Int(wire.quality) : nil)
    }
}
