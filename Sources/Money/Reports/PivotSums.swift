import Primitives

/// One pass over the columns, adding what a measure counts into a table of first key × second key × currency.
struct PivotSums {
    /// By place of the category: 1, -1 or 0.
    private let weights: [Int64]
    /// By place of the account.
    private let isPerson: [Bool]
    let first: AxisKeys
    let second: AxisKeys?
    let secondCount: Int
    let currencyCount: Int
    /// Dense while the table is small; a report by payee and month of a large book has few of its cells filled.
    private(set) var cells: [Int64] = []
    private(set) var sparse: [Int: Int64] = [:]
    private(set) var isTouched: [Bool] = []
    private(set) var totals: [Int64]
    private(set) var overflowed = false
    let isDense: Bool

    /// 4 Mi cells are 32 MB: what one report may take.
    private static let denseCellMaximum = 1 << 22

    init(_ weights: [Int64], _ first: AxisKeys, _ second: AxisKeys?, currencyCount: Int, isPerson: [Bool]) {
        self.weights = weights
        self.isPerson = isPerson
        self.first = first
        self.second = second
        self.currencyCount = currencyCount
        secondCount = second?.count ?? 1
        totals = [Int64](repeating: 0, count: currencyCount)
        let (size, overflow) = (first.count * max(1, currencyCount)).multipliedReportingOverflow(by: secondCount)
        isDense = !overflow && size <= Self.denseCellMaximum
        if isDense {
            cells = [Int64](repeating: 0, count: size)
            isTouched = [Bool](repeating: false, count: size)
        }
    }

    func index(_ firstKey: Int, _ secondKey: Int, _ currency: Int) -> Int {
        (firstKey * secondCount + secondKey) * currencyCount + currency
    }

    /// The keys that ``index(_:_:_:)`` made a place of.
    func keys(of place: Int) -> (first: Int, second: Int, currency: Int) {
        let (rest, currency) = place.quotientAndRemainder(dividingBy: currencyCount)
        let (first, second) = rest.quotientAndRemainder(dividingBy: secondCount)
        return (first, second, currency)
    }

    mutating func run(
        _ book: MoneyBook,
        _ flows: FlowColumns,
        days: ClosedRange<Int32>,
        _ matcher: TransactionMatcher?
    ) {
        let axes = (first.axis, second?.axis)
        if isDense, matcher == nil, axes == (.month, .category) || axes == (.category, .month) {
            runMonthAndCategory(book, flows, days: days)
        } else {
            runAny(book, flows, days: days, matcher)
        }
    }

    /// The report everybody looks at, without asking each posting which axes there are.
    private mutating func runMonthAndCategory(_ book: MoneyBook, _ flows: FlowColumns, days: ClosedRange<Int32>) {
        guard let second else { return }
        let months = first.axis == .month ? first : second
        let (monthStep, categoryStep) =
            first.axis == .month
            ? (secondCount * currencyCount, currencyCount) : (currencyCount, secondCount * currencyCount)
        let columns = book.transactions
        // Moved out and back, so that the loop writes into memory nobody else can see.
        var (cells, isTouched, overflowed) = (cells, isTouched, false)
        (self.cells, self.isTouched) = ([], [])
        var cellSpan = cells.mutableSpan
        var touchedSpan = isTouched.mutableSpan
        let (slotDays, removed) = (columns.days.span, columns.isRemoved.span)
        let (starts, counts) = (columns.postingStarts.span, columns.postingCounts.span)
        let (targets, minorUnits, currencies) = (columns.targets.span, flows.minorUnits.span, flows.currencies.span)
        let byCategory = weights
        let weights = byCategory.span
        for slot in 0..<slotDays.count where !removed[slot] && days.contains(slotDays[slot]) {
            let base = months.month(slotDays[slot]) * monthStep
            let start = Int(starts[slot])
            for place in start..<start + Int(counts[slot]) {
                let target = targets[place]
                guard target & TransactionColumns.categoryBit != 0 else { continue }
                let category = Int(target & ~TransactionColumns.categoryBit)
                let weight = weights[category]
                guard weight != 0 else { continue }
                let cell = base + (category + 1) * categoryStep + Int(currencies[place])
                let (sum, overflow) = cellSpan[cell].addingReportingOverflow(minorUnits[place] &* weight)
                cellSpan[cell] = sum
                touchedSpan[cell] = true
                overflowed = overflowed || overflow
            }
        }
        (self.cells, self.isTouched) = (cells, isTouched)
        self.overflowed = overflowed
        for cell in touched {
            let currency = keys(of: cell.cell).currency
            let (total, overflow) = totals[currency].addingReportingOverflow(cell.minorUnits)
            totals[currency] = total
            if overflow { self.overflowed = true }
        }
    }

