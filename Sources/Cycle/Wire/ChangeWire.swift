import Primitives
import SwiftProtobuf
import Vault

/// Changes as the messages of `cycle_changes.proto`.
///
/// The bytes are authenticated, and still checked: nothing traps.
///
/// - Source: docs/spec/cycle-changes.md §2.
enum ChangeWire {
    static func wire(_ change: CycleChange) -> WireCycleChange {
        var wire = WireCycleChange()
        switch change {
        case .day(let day, let patch):
            wire.day.day = day.daysSinceEpoch
            if !patch.written.fields.isEmpty { wire.day.fields = [DayWire.wire(patch.written)] }
            wire.day.removed = patch.removed.map { UInt32($0.rawValue) }.sorted()
        case .setMode(let mode): wire.mode = self.wire(mode)
        case .removeMode(let day): wire.removeMode.day = day.daysSinceEpoch
        case .setMark(let mark): wire.mark = self.wire(mark)
        case .removeMark(let day): wire.removeMark.day = day.daysSinceEpoch
        case .setFeeling(let kind, let id, let definition): wire.feeling = self.wire(kind, id ?? 0, definition)
        case .removeFeeling(let key):
            wire.removeFeeling.kind = UInt32(key.kind.rawValue)
            wire.removeFeeling.id = key.id
        case .putItem(let id, let item): wire.item = ItemWire.wire(id, item)
        case .removeItem(let id): wire.removeItem.id = id.rawValue
        case .setSettings(let settings): wire.settings = self.wire(settings)
        case .markUndo(let batch): wire.undo.batch = batch
        case .imported(let note): wire.import = self.wire(note)
        case .eraseHistory: wire.eraseHistory = .init()
        }
        return wire
    }

    static func change(_ wire: WireCycleChange) throws(TrackerError) -> CycleChange {
        try wire.checkKnown()
        switch wire.change {
        case .day(let set):
            try set.checkKnown()
            guard set.fields.count <= 1 else { throw .malformed(field: 1) }
            var patch = DayPatch()
            if let fields = set.fields.first { patch.written = try DayWire.entry(fields) }
            for number in set.removed { patch.removed.insert(try code(number)) }
            return .day(CalendarDay(daysSinceEpoch: set.day), patch)
        case .mode(let mode): return .setMode(try self.mode(mode))
        case .removeMode(let day):
            try day.checkKnown()
            return .removeMode(CalendarDay(daysSinceEpoch: day.day))
        case .mark(let mark): return .setMark(try self.mark(mark))
        case .removeMark(let day):
            try day.checkKnown()
            return .removeMark(CalendarDay(daysSinceEpoch: day.day))
        case .feeling(let feeling):
            let (kind, id, definition) = try self.feeling(feeling)
            return .setFeeling(kind, id == 0 ? nil : id, definition)
        case .removeFeeling(let feeling):
            try feeling.checkKnown()
            return .removeFeeling(FeelingKey(try code(feeling.kind), feeling.id))
        case .item(let item):
            let (id, content) = try ItemWire.item(item)
            return .putItem(id, content)
        case .removeItem(let item):
            try item.checkKnown()
            return .removeItem(ChangeID(rawValue: item.id))
        case .settings(let settings): return .setSettings(try self.settings(settings))
        case .undo(let undo):
            try undo.checkKnown()
            return .markUndo(batchStart: undo.batch)
        case .import(let note): return .imported(try self.note(note))
        case .eraseHistory(let erasure):
            try erasure.checkKnown()
            return .eraseHistory
        case nil: throw .malformed(field: 1)
        }
    }

    static func wire(_ mode: ModeChange) -> WireSetMode {
        var wire = WireSetMode()
        wire.from = mode.from.daysSinceEpoch
        wire.mode = UInt32(mode.mode.rawValue)
        if let due = mode.dueDay { wire.due = due.daysSinceEpoch }
        if let isBreastfeeding = mode.isBreastfeeding { wire.breastfeeding = isBreastfeeding }
        return wire
    }

