import Primitives

/// The rates of a book: for each pair its days in order, and what it was on each.
struct RateTable: Hashable, Sendable {
    /// The rates of one pair, by day.
    struct Series: Hashable, Sendable {
        fileprivate(set) var days: [Int32] = []
        fileprivate(set) var rates: [Rate] = []

        /// How many of the rates are of this day or earlier.
        func count(through day: Int32) -> Int {
            var (low, high) = (0, days.count)
            while low < high {
                let middle = (low + high) / 2
                if days[middle] <= day { low = middle + 1 } else { high = middle }
            }
            return low
        }

        func rate(on day: Int32) -> Rate? {
            let place = count(through: day) - 1
            return place >= 0 && days[place] == day ? rates[place] : nil
        }
    }

    private var series: [RatePair: Series] = [:]
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// By code of the currencies; each has a rate.
    var pairs: [RatePair] { series.keys.sorted() }

    subscript(pair: RatePair) -> Series? { series[pair] }

    subscript(id: RateID) -> Rate? { series[id.pair]?.rate(on: id.day.daysSinceEpoch) }

    /// Writes steps that rise by their ids, each pair's in one pass.
    ///
    /// - Result: What each step did; nil when the steps do not rise.
    mutating func put(_ steps: [RateStep]) -> [RateTurn]? {
        guard zip(steps, steps.dropFirst()).allSatisfy({ $0.id < $1.id }) else { return nil }
        var turns: [RateTurn] = []
        turns.reserveCapacity(steps.count)
        var rest = steps[...]
        while let pair = rest.first?.id.pair {
            let ofPair = rest.prefix { $0.id.pair == pair }
            let merged = Self.merged(series[pair] ?? Series(), ofPair, &turns)
            count += merged.days.count - (series[pair]?.days.count ?? 0)
            series[pair] = merged.days.isEmpty ? nil : merged
            rest = rest.dropFirst(ofPair.count)
        }
        return turns
    }

    private static func merged(_ old: Series, _ steps: ArraySlice<RateStep>, _ turns: inout [RateTurn]) -> Series {
        var new = Series()
        new.days.reserveCapacity(old.days.count + steps.count)
        new.rates.reserveCapacity(old.days.count + steps.count)
        var place = 0
        for step in steps {
            let day = step.id.day.daysSinceEpoch
            while place < old.days.count, old.days[place] < day {
                new.days.append(old.days[place])
                new.rates.append(old.rates[place])
                place += 1
            }
            var before: Rate?
            if place < old.days.count, old.days[place] == day {
                before = old.rates[place]
                place += 1
            }
            if let rate = step.rate {
                new.days.append(day)
                new.rates.append(rate)
            }
            turns.append(RateTurn(step.id, before: before, after: step.rate))
        }
        new.days += old.days[place...]
        new.rates += old.rates[place...]
        return new
    }
}
