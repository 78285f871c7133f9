package import Primitives
package import Vault

/// One thing that happened to the diary.
///
/// - Source: docs/spec/cycle-changes.md.
package enum CycleChange: Hashable, Sendable {
    case day(CalendarDay, DayPatch)
    case setMode(ModeChange)
    case removeMode(CalendarDay)
    case setMark(CycleMark)
    case removeMark(CalendarDay)
    /// Nil makes a new one, named by this change.
    case setFeeling(FeelingKind, UInt64?, FeelingDefinition)
    case removeFeeling(FeelingKey)
    /// Nil makes a new one, named by this change.
    case putItem(ChangeID?, CycleItem)
    case removeItem(ChangeID)
    case setSettings(DiarySettings)
    /// The batch takes back what another did.
    case markUndo(batchStart: JournalIndex)
    case imported(DiaryImportNote)
    /// Nothing before can be undone any more.
    case eraseHistory
}

/// Fields of a day that are set, and fields that are taken away.
package struct DayPatch: Hashable, Sendable {
    /// Only fields that are recorded in it are written.
    package var written: DayEntry
    package var removed: Set<DayField>

    package init(_ written: DayEntry = DayEntry(), removed: Set<DayField> = []) {
        self.written = written
        self.removed = removed
    }

    /// What turns one entry into another.
    package init(from old: DayEntry, to new: DayEntry) {
        written = new
        for field in DayField.allCases where old.has(field, as: new) { written.take(field, from: DayEntry()) }
        removed = old.fields.subtracting(new.fields)
    }

    package var isEmpty: Bool { written.fields.isEmpty && removed.isEmpty }

    /// What it touches.
    package var fields: Set<DayField> { written.fields.union(removed) }

    /// The entry with the patch applied.
    package func applied(to entry: DayEntry) -> DayEntry {
        var result = entry
        for field in removed { result.take(field, from: DayEntry()) }
        for field in written.fields { result.take(field, from: written) }
        return result
    }

    /// What restores the touched fields as they stand in an entry.
    func inverse(in entry: DayEntry) -> DayPatch {
        var patch = DayPatch()
        for field in fields {
            if entry.fields.contains(field) {
                patch.written.take(field, from: entry)
            } else {
                patch.removed.insert(field)
            }
        }
        return patch
    }
}

/// What is kept of a file that was read into the diary.
package struct DiaryImportNote: Hashable, Sendable {
    /// The number of the file's format: docs/spec/diary-import.md.
    package var format: UInt8
    package var days: Int
    package var fields: Int

    package init(format: UInt8, days: Int, fields: Int) {
        self.format = format
        self.days = days
        self.fields = fields
    }
}
