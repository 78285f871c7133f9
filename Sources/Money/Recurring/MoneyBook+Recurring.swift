import Primitives
import Vault

extension MoneyBook {
    package var liveRecurring: [RecurringEntry] { recurring.filter { !$0.isRemoved } }

    package func recurring(_ id: RecurringID) -> RecurringEntry? {
        guard let place = recurringPlaces[id], !recurring[place].isRemoved else { return nil }
        return recurring[place]
    }

    /// What became of an occurrence; nil while it is not made and not skipped.
    package func occurrence(_ id: OccurrenceID) -> Occurrence? { occurrences[id] }

    /// What became of the occurrences of entries that are there, by entry and day.
    package var liveOccurrences: [(id: OccurrenceID, occurrence: Occurrence)] {
        occurrences.sorted.filter { recurring($0.id.entry) != nil }
    }

    /// The occurrence a transaction was made for.
    package func occurrence(of transaction: TransactionID) -> OccurrenceID? { occurrences.id(of: transaction) }

    /// By slot: whether a recurring entry made the transaction.
    var recurringSlots: [Bool] {
        var isMade = [Bool](repeating: false, count: transactions.count)
        for occurrence in occurrences.byID.values {
            if let slot = occurrence.transaction.flatMap({ transactions.slot(of: $0) }) { isMade[slot] = true }
        }
        return isMade
    }

    mutating func put(
        _ content: RecurringContent,
        at id: RecurringID,
        isNew: Bool,
        batch: JournalIndex,
        _ time: Timestamp
    ) throws(TrackerError) {
        let before = try recurring.put(content, at: id, isNew: isNew, in: &recurringPlaces)
        record(.recurring(id, before: before, after: content), batch: batch, time)
    }

    mutating func remove(_ id: RecurringID, batch: JournalIndex, _ time: Timestamp) throws(TrackerError) {
        guard let place = recurringPlaces[id], !recurring[place].isRemoved else { throw .outOfOrder }
        record(.recurring(id, before: recurring[place].content, after: nil), batch: batch, time)
        recurring[place].isRemoved = true
    }

    /// Makes an occurrence, unless it is there or its entry is gone: a second device may have done so meanwhile.
    mutating func make(
        _ id: OccurrenceID,
        _ state: Occurrence.State,
        _ content: TransactionContent,
        at transaction: TransactionID,
        _ time: Timestamp
    ) throws(TrackerError) {
        guard recurring(id.entry) != nil, occurrences[id] == nil else { return }
        try add(content, nil, at: transaction, time)
        put(Occurrence(state, transaction), at: id, batch: transaction.change.batchStart, time)
    }

    mutating func put(_ occurrence: Occurrence?, at id: OccurrenceID, batch: JournalIndex, _ time: Timestamp) {
        // Without the transaction of a skipped one: a snapshot drops it once it is gone, whatever undo remembers.
        let before = occurrences[id].map { $0.state == .skipped ? Occurrence(.skipped, nil) : $0 }
        record(.occurrence(id, before: before, after: occurrence), batch: batch, time)
        occurrences[id] = occurrence
    }
}
