import Primitives
import SwiftProtobuf
import Vault

/// A whole diary as one message.
///
/// - Source: docs/spec/cycle-changes.md §6.
enum SnapshotWire {
    static func wire(_ book: CycleBook) -> WireCycleSnapshot {
        var wire = WireCycleSnapshot()
        wire.days = book.diaryDays.map { row in
            var day = Flowkeep_Cycle_V1_SnapshotDay()
            day.day = row.day.daysSinceEpoch
            day.version = row.version.rawValue
            day.fields = [DayWire.wire(row.entry)]
            return day
        }
        wire.modes = book.modes.changes.map { ChangeWire.wire($0) }
        wire.marks = book.marks.map { ChangeWire.wire($0) }
        wire.feelings = book.definitions.sorted { $0.key < $1.key }
            .map { ChangeWire.wire($0.key.kind, $0.key.id, $0.value) }
        wire.items = book.items.map { ItemWire.wire($0.id, $0.item) }
        wire.settings = [ChangeWire.wire(book.settings)]
        wire.imports = book.importRows.map { row in
            var imported = Flowkeep_Cycle_V1_SnapshotImport()
            imported.id = row.id.rawValue
            imported.time = row.time.milliseconds
            imported.note = ChangeWire.wire(row.note)
            return imported
        }
        wire.undo = book.undoBatches.map { self.wire($0) }
        return wire
    }

    static func book(_ wire: WireCycleSnapshot) throws(TrackerError) -> CycleBook {
        try wire.checkKnown()
        var book = CycleBook()
        for day in wire.days { book.days.put(try row(day)) }
        for mode in wire.modes {
            let mode = try ChangeWire.mode(mode)
            book.modeByDay[mode.from] = mode
        }
        for mark in wire.marks {
            let mark = try ChangeWire.mark(mark)
            book.markByStart[mark.start] = mark
        }
        for feeling in wire.feelings {
            let (kind, id, definition) = try ChangeWire.feeling(feeling)
            book.definitions[FeelingKey(kind, id)] = definition
        }
        for item in wire.items {
            let (id, content) = try ItemWire.item(item)
            guard let id, book.items.last.map({ $0.id < id }) ?? true else { throw .malformed(field: 5) }
            book.items.append(CycleItemRow(id: id, item: content))
        }
        guard let settings = wire.settings.first, wire.settings.count == 1 else { throw .malformed(field: 6) }
        book.settings = try ChangeWire.settings(settings)
        for imported in wire.imports {
            try imported.checkKnown()
            let note = try ChangeWire.note(imported.note)
            let time = Timestamp(milliseconds: imported.time)
            book.importRows.append(DiaryImportRow(id: ChangeID(rawValue: imported.id), time: time, note: note))
        }
        for batch in wire.undo { book.undoBatches.append(try undo(batch)) }
        return book
    }

    private static func row(_ wire: Flowkeep_Cycle_V1_SnapshotDay) throws(TrackerError) -> DiaryDay {
        try wire.checkKnown()
        guard let fields = wire.fields.first, wire.fields.count == 1 else { throw .malformed(field: 1) }
        return DiaryDay(
            day: CalendarDay(daysSinceEpoch: wire.day),
            entry: try DayWire.entry(fields),
            version: ChangeID(rawValue: wire.version)
        )
    }

    private static func wire(_ batch: CycleUndoBatch) -> Flowkeep_Cycle_V1_SnapshotUndo {
        var wire = Flowkeep_Cycle_V1_SnapshotUndo()
        wire.batch = batch.batchStart
        wire.time = batch.time.milliseconds
        wire.undoes = batch.undoes ?? 0
        wire.undone = batch.isUndone
        wire.turns = batch.turns.map { turn in
            var wire = Flowkeep_Cycle_V1_SnapshotTurn()
            wire.done = [ChangeWire.wire(turn.done)]
            wire.undo = turn.undo.map { [ChangeWire.wire($0)] } ?? []
            return wire
        }
        return wire
    }

    private static func undo(_ wire: Flowkeep_Cycle_V1_SnapshotUndo) throws(TrackerError) -> CycleUndoBatch {
        try wire.checkKnown()
        var batch = CycleUndoBatch(batchStart: wire.batch, time: Timestamp(milliseconds: wire.time))
        batch.undoes = wire.undoes == 0 ? nil : wire.undoes
        batch.isUndone = wire.undone
        for turn in wire.turns {
            try turn.checkKnown()
            guard let done = turn.done.first, turn.done.count == 1, turn.undo.count <= 1 else {
                throw .malformed(field: 8)
            }
            var undo: CycleChange?
            if let change = turn.undo.first { undo = try ChangeWire.change(change) }
            batch.turns.append(CycleTurn(undo: undo, done: try ChangeWire.change(done)))
        }
        return batch
    }
}
