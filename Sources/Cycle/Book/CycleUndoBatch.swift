package import Primitives
package import Vault

/// What one batch of changes did, as far as undoing it needs to know.
package struct CycleUndoBatch: Hashable, Sendable {
    package let batchStart: JournalIndex
    package let time: Timestamp
    /// The batch this one undoes, if it is an undo.
    package internal(set) var undoes: JournalIndex?
    package internal(set) var isUndone = false
    package internal(set) var turns: [CycleTurn] = []

    /// Undone batches and the undos that undid them cancel out: only others stand in the way of an older undo.
    var isEffective: Bool { !isUndone && undoes == nil }

    /// The files that were read into the diary by it.
    var importRows: [DiaryImportRow] {
        turns.enumerated().compactMap { ordinal, turn in
            guard case .imported(let note) = turn.done else { return nil }
            return DiaryImportRow(id: ChangeID(batchStart: batchStart, ordinal: ordinal), time: time, note: note)
        }
    }
}

/// One step of a batch, and the change that takes it back.
package struct CycleTurn: Hashable, Sendable {
    /// Nil where there is nothing to take back.
    package let undo: CycleChange?
    package let done: CycleChange
}

extension CycleBook {
    package static let undoDays: Int64 = 30

    /// Batches before this moment are beyond undo.
    static func undoHorizon(now: Timestamp) -> Timestamp { now.adding(seconds: -undoDays * 86_400) }

    /// What can still be undone, newest first.
    package func undoableBatches(now: Timestamp) -> [CycleUndoBatch] {
        let horizon = Self.undoHorizon(now: now)
        return undoBatches.reversed().filter { !$0.isUndone && !$0.turns.isEmpty && $0.time >= horizon }
    }

    /// Without what nobody can undo any more.
    func pruned(now: Timestamp) -> CycleBook {
        var book = self
        let horizon = Self.undoHorizon(now: now)
        book.undoBatches.removeAll { $0.time < horizon }
        return book
    }
}

/// One place in the diary that a change writes: two changes of one place are in each other's way.
enum DiaryPlace: Hashable {
    case field(CalendarDay, DayField)
    case mode(CalendarDay)
    case mark(CalendarDay)
    case feeling(FeelingKey)
    case item(ChangeID)
    case settings
}

extension CycleChange {
    /// What it writes; names what it makes only once it has a name.
    var places: [DiaryPlace] {
        switch self {
        case .day(let day, let patch): patch.fields.map { .field(day, $0) }
        case .setMode(let mode): [.mode(mode.from)]
        case .removeMode(let day): [.mode(day)]
        case .setMark(let mark): [.mark(mark.start)]
        case .removeMark(let start): [.mark(start)]
        case .setFeeling(let kind, let id, _): id.map { [.feeling(FeelingKey(kind, $0))] } ?? []
        case .removeFeeling(let key): [.feeling(key)]
        case .putItem(let id, _): id.map { [.item($0)] } ?? []
        case .removeItem(let id): [.item(id)]
        case .setSettings: [.settings]
        case .imported, .markUndo, .eraseHistory: []
        }
    }
}
