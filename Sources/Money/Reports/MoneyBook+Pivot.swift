import Primitives

extension MoneyBook {
    /// What was spent, came in or was kept, by one or two axes.
    ///
    /// - `axes`: One or two, different.
    /// - `filter`: Its days bound the report; the rest narrows it.
    /// - `unit`: Whether amounts are as entered or in the base currency.
    /// - Errors: ``MoneyError`` `.invalid(.by)`, `.overflow(.amount)`, or what the filter refuses.
    package func pivot(
        _ measure: FlowMeasure,
        by axes: [ReportAxis],
        _ filter: TransactionFilter = TransactionFilter(),
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> PivotReport { try pivot(measure, by: axes, filter, FlowColumns(self, in: unit)) }

    func pivot(
        _ measure: FlowMeasure,
        by axes: [ReportAxis],
        _ filter: TransactionFilter,
        _ flows: FlowColumns
    ) throws(MoneyError) -> PivotReport {
        guard let first = axes.first, axes.count <= 2, Set(axes).count == axes.count else { throw .invalid(.by) }
        let isNarrowed = filter != TransactionFilter(from: filter.from, to: filter.to)
        let matcher = try TransactionMatcher(filter, self)
        let days = self.days(filter)
        let firstKeys = AxisKeys(first, self, days: days)
        let secondKeys = axes.count == 2 ? AxisKeys(axes[1], self, days: days) : nil
        var sums = PivotSums(
            measure.weights(self),
            firstKeys,
            secondKeys,
            currencyCount: flows.list.count,
            isPerson: accounts.map { $0.content.kind == .person }
        )
        sums.run(self, flows, days: days, isNarrowed ? matcher : nil)
        guard !sums.overflowed else { throw .overflow(.amount) }
        return try report(axes, sums, flows)
    }

    /// What was spent, by one or two axes.
    ///
    /// - Errors: As ``pivot(_:by:_:)``.
    package func spending(
        by axes: [ReportAxis],
        _ filter: TransactionFilter = TransactionFilter(),
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> PivotReport { try pivot(.spending, by: axes, filter, in: unit) }

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

    private func report(_ axes: [ReportAxis], _ sums: PivotSums, _ flows: FlowColumns) throws(MoneyError) -> PivotReport
    {
        var table = RolledUpCells(sums)
        if let place = axes.firstIndex(of: .category) { try table.rollUp(axis: place, self) }
        let touched = table.touched
        let cells = touched.filter { flows.isShown(sums.keys(of: $0.place).currency) }
        let currencies = flows.list
        var usedFirst = [Bool](repeating: false, count: sums.first.count)
        var usedSecond = [Bool](repeating: false, count: sums.secondCount)
        var usedCurrency = [Bool](repeating: false, count: currencies.count)
        for cell in cells {
            let (first, second, currency) = sums.keys(of: cell.place)
            usedFirst[first] = true
            usedSecond[second] = true
            usedCurrency[currency] = true
        }
        let first = sums.first.labels(used: usedFirst, self)
        let second = sums.second?.labels(used: usedSecond, self)
        // By code of the currency, then by labels: one number to sort by.
        let byCode = currencies.indices.filter { usedCurrency[$0] }
            .sorted { currencies[$0].packed < currencies[$1].packed }
        var ranks = [Int](repeating: 0, count: currencies.count)
        for (rank, currency) in byCode.enumerated() { ranks[currency] = rank }
        let secondCount = second?.labels.count ?? 1
        var order: [(rank: Int, cell: Int)] = []
        order.reserveCapacity(cells.count)
        for (place, cell) in cells.enumerated() {
            let keys = sums.keys(of: cell.place)
            let label = second.map { $0.places[keys.second] } ?? 0
            let rank = (ranks[keys.currency] * first.labels.count + first.places[keys.first]) * secondCount + label
            order.append((rank, place))
        }
        order.sort { $0.rank < $1.rank }
        let rows = order.map { _, place in
            let cell = cells[place]
            let keys = sums.keys(of: cell.place)
            return PivotReport.Row(
                currency: currencies[keys.currency],
                first: first.places[keys.first],
                second: second.map { $0.places[keys.second] },
                ownMinorUnits: cell.own,
                minorUnits: cell.total
            )
        }
        return PivotReport(
            axes: axes,
            labels: [first.labels] + (second.map { [$0.labels] } ?? []),
            rows: rows,
            totals: byCode.map { PivotReport.Total(currency: currencies[$0], minorUnits: sums.totals[$0]) },
            leftOut: flows.leftOut(touched.lazy.map { sums.keys(of: $0.place).currency })
        )
    }
}
