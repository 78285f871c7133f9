import Primitives

extension MoneyPlan {
    /// Sets or removes rates; the last word on a pair and day holds.
    ///
    /// - Errors: `.notFound(.rate)` to remove one that is not there, `.tooMany(.rate)` for more than
    ///   ``MoneyLimits/rates``.
    /// - Result: How many are other than before.
    @discardableResult
    package mutating func putRates(_ steps: [RateStep]) throws(MoneyError) -> Int {
        var wanted: [RateID: RateStep] = [:]
        var count = book.rates.count
        for step in steps {
            let before = wanted[step.id].map(\.rate) ?? book.rates[step.id]
            guard step.rate != nil || before != nil else { throw .notFound(.rate) }
            count += (step.rate == nil ? 0 : 1) - (before == nil ? 0 : 1)
            wanted[step.id] = step
        }
        guard count <= MoneyLimits.rates else { throw .tooMany(.rate, maximum: MoneyLimits.rates) }
        let changed = wanted.values.filter { $0.rate != book.rates[$0.id] }.sorted { $0.id < $1.id }
        if !changed.isEmpty { try append(.putRates(changed)) }
        return changed.count
    }

    mutating func undoRates(_ turns: [RateTurn]) throws(MoneyError) {
        let steps = turns.map { RateStep($0.id, $0.before) }
        let added = steps.count { $0.rate != nil && book.rates[$0.id] == nil }
        guard book.rates.count + added <= MoneyLimits.rates else { throw .undoBlocked }
        try append(.putRates(steps))
    }
}
