/// The slots of the transactions in the order of their days; within a day in the order they were made.
///
/// Entries arrive almost in order, so a day that follows the last is appended. Others go to a short sorted list beside
/// the long one, merged when it has grown: an insert moves a few kilobytes at most, a bulk import pays a few merges.
struct DayIndex: Sendable {
    /// Sorted by (day, slot).
    private(set) var main: [UInt32] = []
    /// Sorted likewise; none of it is in `main`.
    private(set) var recent: [UInt32] = []

    private static let recentMinimum = 1024

    init() {}

    /// - `sorted`: Slots by (day, slot); the caller has checked it.
    init(sorted: [UInt32]) { main = sorted }

    mutating func insert(_ slot: UInt32, days: [Int32]) {
        guard let last = main.last, Self.isBefore(slot, last, days) else { return main.append(slot) }
        recent.insert(slot, at: Self.place(of: slot, in: recent, days))
        if recent.count > max(Self.recentMinimum, main.count / 32) { merge(days) }
    }

    /// - `days`: As they were when the slot was inserted.
    mutating func remove(_ slot: UInt32, days: [Int32]) {
        let place = Self.place(of: slot, in: main, days)
        if place < main.count, main[place] == slot {
            main.remove(at: place)
            return
        }
        let recentPlace = Self.place(of: slot, in: recent, days)
        if recentPlace < recent.count, recent[recentPlace] == slot { recent.remove(at: recentPlace) }
    }

    /// Makes room for a slot inserted in the middle of the columns.
    mutating func shift(from slot: UInt32) {
        for index in main.indices where main[index] >= slot { main[index] += 1 }
        for index in recent.indices where recent[index] >= slot { recent[index] += 1 }
    }

    /// All slots in order.
    func sorted(days: [Int32]) -> [UInt32] {
        guard !recent.isEmpty else { return main }
        var copy = self
        copy.merge(days)
        return copy.main
    }

    private mutating func merge(_ days: [Int32]) {
        var result: [UInt32] = []
        result.reserveCapacity(main.count + recent.count)
        var (left, right) = (0, 0)
        while left < main.count, right < recent.count {
            if Self.isBefore(main[left], recent[right], days) {
                result.append(main[left])
                left += 1
            } else {
                result.append(recent[right])
                right += 1
            }
        }
        result.append(contentsOf: main[left...])
        result.append(contentsOf: recent[right...])
        main = result
        recent = []
    }

    /// The first place whose slot is not before this one.
    static func place(of slot: UInt32, in slots: [UInt32], _ days: [Int32]) -> Int {
        var (low, high) = (0, slots.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(slots[middle], slot, days) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isBefore(_ left: UInt32, _ right: UInt32, _ days: [Int32]) -> Bool {
        let (leftDay, rightDay) = (days[Int(left)], days[Int(right)])
        return leftDay == rightDay ? left < right : leftDay < rightDay
    }
}
