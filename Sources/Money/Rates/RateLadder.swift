import Primitives

/// What one currency is worth in another on every day: the rates that count, each from its own day on.
///
/// - Source: docs/spec/money-rates.md §3.
struct RateLadder: Sendable {
    /// Rising; at least one.
    private(set) var days: [Int32]
    /// For whole units.
    private(set) var ratios: [RateRatio]

    /// The place of the step that counts on a day: the newest on or before it, else the oldest.
    func place(on day: Int32) -> Int {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    fileprivate init(_ series: RateTable.Series, isInverse: Bool) {
        days = series.days
        ratios = series.rates.map { isInverse ? RateRatio($0).inverse : RateRatio($0) }
    }

    /// From a first to a third currency through a second, from the day on that both are known.
    fileprivate init(_ first: RateLadder, _ second: RateLadder) {
        (days, ratios) = ([], [])
        let start = max(first.days[0], second.days[0])
        var (left, right) = (first.place(on: start), second.place(on: start))
        var day = start
        while true {
            days.append(day)
            ratios.append(first.ratios[left].times(second.ratios[right]))
            let nextLeft = left + 1 < first.days.count ? first.days[left + 1] : .max
            let nextRight = right + 1 < second.days.count ? second.days[right + 1] : .max
            day = min(nextLeft, nextRight)
            guard day < .max else { break }
            if nextLeft == day { left += 1 }
            if nextRight == day { right += 1 }
        }
    }

    /// Puts the steps of another ladder before the first of this one.
    fileprivate mutating func begin(with earlier: RateLadder) {
        let count = earlier.days.firstIndex { $0 >= days[0] } ?? earlier.days.count
        days = earlier.days[..<count] + days
        ratios = earlier.ratios[..<count] + ratios
    }
}

extension RateTable {
    /// What one currency is worth in another; nil where no rate says.
    ///
    /// - `base`: Goes before other currencies when it must be found through a third.
    func ladder(_ pair: RatePair, base: Currency) -> RateLadder? {
        var ladder = own(pair)
        if let through = hub(of: pair, base: base), let first = own(through.0), let second = own(through.1) {
            let crossed = RateLadder(first, second)
            if ladder == nil { ladder = crossed } else { ladder?.begin(with: crossed) }
        }
        return ladder
    }

    /// By the rates of the pair, and before the first of them by those of the inverse one.
    private func own(_ pair: RatePair) -> RateLadder? {
        let inverse = self[pair.inverse].map { RateLadder($0, isInverse: true) }
        guard var ladder = self[pair].map({ RateLadder($0, isInverse: false) }) else { return inverse }
        if let inverse { ladder.begin(with: inverse) }
        return ladder
    }

    /// The two pairs through a third currency that has rates with both.
    private func hub(of pair: RatePair, base: Currency) -> (RatePair, RatePair)? {
        var candidates: [Currency] = []
        for known in pairs {
            if known.from == pair.from { candidates.append(known.to) }
            if known.to == pair.from { candidates.append(known.from) }
        }
        let ordered = candidates.sorted { ($0 == base ? 0 : 1, $0.packed) < ($1 == base ? 0 : 1, $1.packed) }
        for hub in ordered {
            guard let first = RatePair(from: pair.from, to: hub), let second = RatePair(from: hub, to: pair.to) else {
                continue
            }
            if self[second] != nil || self[second.inverse] != nil { return (first, second) }
        }
        return nil
    }
}
