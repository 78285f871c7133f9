/// The transactions of a book as columns: place `s` of each array belongs to the transaction in slot `s`.
///
/// Slots are in the order of the ids, so an id is found by binary search. A removed transaction keeps its slot, marked,
/// until a snapshot drops it. Reading 100,000 transactions touches a few dense arrays and makes nothing.
struct TransactionColumns: Sendable {
    var ids: [UInt64] = []
    var days: [Int32] = []
    var payees: [UInt32] = []
    var notes: [UInt32] = []
    var tagSets: [UInt32] = []
    /// 0 is none, otherwise 1 + place in the book's imports.
    var imports: [UInt32] = []
    var fingerprints: [UInt64] = []
    var externalIDs: [UInt64] = []
    var isRemoved: [Bool] = []
    var versions: [UInt32] = []
    var postingStarts: [UInt32] = []
    var postingCounts: [UInt16] = []

    /// Posting columns.
    ///
    /// A target is a place in the book's accounts, or with the top bit set in its categories.
    var targets: [UInt32] = []
    var minorUnits: [Int64] = []
    /// Places in the book's currencies.
    var currencies: [UInt16] = []

    static let categoryBit: UInt32 = 1 << 31

    var count: Int { ids.count }

    func slot(of id: TransactionID) -> Int? {
        let place = insertionPlace(of: id.rawValue)
        return place < ids.count && ids[place] == id.rawValue ? place : nil
    }

    func insertionPlace(of id: UInt64) -> Int {
        if let last = ids.last, last < id { return ids.count }
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func postings(_ slot: Int) -> Range<Int> {
        let start = Int(postingStarts[slot])
        return start..<start + Int(postingCounts[slot])
    }

    /// Opens a slot for an id; everything but the id is filled in by ``write(_:to:)``.
    mutating func insertSlot(id: UInt64, at slot: Int) {
        guard slot < ids.count else {
            ids.append(id)
            days.append(0)
            payees.append(0)
            notes.append(0)
            tagSets.append(0)
            imports.append(0)
            fingerprints.append(0)
            externalIDs.append(0)
            isRemoved.append(false)
            versions.append(1)
            postingStarts.append(UInt32(targets.count))
            postingCounts.append(0)
            return
        }
        ids.insert(id, at: slot)
        days.insert(0, at: slot)
        payees.insert(0, at: slot)
        notes.insert(0, at: slot)
        tagSets.insert(0, at: slot)
        imports.insert(0, at: slot)
        fingerprints.insert(0, at: slot)
        externalIDs.insert(0, at: slot)
        isRemoved.insert(false, at: slot)
        versions.insert(1, at: slot)
        postingStarts.insert(UInt32(targets.count), at: slot)
        postingCounts.insert(0, at: slot)
    }

    /// Writes the references of a content over those of a slot.
    ///
    /// Postings stay in place when their number does, otherwise they move to the end of the posting columns and leave
    /// a hole that the next snapshot closes.
    mutating func write(_ references: ContentReferences, to slot: Int) {
        days[slot] = references.day
        payees[slot] = references.payee
        notes[slot] = references.note
        tagSets[slot] = references.tagSet
        if Int(postingCounts[slot]) == references.targets.count {
            for (offset, place) in postings(slot).enumerated() {
                targets[place] = references.targets[offset]
                minorUnits[place] = references.minorUnits[offset]
                currencies[place] = references.currencies[offset]
            }
        } else {
            postingStarts[slot] = UInt32(targets.count)
            postingCounts[slot] = UInt16(references.targets.count)
            targets.append(contentsOf: references.targets)
            minorUnits.append(contentsOf: references.minorUnits)
            currencies.append(contentsOf: references.currencies)
        }
    }
}

/// A transaction's content with its names replaced by places in the book.
struct ContentReferences {
    var day: Int32
    var payee: UInt32
    var note: UInt32
    var tagSet: UInt32
    var targets: [UInt32] = []
    var minorUnits: [Int64] = []
    var currencies: [UInt16] = []
}
