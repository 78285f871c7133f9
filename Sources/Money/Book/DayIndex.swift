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

    /// The slots of a span of days in order: what a month costs does not grow with the years before it.
    func sorted(_ span: ClosedRange<Int32>, days: [Int32]) -> [UInt32] {
        Self.merged(Self.slots(of: span, in: main, days), Self.slots(of: span, in: recent, days), days)
    }

    /// The newest slots that are wanted, newest first.
    func newest(_ count: Int, days: [Int32], where isWanted: (UInt32) -> Bool) -> [UInt32] {
        let candidates = [main, recent].flatMap { $0.reversed().lazy.filter(isWanted).prefix(count) }
        return Array(candidates.sorted { Self.isBefore($1, $0, days) }.prefix(count))
    }

    private mutating func merge(_ days: [Int32]) {
        main = Self.merged(main[...], recent[...], days)
        recent = []
    }

    private static func merged(
        _ main: ArraySlice<UInt32>,
        _ recent: ArraySlice<UInt32>,
        _ days: [Int32]
    ) -> [UInt32] {
        guard !recent.isEmpty else { return Array(main) }
        var result: [UInt32] = []
        result.reserveCapacity(main.count + recent.count)
        var (left, right) = (main.startIndex, recent.startIndex)
        while left < main.endIndex, right < recent.endIndex {
            if isBefore(main[left], recent[right], days) {
                result.append(main[left])
                left += 1
            } else {
                result.append(recent[right])
                right += 1
            }
        }
        return result + main[left...] + recent[right...]
    }

    private static func slots(of span: ClosedRange<Int32>, in slots: [UInt32], _ days: [Int32]) -> ArraySlice<UInt32> {
        let start = partition(slots) { days[Int($0)] < span.lowerBound }
        return slots[start..<max(start, partition(slots) { days[Int($0)] <= span.upperBound })]
    }

    /// The first place whose slot is not before this one.
    static func place(of slot: UInt32, in slots: [UInt32], _ days: [Int32]) -> Int {
        partition(slots) { isBefore($0, slot, days) }
    }

    /// How many slots a condition holds for that holds for none after the first it fails for.
    private static func partition(_ slots: [UInt32], while isEarly: (UInt32) -> Bool) -> Int {
        var (low, high) = (0, slots.count)
        while low < high {
            let middle = (low + high) / 2
            if isEarly(slots[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isBefore(_ left: UInt32, _ right: UInt32, _ days: [Int32]) -> Bool {
        let (leftDay, rightDay) = (days[Int(left)], days[Int(right)])
        return leftDay == rightDay ? left < right : leftDay < rightDay
    }
}
