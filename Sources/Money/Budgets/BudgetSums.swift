import Primitives

/// What was spent on the lines of one budget in each of its periods.
struct BudgetSums {
    private let content: BudgetContent
    private let periods: [BudgetPeriod]
    private let currencies: [Currency]
    private let currency: Int?
    /// By place of the category: its line, or ``unbudgeted``, or ``income``.
    private let rows: [Int]
    private let lineCount: Int
    /// By row and period.
    private var sums: [Int64]
    /// Of the last period, by currency: spent and earned.
    private var otherSpent: [Int64]
    private var otherEarned: [Int64]
    /// Of the last period, by row: what is not made yet.
    private var expected: [Int64]

    init(_ book: MoneyBook, _ content: BudgetContent, _ periods: [BudgetPeriod], _ ledger: CategoryLedger) {
        self.content = content
        self.periods = periods
        currencies = book.currencies
        currency = book.currencies.firstIndex(of: content.currency)
        lineCount = content.lines.count
        rows = Self.rows(book, content, ledger)
        sums = [Int64](repeating: 0, count: (content.lines.count + 2) * periods.count)
        otherSpent = [Int64](repeating: 0, count: book.currencies.count)
        otherEarned = otherSpent
        expected = [Int64](repeating: 0, count: content.lines.count + 2)
    }

    private var unbudgeted: Int { lineCount }
    private var income: Int { lineCount + 1 }

    /// The nearest line of each category: its own, else that of the nearest above which takes what is under it.
    private static func rows(_ book: MoneyBook, _ content: BudgetContent, _ ledger: CategoryLedger) -> [Int] {
        var lineOf = [Int](repeating: -1, count: ledger.categoryCount)
        for (line, element) in content.lines.enumerated() {
            if let place = book.categoryPlaces[element.category], place < lineOf.count { lineOf[place] = line }
        }
        return lineOf.indices.map { place in
            guard ledger.isExpense[place] else { return content.lines.count + 1 }
            if lineOf[place] >= 0 { return lineOf[place] }
            var next = ledger.parents[place]
            var steps = 0
            while next >= 0, steps <= MoneyLimits.categoryDepth {
                if lineOf[next] >= 0, content.lines[lineOf[next]].includesSubtree { return lineOf[next] }
                next = ledger.parents[next]
                steps += 1
            }
            return content.lines.count
        }
    }

    /// Adds the postings of every category the budget is about.
    mutating func add(_ ledger: CategoryLedger) throws(MoneyError) {
        let last = periods.count - 1
        // Only envelopes ask about income and the rest in every period; a limit shows them for its last one.
        let restFrom = content.style == .envelope ? 0 : last
        for (category, row) in rows.enumerated() {
            let sign: Int64 = row == income ? -1 : 1
            let from = row < lineCount ? 0 : restFrom
            let base = row * periods.count
            if let currency {
                try ledger.add(category, currency, periods[from...], sign: sign, to: &sums[base + from...base + last])
            }
            guard row < lineCount || content.style == .envelope else { continue }
            for other in currencies.indices where other != currency {
                if row == income {
                    try ledger.add(category, other, periods[last...], sign: sign, to: &otherEarned[other...other])
                } else {
                    try ledger.add(category, other, periods[last...], sign: sign, to: &otherSpent[other...other])
                }
            }
        }
    }

    /// Adds what recurring entries would still make in the last period.
    mutating func add(_ spending: ExpectedSpending) throws(MoneyError) {
        guard let period = periods.last else { return }
        for (category, minorUnits) in try spending.sums(content.currency, in: period) where category < rows.count {
            expected[rows[category]] = try Checked.sum(expected[rows[category]], minorUnits)
        }
    }

