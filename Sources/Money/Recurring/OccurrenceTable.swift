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
        let known = days[id.entry] ?? []
        // Occurrences are made in the order of their days, so the place is nearly always the end.
        var place = known.count
        while place > 0, known[place - 1] >= id.day { place -= 1 }
        if isThere {
            days[id.entry, default: []].insert(id.day, at: place)
        } else if place < known.count, known[place] == id.day {
            days[id.entry]?.remove(at: place)
        }
    }
}
