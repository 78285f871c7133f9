import Primitives

/// The occurrences a book knows, by name and by transaction.
struct OccurrenceTable: Sendable {
    private(set) var byID: [OccurrenceID: Occurrence] = [:]
    private var byTransaction: [TransactionID: OccurrenceID] = [:]
    /// Rising.
    private var days: [RecurringID: [CalendarDay]] = [:]

    subscript(id: OccurrenceID) -> Occurrence? {
        get { byID[id] }
        set {
            if let old = byID[id]?.transaction, byTransaction[old] == id { byTransaction[old] = nil }
            if let new = newValue?.transaction { byTransaction[new] = id }
            let old = byID[id]
            byID[id] = newValue
            if (old == nil) != (newValue == nil) { note(id, isThere: newValue != nil) }
        }
    }

    func id(of transaction: TransactionID) -> OccurrenceID? { byTransaction[transaction] }

    /// The days of the occurrences that are there, in order.
    func days(of entry: RecurringID) -> [CalendarDay] { days[entry] ?? [] }

    /// By recurring entry and day.
    var sorted: [(id: OccurrenceID, occurrence: Occurrence)] {
        byID.map { ($0.key, $0.value) }.sorted { $0.id < $1.id }
    }

    private mutating func note(_ id: OccurrenceID, isThere: Bool) {
        if isThere {
            days[id.entry, default: []].insert(id.day)
        } else {
            days[id.entry]?.remove(id.day)
        }
    }
}

extension [CalendarDay] {
    /// Of rising days, the place of the first that is not before one.
    func place(of day: CalendarDay) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    fileprivate mutating func insert(_ day: CalendarDay) {
        // Occurrences are made in the order of their days, so the place is nearly always the end.
        if let last, last >= day { insert(day, at: place(of: day)) } else { append(day) }
    }

    fileprivate mutating func remove(_ day: CalendarDay) {
        let place = place(of: day)
        if place < count, self[place] == day { remove(at: place) }
    }
}