    private mutating func runAny(
        _ book: MoneyBook,
        _ flows: FlowColumns,
        days: ClosedRange<Int32>,
        _ matcher: TransactionMatcher?
    ) {
        let columns = book.transactions
        for slot in slots(book, days, matcher) {
            for place in columns.postings(slot) {
                let target = columns.targets[place]
                guard target & TransactionColumns.categoryBit != 0 else { continue }
                let category = Int(target & ~TransactionColumns.categoryBit)
                guard weights[category] != 0 else { continue }
                if let matcher, !matcher.counts(target: target) { continue }
                let currency = Int(flows.currencies[place])
                // Never Int64.min, so its opposite fits.
                let minorUnits = flows.minorUnits[place] &* weights[category]
                let (total, overflow) = totals[currency].addingReportingOverflow(minorUnits)
                totals[currency] = total
                overflowed = overflowed || overflow
                add(minorUnits, slot, category, place, currency, book)
            }
        }
    }

    private func slots(_ book: MoneyBook, _ days: ClosedRange<Int32>, _ matcher: TransactionMatcher?) -> [Int] {
        let slots = book.byDay.sorted(days, days: book.transactions.days)
        return (matcher?.matching(slots) ?? slots.filter { !book.transactions.isRemoved[Int($0)] }).map(Int.init)
    }

    @inline(__always)
    private mutating func add(
        _ minorUnits: Int64,
        _ slot: Int,
        _ category: Int,
        _ place: Int,
        _ currency: Int,
        _ book: MoneyBook
    ) {
        let columns = book.transactions
        let entered = Int(columns.currencies[place])
        let firstKey = key(first, slot, category, entered, columns)
        let secondKey = second.map { key($0, slot, category, entered, columns) } ?? 0
        // Only a tag axis can have several keys; they are named by -1.
        if firstKey >= 0, secondKey >= 0 {
            add(minorUnits, at: index(firstKey, secondKey, currency))
        } else {
            for tag in book.tagSets.tags(columns.tagSets[slot]) {
                let cell = firstKey < 0 ? index(Int(tag), secondKey, currency) : index(firstKey, Int(tag), currency)
                add(minorUnits, at: cell)
            }
        }
    }

    @inline(__always)
    private func key(
        _ keys: AxisKeys,
        _ slot: Int,
        _ category: Int,
        _ currency: Int,
        _ columns: TransactionColumns
    ) -> Int {
        switch keys.axis {
        case .month: keys.month(columns.days[slot])
        case .category: category + 1
        case .payee: Int(columns.payees[slot])
        case .tag: columns.tagSets[slot] == 0 ? 0 : -1
        case .account: Self.account(slot, currency, columns) + 1
        case .person: person(slot, columns) + 1
        }
    }

    /// The first account of a transaction that is a person's, in the order of the accounts; -1 when it has none.
    private func person(_ slot: Int, _ columns: TransactionColumns) -> Int {
        var first = -1
        for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit == 0 {
            let account = Int(columns.targets[place])
            if isPerson[account], first < 0 || account < first { first = account }
        }
        return first
    }

    /// The first account of a transaction in a currency, else its first account; -1 when it has none.
    private static func account(_ slot: Int, _ currency: Int, _ columns: TransactionColumns) -> Int {
        var fallback = -1
        for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit == 0 {
            if Int(columns.currencies[place]) == currency { return Int(columns.targets[place]) }
            if fallback < 0 { fallback = Int(columns.targets[place]) }
        }
        return fallback
    }

    @inline(__always)
    private mutating func add(_ minorUnits: Int64, at cell: Int) {
        if isDense {
            let (sum, overflow) = cells[cell].addingReportingOverflow(minorUnits)
            cells[cell] = sum
            isTouched[cell] = true
            overflowed = overflowed || overflow
        } else {
            let (sum, overflow) = sparse[cell, default: 0].addingReportingOverflow(minorUnits)
            sparse[cell] = sum
            overflowed = overflowed || overflow
        }
    }

    /// Every cell something was added to.
    var touched: [(cell: Int, minorUnits: Int64)] {
        guard isDense else { return sparse.map { ($0.key, $0.value) } }
        var result: [(cell: Int, minorUnits: Int64)] = []
        for cell in isTouched.indices where isTouched[cell] { result.append((cell, cells[cell])) }
        return result
    }
}
