import Primitives

extension MoneyBook {
    /// Parts that a trend has at most: fifty years of months.
    package static let trendMaximum = 600

    /// What one measure came to part by part, with its moving average and what it was a year before.
    ///
    /// - `filter`: Needs both days; the first moves back to the beginning of its part.
    /// - `unit`: Whether amounts are as entered or in the base currency.
    /// - Errors: ``MoneyError`` `.invalid(.from)` without days or in the first years of the calendar, `.invalid(.to)`
    ///   for more than ``trendMaximum`` parts, `.overflow(.amount)`, or what the filter refuses.
    package func trend(
        _ measure: FlowMeasure,
        by step: TrendStep,
        _ filter: TransactionFilter,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> TrendReport {
        guard let from = filter.from, let to = filter.to, from.parts.year > 3 else { throw .invalid(.from) }
        guard from <= to else { throw .invalid(.to) }
        let days = try TrendDays(step, from, to, weekStart: settings.weekStart)
        var wider = filter
        (wider.from, wider.to) = (days.firsts[0], to)
        let matcher = try TransactionMatcher(wider, self)
        let flows = try FlowColumns(self, in: unit)
        var sums = TrendSums(days, currencyCount: flows.list.count)
        try sums.add(matcher, measure.weights(self), self, flows)
        // Before its first entry a book does not say that nothing was spent.
        let begins = CalendarDay(daysSinceEpoch: self.days(TransactionFilter()).lowerBound)
        var parts: [TrendReport.Part] = []
        for (place, currency) in flows.list.enumerated() where sums.isTouched[place] && flows.isShown(place) {
            parts.append(TrendReport.Part(currency: currency, points: try sums.points(place, begins: begins)))
        }
        return TrendReport(
            step: step,
            parts: parts.sorted { $0.currency.packed < $1.currency.packed },
            leftOut: flows.leftOut(sums.isTouched.indices.filter { sums.isTouched[$0] })
        )
    }
}

/// The parts of a trend, with those before it that averages and the year before are made of.
private struct TrendDays {
    let step: TrendStep
    let to: CalendarDay
    /// The first day of each part, and that of the part after the last.
    let firsts: [CalendarDay]
    /// How many stand before the ones that are shown.
    let lead: Int
    /// By day since the first: its part.
    private let partOfDay: [Int32]

    init(_ step: TrendStep, _ from: CalendarDay, _ to: CalendarDay, weekStart: Int) throws(MoneyError) {
        self.step = step
        self.to = to
        let lead = max(step.yearCount, step.averageCount - 1)
        self.lead = lead
        let shown = step.first(of: from, weekStart: weekStart)
        var firsts = (0..<lead).map { step.moved(shown, by: $0 - lead) }
        var next = shown
        while next <= to {
            guard firsts.count - lead < MoneyBook.trendMaximum else { throw .invalid(.to) }
            firsts.append(next)
            let following = step.moved(next, by: 1)
            guard following > next else { throw .invalid(.to) }  // December 9999 has nothing after it
            next = following
        }
        var partOfDay: [Int32] = []
        for (place, first) in firsts.enumerated() {
            let end = place + 1 < firsts.count ? firsts[place + 1] : next
            let count = Int(end.daysSinceEpoch - first.daysSinceEpoch)
            partOfDay.append(contentsOf: repeatElement(Int32(place), count: count))
        }
        self.firsts = firsts + [next]
        self.partOfDay = partOfDay
    }

    var count: Int { firsts.count - 1 }

    @inline(__always)
    func part(_ day: Int32) -> Int { Int(partOfDay[Int(day - firsts[0].daysSinceEpoch)]) }

    /// Whether the last part goes on after the last day.
    var isPartial: Bool { to < firsts[count].adding(days: -1) }

    /// The last day of the part a year before the last one that is compared with it.
    var cut: Int32 { isPartial ? step.yearBefore(to).daysSinceEpoch : .max }
}

/// One pass over the columns, adding what a measure counts into part × currency.
private struct TrendSums {
    private let days: TrendDays
    private let currencyCount: Int
    private var sums: [Int64]
    /// By currency: what the last part is compared with.
    private var lastYear: [Int64]
    private(set) var isTouched: [Bool]

