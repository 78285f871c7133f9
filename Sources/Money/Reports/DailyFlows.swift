package import Primitives

/// What each day of a span came to by one measure, per currency.
package struct DailyFlows: Hashable, Sendable {
    package let first: CalendarDay
    /// By code of the currency; those without any flow in the span are left out.
    package let parts: [Part]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]

    package struct Part: Hashable, Sendable {
        package let currency: Currency
        /// In minor units, from the first day to the last; 0 where nothing happened.
        package let minorUnits: [Int64]
        package let total: Int64
    }
}

extension MoneyBook {
    /// Days that ``dailyFlows(_:_:in:)`` shows at most: two years.
    package static let dailyFlowMaximum = 732

    /// What each day came to.
    ///
    /// - `filter`: Needs both days.
    /// - Errors: ``MoneyError`` `.invalid(.from)` without days, `.invalid(.to)` for more than ``dailyFlowMaximum``,
    ///   `.overflow(.amount)`, or what the filter refuses.
    package func dailyFlows(
        _ measure: FlowMeasure,
        _ filter: TransactionFilter,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> DailyFlows {
        guard let from = filter.from, let to = filter.to else { throw .invalid(.from) }
        guard from <= to, Int(to.daysSinceEpoch) - Int(from.daysSinceEpoch) < Self.dailyFlowMaximum else {
            throw .invalid(.to)
        }
        let matcher = try TransactionMatcher(filter, self)
        let weights = measure.weights(self)
        let flows = try FlowColumns(self, in: unit)
        let dayCount = Int(to.daysSinceEpoch - from.daysSinceEpoch) + 1
        var sums = [Int64](repeating: 0, count: dayCount * flows.list.count)
        var isTouched = [Bool](repeating: false, count: flows.list.count)
        for slot in matcher.matches {
            let day = Int(transactions.days[Int(slot)] - from.daysSinceEpoch)
            for place in transactions.postings(Int(slot)) {
                let target = transactions.targets[place]
                guard target & TransactionColumns.categoryBit != 0, matcher.counts(target: target) else { continue }
                let weight = weights[Int(target & ~TransactionColumns.categoryBit)]
                guard weight != 0 else { continue }
                let currency = Int(flows.currencies[place])
                isTouched[currency] = true
                let cell = currency * dayCount + day
                let (sum, overflow) = sums[cell].addingReportingOverflow(flows.minorUnits[place] &* weight)
                guard !overflow else { throw .overflow(.amount) }
                sums[cell] = sum
            }
        }
        var parts: [DailyFlows.Part] = []
        for (place, currency) in flows.list.enumerated() where isTouched[place] && flows.isShown(place) {
            let days = Array(sums[place * dayCount..<(place + 1) * dayCount])
            var total: Int64 = 0
            for day in days {
                let (sum, overflow) = total.addingReportingOverflow(day)
                guard !overflow else { throw .overflow(.amount) }
                total = sum
            }
            parts.append(DailyFlows.Part(currency: currency, minorUnits: days, total: total))
        }
        return DailyFlows(
            first: from,
            parts: parts.sorted { $0.currency.packed < $1.currency.packed },
            leftOut: flows.leftOut(isTouched.indices.filter { isTouched[$0] })
        )
    }
}
