package import Primitives
import Vault

extension MoneyBook {
    package var rateCount: Int { rates.count }

    /// The pairs that have a rate, by code.
    package var ratePairs: [RatePair] { rates.pairs }

    package func rate(_ id: RateID) -> Rate? { rates[id] }

    /// Some rates of a pair, the newest first.
    ///
    /// - `before`: Only those before this day.
    package func rates(of pair: RatePair, before: CalendarDay? = nil, limit: Int = .max) -> [DatedRate] {
        guard let series = rates[pair] else { return [] }
        let end = before.map { series.count(through: $0.daysSinceEpoch - 1) } ?? series.days.count
        return (0..<end).suffix(limit).reversed().map { place in
            DatedRate(RateID(pair, CalendarDay(daysSinceEpoch: series.days[place])), series.rates[place])
        }
    }

    package func rateCount(of pair: RatePair) -> Int { rates[pair]?.days.count ?? 0 }

    /// Every rate there is, by pair and day.
    package var allRates: [DatedRate] {
        ratePairs.flatMap { rates(of: $0).reversed() }
    }

    mutating func putRates(_ steps: [RateStep], batch: JournalIndex, _ time: Timestamp) throws(TrackerError) {
        guard let turns = rates.put(steps) else { throw .outOfOrder }
        record(.rates(turns), batch: batch, time)
    }
}