    init(_ days: TrendDays, currencyCount: Int) {
        self.days = days
        self.currencyCount = currencyCount
        sums = [Int64](repeating: 0, count: days.count * currencyCount)
        lastYear = [Int64](repeating: 0, count: currencyCount)
        isTouched = [Bool](repeating: false, count: currencyCount)
    }

    mutating func add(
        _ matcher: TransactionMatcher,
        _ weights: [Int64],
        _ book: MoneyBook,
        _ flows: FlowColumns
    ) throws(MoneyError) {
        let columns = book.transactions
        let (comparedPart, cut) = (days.count - 1 - days.step.yearCount, days.cut)
        var overflowed = false
        for slot in matcher.matches {
            let day = columns.days[Int(slot)]
            let part = days.part(day)
            let isCompared = part == comparedPart && day <= cut
            for place in columns.postings(Int(slot)) {
                let target = columns.targets[place]
                guard target & TransactionColumns.categoryBit != 0, matcher.counts(target: target) else { continue }
                let weight = weights[Int(target & ~TransactionColumns.categoryBit)]
                guard weight != 0 else { continue }
                let currency = Int(flows.currencies[place])
                let amount = flows.minorUnits[place] &* weight
                isTouched[currency] = true
                let cell = part * currencyCount + currency
                let (sum, overflow) = sums[cell].addingReportingOverflow(amount)
                sums[cell] = sum
                overflowed = overflowed || overflow
                guard isCompared else { continue }
                let (before, beforeOverflow) = lastYear[currency].addingReportingOverflow(amount)
                lastYear[currency] = before
                overflowed = overflowed || beforeOverflow
            }
        }
        guard !overflowed else { throw .overflow(.amount) }
    }

    private func sum(_ part: Int, _ currency: Int) -> Int64 { sums[part * currencyCount + currency] }

    func points(_ currency: Int, begins: CalendarDay) throws(MoneyError) -> [TrendReport.Point] {
        var points: [TrendReport.Point] = []
        for part in days.lead..<days.count {
            let isLast = part == days.count - 1
            let isPartial = isLast && days.isPartial
            let now = sum(part, currency)
            var change: Int64?
            let before = yearBefore(part, currency, isLast: isLast, begins)
            if let before {
                let (difference, overflow) = now.subtractingReportingOverflow(before)
                guard !overflow else { throw .overflow(.amount) }
                change = difference
            }
            points.append(
                TrendReport.Point(
                    first: days.firsts[part],
                    last: isLast ? days.to : days.firsts[part + 1].adding(days: -1),
                    isPartial: isPartial,
                    minorUnits: now,
                    average: isPartial ? nil : try average(part, currency, begins),
                    yearBefore: before,
                    change: change
                )
            )
        }
        return points
    }

    private func hasBegun(_ part: Int, _ begins: CalendarDay) -> Bool { days.firsts[part + 1] > begins }

    private func yearBefore(_ part: Int, _ currency: Int, isLast: Bool, _ begins: CalendarDay) -> Int64? {
        let before = part - days.step.yearCount
        guard hasBegun(before, begins) else { return nil }
        return isLast ? lastYear[currency] : sum(before, currency)
    }

    /// The sum divided by the count, rounded to the nearest minor unit, halves away from zero.
    private func average(_ part: Int, _ currency: Int, _ begins: CalendarDay) throws(MoneyError) -> Int64? {
        let count = days.step.averageCount
        guard hasBegun(part - count + 1, begins) else { return nil }
        var total: Int64 = 0
        for place in part - count + 1...part {
            let (sum, overflow) = total.addingReportingOverflow(sum(place, currency))
            guard !overflow else { throw .overflow(.amount) }
            total = sum
        }
        let (quotient, rest) = total.quotientAndRemainder(dividingBy: Int64(count))
        return rest.magnitude * 2 >= UInt64(count) ? quotient + total.signum() : quotient
    }
}
