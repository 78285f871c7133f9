import Primitives

extension MoneyBook {
    /// What was spent, by one or two axes.
    ///
    /// - `axes`: One or two, different.
    /// - `filter`: Its days bound the report; the rest narrows it.
    /// - Errors: ``MoneyError`` `.invalid(.by)`, `.overflow(.amount)`, or what the filter refuses.
    package func spending(
        by axes: [ReportAxis],
        _ filter: TransactionFilter = TransactionFilter()
    ) throws(MoneyError) -> SpendingReport {
        guard let first = axes.first, axes.count <= 2, Set(axes).count == axes.count else { throw .invalid(.by) }
        let isNarrowed = filter != TransactionFilter(from: filter.from, to: filter.to)
        let matcher = try TransactionMatcher(filter, self)
        let days = self.days(filter)
        let firstKeys = AxisKeys(first, self, days: days)
        let secondKeys = axes.count == 2 ? AxisKeys(axes[1], self, days: days) : nil
        var sums = SpendingSums(firstKeys, secondKeys, currencyCount: currencies.count)
        sums.run(self, days: days, isNarrowed ? matcher : nil)
        guard !sums.overflowed else { throw .overflow(.amount) }
        return try report(axes, sums)
    }

    private static let noDay: Int32 = -800_000

    /// The days of the transactions there are, cut to those of a filter.
    ///
    /// When there are none, a day before year 1.
    func days(_ filter: TransactionFilter) -> ClosedRange<Int32> {
        var low = Int32.max
        var high = Int32.min
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] {
            low = min(low, transactions.days[slot])
            high = max(high, transactions.days[slot])
        }
        low = max(low, filter.from?.daysSinceEpoch ?? .min)
        high = min(high, filter.to?.daysSinceEpoch ?? .max)
        return low <= high ? low...high : Self.noDay...Self.noDay
    }

    private func report(_ axes: [ReportAxis], _ sums: SpendingSums) throws(MoneyError) -> SpendingReport {
        var table = RolledUpCells(sums)
        if let place = axes.firstIndex(of: .category) { try table.rollUp(axis: place, self) }
        var used = [
            [Bool](repeating: false, count: sums.first.count), [Bool](repeating: false, count: sums.secondCount),
        ]
        for key in table.totals.keys {
            used[0][key.first] = true
            used[1][key.second] = true
        }
        let first = sums.first.labels(used: used[0], self)
        let second = sums.second?.labels(used: used[1], self)
        var rows: [SpendingReport.Row] = []
        rows.reserveCapacity(table.totals.count)
        for (key, total) in table.totals {
            var labels = [first.places[key.first]]
            if let second { labels.append(second.places[key.second]) }
            rows.append(
                SpendingReport.Row(
                    currency: currencies[key.currency],
                    labels: labels,
                    ownMinorUnits: table.own[key] ?? 0,
                    minorUnits: total
                )
            )
        }
        rows.sort {
            $0.currency == $1.currency
                ? $0.labels.lexicographicallyPrecedes($1.labels) : $0.currency.packed < $1.currency.packed
        }
        let occurring = Set(rows.map(\.currency))
        let totals = currencies.enumerated().filter { occurring.contains($0.element) }.map {
            SpendingReport.Total(currency: $0.element, minorUnits: sums.totals[$0.offset])
        }
        return SpendingReport(
            axes: axes,
            labels: [first.labels] + (second.map { [$0.labels] } ?? []),
            rows: rows,
            totals: totals.sorted { $0.currency.packed < $1.currency.packed }
        )
    }
}

/// The filled cells of a report, and their sums up the category tree.
struct RolledUpCells {
    struct Key: Hashable {
        var first: Int
        var second: Int
        var currency: Int
    }

    let own: [Key: Int64]
    private(set) var totals: [Key: Int64]

    init(_ sums: SpendingSums) {
        var own: [Key: Int64] = [:]
        for (cell, minorUnits) in sums.touched {
            let (rest, currency) = cell.quotientAndRemainder(dividingBy: sums.currencyCount)
            let (first, second) = rest.quotientAndRemainder(dividingBy: sums.secondCount)
            own[Key(first: first, second: second, currency: currency)] = minorUnits
        }
        self.own = own
        totals = own
    }

    /// Adds each cell to those of the category's ancestors.
    mutating func rollUp(axis: Int, _ book: MoneyBook) throws(MoneyError) {
        let parents = book.categories.map { $0.content.parent.flatMap { book.categoryPlaces[$0] } }
        for (key, minorUnits) in own {
            var next = parents[(axis == 0 ? key.first : key.second) - 1]
            var steps = 0
            while let parent = next, steps <= MoneyLimits.categoryDepth {
                var above = key
                if axis == 0 { above.first = parent + 1 } else { above.second = parent + 1 }
                let (sum, overflow) = totals[above, default: 0].addingReportingOverflow(minorUnits)
                guard !overflow else { throw .overflow(.amount) }
                totals[above] = sum
                next = parents[parent]
                steps += 1
            }
        }
    }
}
