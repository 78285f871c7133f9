import Primitives

/// What was posted to each category in each currency, added up in the order of days: what budgets are read from.
///
/// Made in two passes over the columns of a book and good for as long as the book stays as it is; a page of a hundred
/// budgets makes one, and what a span of days costs does not grow with the postings in it.
package struct CategoryLedger: Sendable {
    /// By category and currency, and one more: where the postings begin.
    private let starts: [Int]
    private let days: [Int32]
    /// Of each posting, with those of its category and currency before it.
    private let sums: [Int64]
    private let currencyCount: Int
    private let overflowed: Bool
    /// By place of the category: the place of what it is under, -1 at the root.
    let parents: [Int]
    let isExpense: [Bool]

    package init(_ book: MoneyBook) {
        isExpense = book.categories.map { $0.kind == .expense }
        parents = book.categories.map { $0.content.parent.flatMap { book.categoryPlaces[$0] } ?? -1 }
        currencyCount = book.currencies.count
        starts = Self.starts(book)
        let columns = book.transactions
        let order = book.byDay.sorted(days: columns.days)
        let width = currencyCount
        var days = [Int32](repeating: 0, count: starts.last ?? 0)
        var sums = [Int64](repeating: 0, count: days.count)
        var next = starts
        var running = [Int64](repeating: 0, count: starts.count)
        var overflowed = false
        var daySpan = days.mutableSpan
        var sumSpan = sums.mutableSpan
        var nextSpan = next.mutableSpan
        var runningSpan = running.mutableSpan
        let (slotDays, removed) = (columns.days.span, columns.isRemoved.span)
        let (firstPosting, postingCounts) = (columns.postingStarts.span, columns.postingCounts.span)
        let (targets, amounts, kinds) = (columns.targets.span, columns.minorUnits.span, columns.currencies.span)
        for slot in order where !removed[Int(slot)] {
            let start = Int(firstPosting[Int(slot)])
            for place in start..<start + Int(postingCounts[Int(slot)])
            where targets[place] & TransactionColumns.categoryBit != 0 {
                let category = Int(targets[place] & ~TransactionColumns.categoryBit)
                let group = category * width + Int(kinds[place])
                let entry = nextSpan[group]
                nextSpan[group] = entry + 1
                daySpan[entry] = slotDays[Int(slot)]
                let (sum, overflow) = runningSpan[group].addingReportingOverflow(amounts[place])
                runningSpan[group] = sum
                sumSpan[entry] = sum
                overflowed = overflowed || overflow
            }
        }
        self.days = days
        self.sums = sums
        self.overflowed = overflowed
    }

    private static func starts(_ book: MoneyBook) -> [Int] {
        let columns = book.transactions
        let width = book.currencies.count
        var starts = [Int](repeating: 0, count: book.categories.count * width + 1)
        var startSpan = starts.mutableSpan
        let removed = columns.isRemoved.span
        let (firstPosting, postingCounts) = (columns.postingStarts.span, columns.postingCounts.span)
        let (targets, kinds) = (columns.targets.span, columns.currencies.span)
        for slot in 0..<removed.count where !removed[slot] {
            let start = Int(firstPosting[slot])
            for place in start..<start + Int(postingCounts[slot])
            where targets[place] & TransactionColumns.categoryBit != 0 {
                let category = Int(targets[place] & ~TransactionColumns.categoryBit)
                startSpan[category * width + Int(kinds[place]) + 1] += 1
            }
        }
        for place in 1..<max(1, starts.count) { starts[place] += starts[place - 1] }
        return starts
    }

    var categoryCount: Int { parents.count }

    /// Adds what was posted to a category in a currency in each of several periods.
    ///
    /// - `periods`: Neighbours, in order.
    /// - `sign`: 1, or -1 for income, whose postings are negative.
    /// - Errors: `.overflow(.amount)`.
    func add(
        _ category: Int,
        _ currency: Int,
        _ periods: ArraySlice<BudgetPeriod>,
        sign: Int64,
        to result: inout ArraySlice<Int64>
    ) throws(MoneyError) {
        guard !overflowed else { throw .overflow(.amount) }
        guard let first = periods.first else { return }
        let group = category * currencyCount + currency
        let (begin, end) = (starts[group], starts[group + 1])
        guard begin < end else { return }
        var entry = place(of: first.first.daysSinceEpoch, from: begin, end)
        var before = entry > begin ? sums[entry - 1] : 0
        for (offset, period) in periods.enumerated() where entry < end {
            entry = place(of: period.last.daysSinceEpoch + 1, from: entry, end)
            let after = entry > begin ? sums[entry - 1] : 0
            let (posted, overflow) = after.subtractingReportingOverflow(before)
            guard !overflow, posted != .min else { throw .overflow(.amount) }
            let cell = result.startIndex + offset
            result[cell] = try Checked.sum(result[cell], sign * posted)
            before = after
        }
    }

    /// The first place whose day is not before this one; near places are found sooner than far ones.
    private func place(of day: Int32, from begin: Int, _ end: Int) -> Int {
        var (low, step) = (begin, 1)
        while low + step <= end, days[low + step - 1] < day {
            low += step
            step *= 2
        }
        var high = min(end, low + step)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
