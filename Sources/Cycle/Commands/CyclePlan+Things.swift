package import Primitives
package import Vault

extension CyclePlan {
    // MARK: Symptoms and moods

    /// Adds a symptom or mood of her own.
    ///
    /// - `builtInNames`: those of the program in the person's language, which no other may have.
    package mutating func addFeeling(
        _ kind: FeelingKind,
        _ definition: FeelingDefinition,
        builtInNames: [String]
    ) throws(CycleError) -> FeelingKey {
        guard let name = definition.name else { throw .missing(.name) }
        var definition = definition
        definition.name = try CycleText.name(name, .name)
        let field: CycleField = kind == .symptom ? .symptom : .mood
        guard book.definitions.keys.count(where: { $0.kind == kind }) < FeelingKind.maximum else {
            throw .tooMany(field, maximum: FeelingKind.maximum)
        }
        try check(definition, FeelingKey(kind, 0), builtInNames)
        return FeelingKey(kind, try append(.setFeeling(kind, nil, definition)).rawValue)
    }

    /// Renames, hides or moves one, also one that is built in.
    package mutating func editFeeling(
        _ key: FeelingKey,
        _ definition: FeelingDefinition,
        builtInNames: [String]
    ) throws(CycleError) {
        guard book.hasFeeling(key), FeelingKey(checked: key.kind, key.id) != nil else {
            throw .notFound(key.kind == .symptom ? .symptom : .mood)
        }
        var definition = definition
        definition.name = try CycleText.line(definition.name, .name)
        guard definition.name != nil || key.isBuiltIn else { throw .missing(.name) }
        try check(definition, key, builtInNames)
        guard book.definition(key) != definition else { return }
        if key.isBuiltIn, definition == FeelingDefinition() {
            if book.definition(key) != nil { try append(.removeFeeling(key)) }
            return
        }
        try append(.setFeeling(key.kind, key.id, definition))
    }

    /// Removes one that no day has.
    package mutating func removeFeeling(_ key: FeelingKey) throws(CycleError) {
        let field: CycleField = key.kind == .symptom ? .symptom : .mood
        guard !key.isBuiltIn else { throw .builtIn(field) }
        guard book.definition(key) != nil else { throw .notFound(field) }
        let isUsed = book.diaryDays.contains { row in
            switch key.kind {
            case .symptom: row.entry.symptoms?.keys.contains { $0.rawValue == key.id } ?? false
            case .mood: row.entry.moods?.keys.contains { $0.rawValue == key.id } ?? false
            }
        }
        guard !isUsed else { throw .inUse(field) }
        try append(.removeFeeling(key))
    }

    private func check(
        _ definition: FeelingDefinition,
        _ key: FeelingKey,
        _ builtInNames: [String]
    ) throws(CycleError) {
        guard (0...FeelingDefinition.positionMaximum).contains(definition.position) else {
            throw .outOfRange(.position)
        }
        guard let name = definition.name.map(PlainText.key) else { return }
        let isTaken = book.definitions.contains { other, present in
            other.kind == key.kind && other.id != key.id && present.name.map(PlainText.key) == name
        }
        guard !isTaken, !builtInNames.map(PlainText.key).contains(name) else { throw .nameTaken(.name) }
    }

    // MARK: Items

    package mutating func addItem(_ item: CycleItem) throws(CycleError) -> ChangeID {
        let checked = try item.checked()
        guard book.items.count(where: { $0.item.kind == item.kind }) < item.kind.maximum else {
            throw .tooMany(item.kind.field, maximum: item.kind.maximum)
        }
        return try append(.putItem(nil, checked))
    }

    package mutating func editItem(_ id: ChangeID, _ item: CycleItem) throws(CycleError) {
        guard let present = book.item(id), present.kind == item.kind else { throw .notFound(item.kind.field) }
        let checked = try item.checked()
        guard checked != present else { return }
        try append(.putItem(id, checked))
    }

    /// Removes one that no day names.
    package mutating func removeItem(_ id: ChangeID) throws(CycleError) {
        guard let item = book.item(id) else { throw .notFound(.kind) }
        let isUsed =
            item.isTaken
            && book.diaryDays.contains { $0.entry.intakes?.contains { $0.item == id.rawValue } ?? false }
        guard !isUsed else { throw .inUse(item.kind.field) }
        try append(.removeItem(id))
    }

    // MARK: Imports and undo

    /// Notes which file the days of this batch came from.
    package mutating func note(_ note: DiaryImportNote) throws(CycleError) { try append(.imported(note)) }

    /// Undoes a batch: what it wrote is as it was before.
    ///
    /// - Throws: ``CycleError/undoGone`` beyond 30 days; ``CycleError/undoBlocked`` when something later stands on it.
    package mutating func undo(batchStart undone: JournalIndex, now: Timestamp) throws(CycleError) {
        guard let place = book.undoBatches.firstIndex(where: { $0.batchStart == undone }) else { throw .undoGone }
        let batch = book.undoBatches[place]
        guard !batch.isUndone, batch.time >= CycleBook.undoHorizon(now: now) else { throw .undoGone }
        let touched = Set(batch.turns.flatMap(\.done.places))
        for later in book.undoBatches[(place + 1)...] where later.isEffective {
            guard later.turns.allSatisfy({ $0.done.places.allSatisfy { !touched.contains($0) } }) else {
                throw .undoBlocked
            }
        }
        for turn in batch.turns.reversed() {
            guard let change = turn.undo else { continue }
            try checkUndo(change)
            try append(change)
        }
        try append(.markUndo(batchStart: undone))
    }

    /// Forgets what undo remembers: what was deleted is then nowhere.
    package mutating func eraseHistory() throws(CycleError) { try append(.eraseHistory) }

    /// What goes must not be needed by what stays.
    private func checkUndo(_ change: CycleChange) throws(CycleError) {
        var scratch = self
        switch change {
        case .removeFeeling(let key) where !key.isBuiltIn:
            do { try scratch.removeFeeling(key) } catch { throw .undoBlocked }
        case .removeItem(let id):
            do { try scratch.removeItem(id) } catch { throw .undoBlocked }
        // Who revoked an address revoked it for good: another one is made in a moment.
        case .putItem(_, .feed): throw .undoBlocked
        case .day(_, let patch):
            do { try checkNames(patch.written) } catch { throw .undoBlocked }
        default: break
        }
    }
}

extension CycleItemKind {
    package var field: CycleField {
        switch self {
        case .method: .method
        case .medicine: .medicine
        case .appointment: .appointment
        case .feed: .feed
        }
    }
}