    func report(
        _ id: BudgetID,
        assignments: LineAssignments,
        today: CalendarDay
    ) throws(MoneyError) -> BudgetReport {
        let last = periods.count - 1
        let period = periods[last]
        let from = max(today, period.first)
        let daysLeft = from > period.last ? 0 : BudgetPeriod(from, period.last).dayCount
        var total = BudgetReport.Line.Sums()
        var lines: [BudgetReport.Line] = []
        var pool = content.openingMinorUnits
        for row in content.lines.indices {
            let assigned = assignments.of(id, content.lines[row].category)
            let line = try line(row, assigned, daysLeft: daysLeft, pool: &pool)
            try total.add(line)
            lines.append(line)
        }
        return BudgetReport(
            budget: id,
            currency: content.currency,
            period: period,
            place: last,
            daysLeft: daysLeft,
            lines: lines,
            total: total,
            earnedMinorUnits: sums[income * periods.count + last],
            unbudgetedMinorUnits: sums[unbudgeted * periods.count + last],
            toAssignMinorUnits: content.style == .envelope ? try toAssign(pool) : nil,
            leftOut: leftOut
        )
    }

    /// Goes through the periods of a line.
    ///
    /// - `others`: What was assigned to single periods, by their first day, rising.
    /// - `pool`: What is assigned is taken from it, what does not roll over goes back to it.
    private func line(
        _ row: Int,
        _ others: [(day: CalendarDay, minorUnits: Int64)],
        daysLeft: Int,
        pool: inout Int64
    ) throws(MoneyError) -> BudgetReport.Line {
        let line = content.lines[row]
        var (carried, assigned, spent, left): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        var next = 0
        for (place, period) in periods.enumerated() {
            if place > 0 {
                carried = line.rollover.carried(from: left)
                pool = try Checked.sum(pool, try Checked.difference(left, carried))
            }
            assigned = line.minorUnits
            // Days on which no period begins any more are passed over.
            while next < others.count, others[next].day < period.first { next += 1 }
            if next < others.count, others[next].day == period.first { assigned = others[next].minorUnits }
            spent = sums[row * periods.count + place]
            left = try Checked.difference(try Checked.sum(carried, assigned), spent)
            pool = try Checked.difference(pool, assigned)
        }
        return BudgetReport.Line(
            category: line.category,
            carriedMinorUnits: carried,
            assignedMinorUnits: assigned,
            spentMinorUnits: spent,
            expectedMinorUnits: expected[row],
            leftMinorUnits: left,
            leftPerDayMinorUnits: left > 0 && daysLeft > 0 ? left / Int64(daysLeft) : nil
        )
    }

    /// What is in no envelope, of what the assignments and rollovers left over.
    private func toAssign(_ pool: Int64) throws(MoneyError) -> Int64 {
        var result = pool
        for place in periods.indices {
            result = try Checked.sum(result, sums[income * periods.count + place])
            result = try Checked.difference(result, sums[unbudgeted * periods.count + place])
        }
        return result
    }

    private var leftOut: [BudgetReport.LeftOut] {
        currencies.indices.filter { $0 != currency && (otherSpent[$0] != 0 || otherEarned[$0] != 0) }
            .map {
                BudgetReport.LeftOut(
                    currency: currencies[$0],
                    spentMinorUnits: otherSpent[$0],
                    earnedMinorUnits: otherEarned[$0]
                )
            }
            .sorted { $0.currency.packed < $1.currency.packed }
    }
}

extension BudgetReport.Line.Sums {
    mutating func add(_ line: BudgetReport.Line) throws(MoneyError) {
        carriedMinorUnits = try Checked.sum(carriedMinorUnits, line.carriedMinorUnits)
        assignedMinorUnits = try Checked.sum(assignedMinorUnits, line.assignedMinorUnits)
        spentMinorUnits = try Checked.sum(spentMinorUnits, line.spentMinorUnits)
        expectedMinorUnits = try Checked.sum(expectedMinorUnits, line.expectedMinorUnits)
        leftMinorUnits = try Checked.sum(leftMinorUnits, line.leftMinorUnits)
        overMinorUnits = try Checked.sum(overMinorUnits, line.overMinorUnits)
    }
}
