import Primitives

/// One pass over the columns for ``MonthOverview``: sums by month, by day and by category, each by currency.
struct MonthOverviewSums {
    let monthCount: Int
    let currencyCount: Int
    private let categoryCount: Int
    private let firstDay: Int32
    private let heatDay: Int32
    private let lastDay: Int32
    /// By day since ``firstDay``: the place of its month, -1 before the first.
    private let monthOfDay: [Int8]
    private(set) var incoming: [Int64]
    private(set) var outgoing: [Int64]
    private(set) var spent: [Int64]
    /// The last month's categories, then those of the month before.
    private(set) var categories: [Int64]
    private(set) var postingCounts: [Int]
    private(set) var laterCount = 0
    private(set) var latestDay: Int32
    private(set) var overflowed = false

    /// - `months`: The first days of neighbouring months.
    /// - `days`: Whose spending is kept by day; they end in the last month.
    init(_ book: MoneyBook, _ flows: FlowColumns, months: [CalendarDay], days: ClosedRange<CalendarDay>) {
        monthCount = months.count
        currencyCount = flows.list.count
        categoryCount = book.categories.count
        heatDay = days.lowerBound.daysSinceEpoch
        lastDay = days.upperBound.daysSinceEpoch
        latestDay = lastDay
        firstDay = min(months.first?.daysSinceEpoch ?? heatDay, heatDay)
        var monthOfDay: [Int8] = []
        var month: Int8 = -1
        for day in firstDay...lastDay {
            while Int(month) + 1 < months.count, months[Int(month) + 1].daysSinceEpoch <= day { month += 1 }
            monthOfDay.append(month)
        }
        self.monthOfDay = monthOfDay
        incoming = [Int64](repeating: 0, count: months.count * currencyCount)
        outgoing = incoming
        spent = [Int64](repeating: 0, count: days.count(currencyCount))
        categories = [Int64](repeating: 0, count: 2 * categoryCount * currencyCount)
        postingCounts = [Int](repeating: 0, count: currencyCount)
    }

    func category(_ category: Int, monthsBack: Int, currency: Int) -> Int64 {
        categories[(monthsBack * categoryCount + category) * currencyCount + currency]
    }

    mutating func run(_ book: MoneyBook, _ flows: FlowColumns) {
        let columns = book.transactions
        let isExpense = book.categories.map { $0.kind == .expense }
        let monthOfDay = monthOfDay  // a span of the property would keep all of `self` borrowed
        // Moved out and back, so that the loop writes into memory nobody else can see.
        var newIncoming = incoming
        var newOutgoing = outgoing
        var newSpent = spent
        var newCategories = categories
        var newCounts = postingCounts
        var (overflow, later, latest) = (false, 0, lastDay)
        (incoming, outgoing, spent, categories, postingCounts) = ([], [], [], [], [])
        var inSpan = newIncoming.mutableSpan
        var outSpan = newOutgoing.mutableSpan
        var daySpan = newSpent.mutableSpan
        var categorySpan = newCategories.mutableSpan
        var countSpan = newCounts.mutableSpan
        let (slotDays, removed) = (columns.days.span, columns.isRemoved.span)
        let (starts, counts) = (columns.postingStarts.span, columns.postingCounts.span)
        let (targets, minorUnits, currencies) = (columns.targets.span, flows.minorUnits.span, flows.currencies.span)
        let (expense, months) = (isExpense.span, monthOfDay.span)
        func add(_ value: Int64, _ sums: inout MutableSpan<Int64>, _ place: Int) {
            let (sum, isTooLarge) = sums[place].addingReportingOverflow(value)
            sums[place] = sum
            overflow = overflow || isTooLarge
        }
        for slot in 0..<slotDays.count where !removed[slot] && slotDays[slot] >= firstDay {
            let day = slotDays[slot]
            guard day <= lastDay else {
                later += 1
                latest = max(latest, day)
                continue
            }
            let month = Int(months[Int(day - firstDay)])
            let start = Int(starts[slot])
            for place in start..<start + Int(counts[slot]) {
                let target = targets[place]
                guard target & TransactionColumns.categoryBit != 0 else { continue }
                let category = Int(target & ~TransactionColumns.categoryBit)
                let currency = Int(currencies[place])
                countSpan[currency] += 1
                guard expense[category] else {
                    // Income postings are negative: the money comes from the category.
                    if month >= 0 { add(0 - minorUnits[place], &inSpan, month * currencyCount + currency) }
                    continue
                }
                if day >= heatDay { add(minorUnits[place], &daySpan, Int(day - heatDay) * currencyCount + currency) }
                guard month >= 0 else { continue }
                add(minorUnits[place], &outSpan, month * currencyCount + currency)
                let monthsBack = monthCount - 1 - month
                guard monthsBack < 2 else { continue }
                let cell = (monthsBack * categoryCount + category) * currencyCount + currency
                add(minorUnits[place], &categorySpan, cell)
            }
        }
        incoming = newIncoming
        outgoing = newOutgoing
        spent = newSpent
        categories = newCategories
        postingCounts = newCounts
        overflowed = overflow
        laterCount = later
        latestDay = latest
    }
}

extension ClosedRange<CalendarDay> {
    /// Cells of a table with a row for each day.
    fileprivate func count(_ columns: Int) -> Int {
        (Int(upperBound.daysSinceEpoch) - Int(lowerBound.daysSinceEpoch) + 1) * columns
    }
}
