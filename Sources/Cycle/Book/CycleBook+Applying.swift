import Primitives
import Vault

extension CycleBook {
    /// Folds one change, and keeps what undoing it needs.
    mutating func apply(_ change: CycleChange, id: ChangeID, at time: Timestamp) throws(TrackerError) {
        switch change {
        case .markUndo(let undone): markUndone(undone, by: id.batchStart, time)
        case .eraseHistory: undoBatches.removeAll()
        default:
            let done = change.named(id)
            let inverse = try inverse(of: done, id)
            try fold(done, id, time)
            batch(id.batchStart, time) { $0.turns.append(CycleTurn(undo: inverse, done: done)) }
        }
    }

    private mutating func markUndone(_ undone: JournalIndex, by batchStart: JournalIndex, _ time: Timestamp) {
        batch(batchStart, time) { $0.undoes = undone }
        guard let place = undoBatches.firstIndex(where: { $0.batchStart == undone }) else { return }
        undoBatches[place].isUndone = true
        importRows.removeAll { $0.id.batchStart == undone }
        // Who undoes an undo has the first again, and may undo it again.
        guard let first = undoBatches[place].undoes,
            let origin = undoBatches.firstIndex(where: { $0.batchStart == first })
        else { return }
        undoBatches[origin].isUndone = false
        importRows += undoBatches[origin].importRows
    }

    private mutating func fold(_ change: CycleChange, _ id: ChangeID, _ time: Timestamp) throws(TrackerError) {
        switch change {
        case .day(let day, let patch):
            let entry = patch.applied(to: days[day]?.entry ?? DayEntry())
            days.put(DiaryDay(day: day, entry: entry, version: id))
        case .setMode(let mode): modeByDay[mode.from] = mode
        case .removeMode(let day): modeByDay[day] = nil
        case .setMark(let mark): markByStart[mark.start] = mark
        case .removeMark(let start): markByStart[start] = nil
        case .setFeeling(let kind, let named, let definition):
            definitions[FeelingKey(kind, named ?? id.rawValue)] = definition
        case .removeFeeling(let key): definitions[key] = nil
        case .putItem(let named, let item): put(CycleItemRow(id: named ?? id, item: item))
        case .removeItem(let id):
            guard let place = place(of: id) else { throw .outOfOrder }
            items.remove(at: place)
        case .setSettings(let settings): self.settings = settings
        case .imported(let note): importRows.append(DiaryImportRow(id: id, time: time, note: note))
        case .markUndo, .eraseHistory: break
        }
    }

    private mutating func put(_ row: CycleItemRow) {
        if let place = place(of: row.id) {
            items[place] = row
        } else {
            items.insert(row, at: items.firstIndex { $0.id > row.id } ?? items.count)
        }
    }

    /// The change that takes this one back, before it is folded.
    private func inverse(of change: CycleChange, _ id: ChangeID) throws(TrackerError) -> CycleChange? {
        switch change {
        case .day(let day, let patch): return .day(day, patch.inverse(in: days[day]?.entry ?? DayEntry()))
        case .setMode(let mode): return modeByDay[mode.from].map(CycleChange.setMode) ?? .removeMode(mode.from)
        case .removeMode(let day): return modeByDay[day].map(CycleChange.setMode)
        case .setMark(let mark): return markByStart[mark.start].map(CycleChange.setMark) ?? .removeMark(mark.start)
        case .removeMark(let start): return markByStart[start].map(CycleChange.setMark)
        case .setFeeling(let kind, let named, _):
            let key = FeelingKey(kind, named ?? id.rawValue)
            return definitions[key].map { .setFeeling(kind, key.id, $0) } ?? .removeFeeling(key)
        case .removeFeeling(let key): return definitions[key].map { .setFeeling(key.kind, key.id, $0) }
        case .putItem(let named, _): return item(named ?? id).map { .putItem(named, $0) } ?? .removeItem(named ?? id)
        case .removeItem(let id):
            guard let item = item(id) else { throw .outOfOrder }
            return .putItem(id, item)
        case .setSettings: return .setSettings(settings)
        case .imported, .markUndo, .eraseHistory: return nil
        }
    }

    private mutating func batch(
        _ batchStart: JournalIndex,
        _ time: Timestamp,
        _ change: (inout CycleUndoBatch) -> Void
    ) {
        if undoBatches.last?.batchStart != batchStart {
            undoBatches.append(CycleUndoBatch(batchStart: batchStart, time: time))
        }
        change(&undoBatches[undoBatches.count - 1])
    }
}

extension CycleChange {
    /// The same with the name of what it makes.
    fileprivate func named(_ id: ChangeID) -> CycleChange {
        switch self {
        case .setFeeling(let kind, nil, let definition): .setFeeling(kind, id.rawValue, definition)
        case .putItem(nil, let item): .putItem(id, item)
        default: self
        }
    }
}
