/// The entries of a book that could be half of a transfer, sorted for look-ups.
struct TransferSides {
    typealias Side = TransferMatcher.Side

    /// Money that left one account for one currency, and came to another in another.
    struct Exchange {
        let day: Int32
        let from: (currency: UInt16, minorUnits: Int64)
        let to: (currency: UInt16, minorUnits: Int64)
    }

    private(set) var outgoing: [Side] = []
    private(set) var exchanges: [Exchange] = []
    /// Those of incoming entries.
    private(set) var currencies: [UInt16] = []
    let currencyCount: Int
    /// By currency, amount and day: those nobody sorted yet, and all.
    private let openByAmount: [Side]
    private let allByAmount: [Side]
    /// By currency and day.
    private let openByDay: [Side]
    private let allByDay: [Side]

    init(_ book: MoneyBook) {
        var incoming: [Side] = []
        let columns = book.transactions
        for slot in 0..<columns.count where !columns.isRemoved[slot] && columns.postingCounts[slot] == 2 {
            let first = Int(columns.postingStarts[slot])
            let isFirst = columns.targets[first] & TransactionColumns.categoryBit == 0
            let isSecond = columns.targets[first + 1] & TransactionColumns.categoryBit == 0
            guard isFirst || isSecond else { continue }
            if isFirst && isSecond {
                if let exchange = Self.exchange(columns, slot, first) { exchanges.append(exchange) }
                continue
            }
            let (account, category) = isFirst ? (first, first + 1) : (first + 1, first)
            guard columns.currencies[account] == columns.currencies[category] else { continue }
            let minorUnits = columns.minorUnits[account]
            let side = Side(
                slot: UInt32(slot),
                day: columns.days[slot],
                account: columns.targets[account],
                currency: columns.currencies[account],
                minorUnits: Int64(clamping: minorUnits.magnitude),
                // The two categories that hold what nobody sorted are the first there are.
                isOpen: columns.targets[category] & ~1 == TransactionColumns.categoryBit
            )
            if minorUnits < 0 { outgoing.append(side) } else { incoming.append(side) }
        }
        var found: Set<UInt16> = []
        for side in incoming { found.insert(side.currency) }
        currencies = found.sorted()
        currencyCount = found.union(outgoing.lazy.map(\.currency)).count
        allByAmount = incoming.sorted(by: Self.isBeforeByAmount)
        openByAmount = allByAmount.filter(\.isOpen)
        let isMixed = currencyCount > 1
        allByDay = isMixed ? incoming.sorted(by: Self.isBeforeByDay) : []
        openByDay = allByDay.filter(\.isOpen)
    }

    private static func exchange(_ columns: TransactionColumns, _ slot: Int, _ first: Int) -> Exchange? {
        let (one, other) = (columns.minorUnits[first], columns.minorUnits[first + 1])
        guard columns.currencies[first] != columns.currencies[first + 1], (one < 0) != (other < 0) else { return nil }
        let (source, arrival) = one < 0 ? (first, first + 1) : (first + 1, first)
        return Exchange(
            day: columns.days[slot],
            from: (columns.currencies[source], Int64(clamping: columns.minorUnits[source].magnitude)),
            to: (columns.currencies[arrival], Int64(clamping: columns.minorUnits[arrival].magnitude))
        )
    }

    /// The incoming entries nearest in time that have the amount of an outgoing one.
    func forEachEqual(_ side: Side, days: Int, includesCategorised: Bool, _ body: (Side) -> Void) {
        let sides = includesCategorised ? allByAmount : openByAmount
        let start = Self.partition(sides) { Self.isBeforeByAmount($0, side) }
        Self.walk(sides, from: start, side.day, days, body) {
            $0.currency == side.currency && $0.minorUnits == side.minorUnits
        }
    }

    /// The incoming entries of a currency nearest in time.
    func forEachNear(
        _ side: Side,
        _ currency: UInt16,
        days: Int,
        includesCategorised: Bool,
        _ body: (Side) -> Void
    ) {
        let sides = includesCategorised ? allByDay : openByDay
        let start = Self.partition(sides) { ($0.currency, $0.day, $0.slot) < (currency, side.day, side.slot) }
        Self.walk(sides, from: start, side.day, days, body) { $0.currency == currency }
    }

    private static func walk(
        _ sides: [Side],
        from start: Int,
        _ day: Int32,
        _ days: Int,
        _ body: (Side) -> Void,
        while isAlike: (Side) -> Bool
    ) {
        func isNear(_ side: Side) -> Bool { isAlike(side) && abs(side.day - day) <= Int32(days) }
        var place = start
        while place < sides.count, place < start + TransferMatcher.reach, isNear(sides[place]) {
            body(sides[place])
            place += 1
        }
        place = start - 1
        while place >= 0, place >= start - TransferMatcher.reach, isNear(sides[place]) {
            body(sides[place])
            place -= 1
        }
    }

    private static func isBeforeByAmount(_ left: Side, _ right: Side) -> Bool {
        (left.currency, left.minorUnits) == (right.currency, right.minorUnits)
            ? (left.day, left.slot) < (right.day, right.slot)
            : (left.currency, left.minorUnits) < (right.currency, right.minorUnits)
    }

    private static func isBeforeByDay(_ left: Side, _ right: Side) -> Bool {
        (left.currency, left.day, left.slot) < (right.currency, right.day, right.slot)
    }

    /// How many a condition holds for that holds for none after the first it fails for.
    private static func partition(_ sides: [Side], while isEarly: (Side) -> Bool) -> Int {
        var (low, high) = (0, sides.count)
        while low < high {
            let middle = (low + high) / 2
            if isEarly(sides[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
