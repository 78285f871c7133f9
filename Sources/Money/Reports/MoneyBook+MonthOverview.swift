package import Primitives

extension MoneyBook {
    /// The month that a day is in, up to that day, with what it is compared to.
    ///
    /// - `first`: The first day whose spending is told apart; at most ``dayMaximum`` before the last.
    /// - Errors: `.invalid(.to)` for days in the wrong order or too many, `.overflow(.amount)`.
    package func monthOverview(
        endingAt last: CalendarDay,
        daysFrom first: CalendarDay,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> MonthOverview {
        guard first <= last, last.daysSinceEpoch - first.daysSinceEpoch < Self.dayMaximum else { throw .invalid(.to) }
        let newest = last.firstOfMonth
        let months = (0..<MonthOverview.monthCount).map { newest.adding(months: $0 + 1 - MonthOverview.monthCount) }
        let flows = try FlowColumns(self, in: unit)
        var sums = MonthOverviewSums(self, flows, months: months, days: first...last)
        sums.run(self, flows)
        guard !sums.overflowed else { throw .overflow(.amount) }
        let touched = flows.list.indices.filter { sums.postingCounts[$0] > 0 }
        let byCode = touched.filter { flows.isShown($0) }.sorted { flows.list[$0].packed < flows.list[$1].packed }
        var lines: [MonthOverview.Line] = []
        for currency in byCode { lines.append(try line(currency, flows.list[currency], sums)) }
        return MonthOverview(
            months: months,
            days: first...last,
            lines: lines,
            leftOut: flows.leftOut(touched),
            laterCount: sums.laterCount,
            latestDay: sums.laterCount > 0 ? CalendarDay(daysSinceEpoch: sums.latestDay) : nil
        )
    }

    /// A year of days fits, with the weeks it begins and ends in.
    private static let dayMaximum: Int32 = 400

    private func line(
        _ place: Int,
        _ currency: Currency,
        _ sums: MonthOverviewSums
    ) throws(MoneyError) -> MonthOverview.Line {
        var flows: [FlowTotals] = []
        for month in 0..<sums.monthCount {
            let incoming = sums.incoming[month * sums.currencyCount + place]
            let outgoing = sums.outgoing[month * sums.currencyCount + place]
            let (kept, overflow) = incoming.subtractingReportingOverflow(outgoing)
            guard !overflow else { throw .overflow(.amount) }
            flows.append(
                FlowTotals(currency: currency, incoming: incoming, outgoing: outgoing, kept: kept)
            )
        }
        let days = stride(from: place, to: sums.spent.count, by: sums.currencyCount).map { sums.spent[$0] }
        return MonthOverview.Line(
            currency: currency,
            flows: flows,
            spentByDay: days,
            categories: try rootSpending(place, sums),
            postingCount: sums.postingCounts[place]
        )
    }

    /// Each category without a parent, with what was spent on it and on everything under it.
    private func rootSpending(
        _ currency: Int,
        _ sums: MonthOverviewSums
    ) throws(MoneyError) -> [MonthOverview.CategorySpending] {
        var totals: [Int: (now: Int64, before: Int64)] = [:]
        for place in categories.indices {
            let now = sums.category(place, monthsBack: 0, currency: currency)
            let before = sums.category(place, monthsBack: 1, currency: currency)
            guard now != 0 || before != 0 else { continue }
            let root = rootPlace(of: place)
            let total = totals[root] ?? (0, 0)
            let (nowSum, nowOverflow) = total.now.addingReportingOverflow(now)
            let (beforeSum, beforeOverflow) = total.before.addingReportingOverflow(before)
            guard !nowOverflow, !beforeOverflow else { throw .overflow(.amount) }
            totals[root] = (nowSum, beforeSum)
        }
        return totals.sorted { left, right in
            (left.value.now, left.value.before, right.key) > (right.value.now, right.value.before, left.key)
        }.map { place, total in
            MonthOverview.CategorySpending(
                id: categories[place].id,
                name: categories[place].name,
                minorUnits: total.now,
                beforeMinorUnits: total.before
            )
        }
    }

    private func rootPlace(of category: Int) -> Int {
        var place = category
        for _ in 0..<MoneyLimits.categoryDepth {
            guard let parent = categories[place].content.parent.flatMap({ categoryPlaces[$0] }) else { break }
            place = parent
        }
        return place
    }
}
