import Primitives
import Vault

extension MoneyBook {
    mutating func add(
        _ content: TransactionContent,
        _ origin: TransactionOrigin?,
        at id: TransactionID,
        _ time: Timestamp
    ) throws(TrackerError) {
        if let last = transactions.ids.last, last >= id.rawValue { throw .outOfOrder }
        let references = try references(of: content)
        try insert(references, origin, id: id, version: 1, at: transactions.count)
        recordAdded(id, time)
    }

    mutating func edit(
        _ id: TransactionID,
        _ version: UInt32,
        _ content: TransactionContent,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        guard let slot = transactions.slot(of: id), !transactions.isRemoved[slot] else { throw .outOfOrder }
        record(.edited(id, before: self.content(at: slot)), batch: batch, time)
        let references = try references(of: content)
        overwrite(slot, references)
        transactions.versions[slot] = version
    }

    mutating func remove(
        _ id: TransactionID,
        _ version: UInt32,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        guard let slot = transactions.slot(of: id), !transactions.isRemoved[slot] else { throw .outOfOrder }
        transactions.isRemoved[slot] = true
        transactions.versions[slot] = version
        liveTransactionCount -= 1
        let batches = undoBatches.count - 1
        if openUndoBatchIsLast(batch), let items = undoBatches[batches].items.indices.last,
            case .removed(var ids) = undoBatches[batches].items[items]
        {
            // One list for a run of removals; taken out first, so that it grows in place.
            undoBatches[batches].items[items] = .removed([])
            ids.append(id)
            undoBatches[batches].items[items] = .removed(ids)
        } else {
            record(.removed([id]), batch: batch, time)
        }
    }

    /// Total even when a snapshot has dropped the removed slot: then a slot is made anew.
    mutating func restore(
        _ id: TransactionID,
        _ version: UInt32,
        _ content: TransactionContent,
        _ origin: TransactionOrigin?,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        let references = try references(of: content)
        let place = transactions.insertionPlace(of: id.rawValue)
        if place < transactions.count, transactions.ids[place] == id.rawValue {
            guard transactions.isRemoved[place] else { throw .outOfOrder }
            overwrite(place, references)
            transactions.isRemoved[place] = false
            transactions.versions[place] = version
            transactions.imports[place] = try importReference(origin)
            transactions.fingerprints[place] = origin?.fingerprint ?? 0
            transactions.externalIDs[place] = origin?.externalID ?? 0
            liveTransactionCount += 1
        } else {
            if place < transactions.count { byDay.shift(from: UInt32(place)) }
            try insert(references, origin, id: id, version: version, at: place)
        }
        recordRestored(id, batch: batch, time)
    }

    private mutating func insert(
        _ references: ContentReferences,
        _ origin: TransactionOrigin?,
        id: TransactionID,
        version: UInt32,
        at slot: Int
    ) throws(TrackerError) {
        let importReference = try importReference(origin)
        transactions.insertSlot(id: id.rawValue, at: slot)
        transactions.write(references, to: slot)
        transactions.versions[slot] = version
        transactions.imports[slot] = importReference
        transactions.fingerprints[slot] = origin?.fingerprint ?? 0
        transactions.externalIDs[slot] = origin?.externalID ?? 0
        byDay.insert(UInt32(slot), days: transactions.days)
        liveTransactionCount += 1
    }

    private mutating func overwrite(_ slot: Int, _ references: ContentReferences) {
        let moves = transactions.days[slot] != references.day
        if moves { byDay.remove(UInt32(slot), days: transactions.days) }
        transactions.write(references, to: slot)
        if moves { byDay.insert(UInt32(slot), days: transactions.days) }
    }

    private func importReference(_ origin: TransactionOrigin?) throws(TrackerError) -> UInt32 {
        guard let origin else { return 0 }
        guard let place = imports.lastIndex(where: { $0.id == origin.importID }) else { throw .outOfOrder }
        return UInt32(place + 1)
    }

    private mutating func references(of content: TransactionContent) throws(TrackerError) -> ContentReferences {
        guard content.postings.count <= UInt16.max else { throw .malformed(field: 8) }
        var result = ContentReferences(day: content.day.daysSinceEpoch, payee: 0, note: 0, tagSet: 0)
        for posting in content.postings {
            switch posting.target {
            case .account(let id):
                guard let place = accountPlaces[id] else { throw .outOfOrder }
                result.targets.append(UInt32(place))
            case .category(let id):
                guard let place = categoryPlaces[id] else { throw .outOfOrder }
                result.targets.append(UInt32(place) | TransactionColumns.categoryBit)
            }
            result.minorUnits.append(posting.amount.minorUnits)
            result.currencies.append(reference(of: posting.amount.currency))
        }
        do {
            if let payee = content.payee, !payee.isEmpty { result.payee = try payees.intern(payee) }
            if let note = content.note, !note.isEmpty { result.note = try notes.append(Array(note.utf8)) }
            if !content.tags.isEmpty {
                var set: [UInt32] = []
                for tag in content.tags { set.append(try tags.intern(tag)) }
                result.tagSet = tagSets.intern(set)
            }
        } catch {
            throw .malformed(field: 18)
        }
        return result
    }

    private mutating func reference(of currency: Currency) -> UInt16 {
        if let place = currencies.firstIndex(of: currency) { return UInt16(place) }
        currencies.append(currency)
        return UInt16(currencies.count - 1)
    }

    /// Adds of one batch are one range: between them nothing else of that batch makes a transaction.
    private mutating func recordAdded(_ id: TransactionID, _ time: Timestamp) {
        openUndoBatch(id.change.batchStart, time)
        let batch = undoBatches.count - 1
        for place in undoBatches[batch].items.indices.reversed() {
            if case .added(let first, _) = undoBatches[batch].items[place] {
                undoBatches[batch].items[place] = .added(first: first, last: id)
                return
            }
        }
        undoBatches[batch].items.append(.added(first: id, last: id))
    }

    private mutating func recordRestored(_ id: TransactionID, batch: JournalIndex, _ time: Timestamp) {
        openUndoBatch(batch, time)
        let place = undoBatches.count - 1
        if let item = undoBatches[place].items.indices.last, case .restored(var ids) = undoBatches[place].items[item] {
            undoBatches[place].items[item] = .restored([])
            ids.append(id)
            undoBatches[place].items[item] = .restored(ids)
        } else {
            undoBatches[place].items.append(.restored([id]))
        }
    }
}
