package import Primitives
package import Vault

extension MoneyBook {
    /// Folds one change; depends on nothing but its arguments.
    ///
    /// - `id`: Names what the change makes. Ids of added things rise.
    /// - `time`: When the batch was written; undo counts from it.
    /// - Errors: ``TrackerError/outOfOrder`` when the change names something that was never there.
    package mutating func apply(_ change: MoneyChange, id: ChangeID, at time: Timestamp) throws(TrackerError) {
        switch change {
        case .addRecurring, .putRecurring, .removeRecurring, .addOccurrence, .putOccurrence, .addBudget, .putBudget,
            .removeBudget, .putAssignment:
            try applyPlan(change, id: id, at: time)
        case .addItem(let content):
            try putItem(content, at: id, isNew: true, batch: id.batchStart, time)
        case .putItem(let item, let content):
            try putItem(content, at: item, isNew: false, batch: id.batchStart, time)
        case .removeItem(let kind, let item):
            try removeItem(kind, item, batch: id.batchStart, time)
        case .putRates(let steps):
            try putRates(steps, batch: id.batchStart, time)
        case .addAccount(let content):
            try put(content, at: AccountID(id), isNew: true, batch: id.batchStart, time)
        case .putAccount(let account, let content):
            try put(content, at: account, isNew: false, batch: id.batchStart, time)
        case .removeAccount(let account):
            try remove(account, batch: id.batchStart, time)
        case .addCategory(let content):
            try put(content, at: CategoryID(id), isNew: true, batch: id.batchStart, time)
        case .putCategory(let category, let content):
            try put(content, at: category, isNew: false, batch: id.batchStart, time)
        case .removeCategory(let category):
            try remove(category, batch: id.batchStart, time)
        case .addTransaction(let content, let origin):
            try add(content, origin, at: TransactionID(id), time)
        case .editTransaction(let transaction, let version, let content):
            try edit(transaction, version, content, batch: id.batchStart, time)
        case .removeTransaction(let transaction, let version):
            try remove(transaction, version, batch: id.batchStart, time)
        case .restoreTransaction(let transaction, let version, let content, let origin):
            try restore(transaction, version, content, origin, batch: id.batchStart, time)
        case .addImport(let content):
            put(content, at: ImportID(id), batch: id.batchStart, time)
        case .removeImport(let record):
            try remove(record, batch: id.batchStart, time)
        case .restoreImport(let record, let content):
            put(content, at: record, batch: id.batchStart, time)
        case .setSettings(let new):
            record(.settings(before: settings, after: new), batch: id.batchStart, time)
            settings = new
            hasSettings = true
        case .putImportMapping(let mapping):
            put(mapping)
        case .adoptOrigins(let transaction, let origins):
            try adopt(origins, by: transaction, batch: id.batchStart, time)
        case .markUndo(let undone):
            markUndo(of: undone, batch: id.batchStart, time)
        case .eraseHistory:
            undoBatches = []
        }
    }

    private mutating func put(
        _ content: AccountContent,
        at id: AccountID,
        isNew: Bool,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        let before = try accounts.put(content, at: id, isNew: isNew, in: &accountPlaces)
        record(.account(id, before: before, after: content), batch: batch, time)
    }

    private mutating func remove(_ id: AccountID, batch: JournalIndex, _ time: Timestamp) throws(TrackerError) {
        guard let place = accountPlaces[id] else { throw .outOfOrder }
        record(.account(id, before: accounts[place].content, after: nil), batch: batch, time)
        accounts[place].isRemoved = true
    }

    private mutating func put(
        _ content: CategoryContent,
        at id: CategoryID,
        isNew: Bool,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        let before = try categories.put(content, at: id, isNew: isNew, in: &categoryPlaces)
        record(.category(id, before: before, after: content), batch: batch, time)
        if let before { categoryNames.remove(before, id) }
        categoryNames.insert(content, id)
    }

    private mutating func remove(_ id: CategoryID, batch: JournalIndex, _ time: Timestamp) throws(TrackerError) {
        guard let place = categoryPlaces[id], !categories[place].isBuiltIn else { throw .outOfOrder }
        record(.category(id, before: categories[place].content, after: nil), batch: batch, time)
        categories[place].isRemoved = true
        categoryNames.remove(categories[place].content, id)
    }

    private mutating func put(_ content: ImportContent, at id: ImportID, batch: JournalIndex, _ time: Timestamp) {
        let place = imports.firstIndex { $0.id == id }
        let before = place.flatMap { imports[$0].isRemoved ? nil : imports[$0].content }
        record(.imported(id, before: before, after: content), batch: batch, time)
        if let place {
            imports[place].content = content
            imports[place].isRemoved = false
        } else {
            imports.append(ImportRecord(id: id, content: content))
        }
    }

    private mutating func remove(_ id: ImportID, batch: JournalIndex, _ time: Timestamp) throws(TrackerError) {
        guard let place = imports.firstIndex(where: { $0.id == id }) else { throw .outOfOrder }
        let reference = UInt32(place + 1)
        var removed: [TransactionID] = []
        for slot in transactions.imports.indices
        where transactions.imports[slot] == reference && !transactions.isRemoved[slot] {
            transactions.isRemoved[slot] = true
            transactions.versions[slot] &+= 1
            removed.append(TransactionID(rawValue: transactions.ids[slot]))
        }
        liveTransactionCount -= removed.count
        // In this order, so that undoing it from the back brings the record before its transactions.
        if !removed.isEmpty { record(.removed(removed), batch: batch, time) }
        record(.imported(id, before: imports[place].content, after: nil), batch: batch, time)
        imports[place].isRemoved = true
    }

    private mutating func put(_ mapping: ImportMapping) {
        let place = mappings.firstIndex { $0.signature == mapping.signature }
        if mapping.mapping.isEmpty {
            if let place { mappings.remove(at: place) }
        } else if let place {
            mappings[place] = mapping
        } else {
            mappings.append(mapping)
        }
    }

    private mutating func markUndo(of undone: JournalIndex, batch: JournalIndex, _ time: Timestamp) {
        openUndoBatch(batch, time)
        undoBatches[undoBatches.count - 1].undoes = undone
        guard let place = undoBatches.firstIndex(where: { $0.batchStart == undone }) else { return }
        undoBatches[place].isUndone = true
        // Undoing an undo brings the first batch back into effect.
        guard let first = undoBatches[place].undoes else { return }
        if let place = undoBatches.firstIndex(where: { $0.batchStart == first }) { undoBatches[place].isUndone = false }
    }

    func openUndoBatchIsLast(_ batch: JournalIndex) -> Bool { undoBatches.last?.batchStart == batch }

    mutating func openUndoBatch(_ batch: JournalIndex, _ time: Timestamp) {
        if !openUndoBatchIsLast(batch) { undoBatches.append(UndoBatch(batchStart: batch, time: time)) }
    }

    mutating func record(_ item: UndoItem, batch: JournalIndex, _ time: Timestamp) {
        openUndoBatch(batch, time)
        undoBatches[undoBatches.count - 1].items.append(item)
    }
}
