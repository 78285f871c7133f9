import Primitives
import SwiftProtobuf
import Vault

/// Rates as columns: an import of thousands is one change.
///
/// - Source: docs/spec/money-changes.md §9.
enum RateWire {
    static func item(_ steps: [RateStep]) -> WireChangeItem {
        var wire = WireRatesChange()
        var places: [Currency: UInt32] = [:]
        var day: Int32 = 0
        func place(_ currency: Currency) -> UInt32 {
            if let place = places[currency] { return place }
            let place = UInt32(places.count)
            places[currency] = place
            wire.currencies.append(currency.packed)
            return place
        }
        for step in steps {
            wire.from.append(place(step.id.pair.from))
            wire.to.append(place(step.id.pair.to))
            wire.daySteps.append(step.id.day.daysSinceEpoch - day)
            day = step.id.day.daysSinceEpoch
            wire.mantissas.append(UInt64(step.rate?.mantissa ?? 0))
            wire.decimals.append(UInt32(step.rate?.decimals ?? 0))
        }
        var item = WireChangeItem()
        item.rates = wire
        return item
    }

    static func change(_ wire: WireRatesChange) throws(TrackerError) -> MoneyChange {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        let count = wire.from.count
        guard count > 0, count <= 2 * MoneyLimits.rates else { throw .malformed(field: 2) }
        for (field, other) in [wire.to.count, wire.daySteps.count, wire.mantissas.count, wire.decimals.count]
            .enumerated() where other != count
        { throw .malformed(field: field + 3) }
        var currencies: [Currency] = []
        for packed in wire.currencies {
            guard let currency = Currency(packed: packed) else { throw .malformed(field: 1) }
            currencies.append(currency)
        }
        var steps: [RateStep] = []
        steps.reserveCapacity(count)
        var day: Int32 = 0
        for row in 0..<count {
            let (from, to) = (Int(wire.from[row]), Int(wire.to[row]))
            guard from < currencies.count, to < currencies.count,
                let pair = RatePair(from: currencies[from], to: currencies[to])
            else { throw .malformed(field: 2) }
            let (next, overflow) = day.addingReportingOverflow(wire.daySteps[row])
            guard !overflow, TransactionRunDecoder.days.contains(next) else { throw .malformed(field: 4) }
            day = next
            let id = RateID(pair, CalendarDay(daysSinceEpoch: day))
            steps.append(RateStep(id, try rate(wire.mantissas[row], wire.decimals[row])))
        }
        return .putRates(steps)
    }

    /// 0 is none.
    private static func rate(_ mantissa: UInt64, _ decimals: UInt32) throws(TrackerError) -> Rate? {
        guard mantissa > 0 || decimals > 0 else { return nil }
        guard let written = Int64(exactly: mantissa), let rate = Rate(mantissa: written, decimals: Int(decimals)),
            rate.decimals == Int(decimals)
        else { throw .malformed(field: 5) }
        return rate
    }
}