    static func mode(_ wire: WireSetMode) throws(TrackerError) -> ModeChange {
        try wire.checkKnown()
        return ModeChange(
            from: CalendarDay(daysSinceEpoch: wire.from),
            try code(wire.mode),
            dueDay: wire.hasDue ? CalendarDay(daysSinceEpoch: wire.due) : nil,
            isBreastfeeding: wire.hasBreastfeeding ? wire.breastfeeding : nil
        )
    }

    static func wire(_ mark: CycleMark) -> WireSetMark {
        var wire = WireSetMark()
        wire.start = mark.start.daysSinceEpoch
        wire.excluded = mark.isExcluded
        wire.completeness = UInt32(mark.completeness.rawValue)
        if let note = mark.note { wire.note = note }
        return wire
    }

    static func mark(_ wire: WireSetMark) throws(TrackerError) -> CycleMark {
        try wire.checkKnown()
        return CycleMark(
            start: CalendarDay(daysSinceEpoch: wire.start),
            isExcluded: wire.excluded,
            completeness: try code(wire.completeness),
            note: wire.hasNote ? wire.note : nil
        )
    }

    static func wire(_ kind: FeelingKind, _ id: UInt64, _ definition: FeelingDefinition) -> WireSetFeeling {
        var wire = WireSetFeeling()
        wire.kind = UInt32(kind.rawValue)
        wire.id = id
        if let name = definition.name { wire.name = name }
        wire.hidden = definition.isHidden
        wire.position = UInt32(clamping: definition.position)
        return wire
    }

    static func feeling(
        _ wire: WireSetFeeling
    ) throws(TrackerError) -> (kind: FeelingKind, id: UInt64, definition: FeelingDefinition) {
        try wire.checkKnown()
        let definition = FeelingDefinition(
            name: wire.hasName ? wire.name : nil,
            isHidden: wire.hidden,
            position: Int(wire.position)
        )
        return (kind: try code(wire.kind), id: wire.id, definition: definition)
    }

    static func wire(_ settings: DiarySettings) -> WireDiarySettings {
        var wire = WireDiarySettings()
        switch settings.secondSign {
        case nil: wire.secondSign = 0
        case .mucus: wire.secondSign = 1
        case .cervix: wire.secondSign = 2
        }
        wire.hiddenFields = settings.hiddenFields.map { UInt32($0.rawValue) }.sorted()
        wire.temperatureUnit = UInt32(settings.temperatureUnit.rawValue)
        wire.weightUnit = UInt32(settings.weightUnit.rawValue)
        wire.predictionsPaused = settings.arePredictionsPaused
        return wire
    }

    static func settings(_ wire: WireDiarySettings) throws(TrackerError) -> DiarySettings {
        try wire.checkKnown()
        var settings = DiarySettings(
            temperatureUnit: try code(wire.temperatureUnit),
            weightUnit: try code(wire.weightUnit),
            arePredictionsPaused: wire.predictionsPaused
        )
        switch wire.secondSign {
        case 0: settings.secondSign = nil
        case 1: settings.secondSign = .mucus
        case 2: settings.secondSign = .cervix
        default: throw .unknownSchema(CycleTracker.schema + 1)
        }
        for number in wire.hiddenFields { settings.hiddenFields.insert(try code(number)) }
        return settings
    }

    static func wire(_ note: DiaryImportNote) -> WireImport {
        var wire = WireImport()
        wire.format = UInt32(note.format)
        wire.days = UInt32(clamping: note.days)
        wire.fields = UInt32(clamping: note.fields)
        return wire
    }

    static func note(_ wire: WireImport) throws(TrackerError) -> DiaryImportNote {
        try wire.checkKnown()
        guard let format = UInt8(exactly: wire.format) else { throw .malformed(field: 9) }
        return DiaryImportNote(format: format, days: Int(wire.days), fields: Int(wire.fields))
    }
}
