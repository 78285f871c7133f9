import Primitives

/// The rates of a book, by pair and day; nothing at all where there are none.
///
/// - Source: docs/spec/money-snapshot.md §3.
enum SnapshotRates {
    static func write(_ table: RateTable, to output: inout ByteWriter) {
        for pair in table.pairs {
            guard let series = table[pair] else { continue }
            write(pair, to: &output)
            output.write(UInt32(series.days.count))
            for (day, rate) in zip(series.days, series.rates) {
                output.write(day)
                write(rate, to: &output)
            }
        }
    }

    static func table(_ input: inout ByteReader) throws(SnapshotMalformed) -> RateTable {
        var steps: [RateStep] = []
        while input.remaining > 0 {
            let pair = try pair(&input)
            let count = try input.count(recordMinimum: 13)
            guard count > 0, steps.count + count <= MoneyLimits.rates else { throw input.malformed }
            for _ in 0..<count { steps.append(RateStep(RateID(pair, try day(&input)), try rate(&input))) }
        }
        var table = RateTable()
        guard table.put(steps) != nil else { throw input.malformed }
        return table
    }

    static func write(_ turns: [RateTurn], to output: inout ByteWriter) {
        output.write(UInt32(turns.count))
        for turn in turns {
            write(turn.id.pair, to: &output)
            output.write(turn.id.day.daysSinceEpoch)
            for rate in [turn.before, turn.after] {
                output.write(rate != nil)
                if let rate { write(rate, to: &output) }
            }
        }
    }

    static func turns(_ input: inout ByteReader) throws(SnapshotMalformed) -> [RateTurn] {
        var turns: [RateTurn] = []
        for _ in 0..<(try input.count(recordMinimum: 14)) {
            let id = RateID(try pair(&input), try day(&input))
            let before = try input.flag() ? try rate(&input) : nil
            let after = try input.flag() ? try rate(&input) : nil
            turns.append(RateTurn(id, before: before, after: after))
        }
        return turns
    }

    private static func write(_ pair: RatePair, to output: inout ByteWriter) {
        output.write(pair.from.packed)
        output.write(pair.to.packed)
    }

    private static func pair(_ input: inout ByteReader) throws(SnapshotMalformed) -> RatePair {
        let (from, to): (UInt32, UInt32) = (try input.number(), try input.number())
        guard let from = Currency(packed: from), let to = Currency(packed: to), let pair = RatePair(from: from, to: to)
        else { throw input.malformed }
        return pair
    }

    private static func day(_ input: inout ByteReader) throws(SnapshotMalformed) -> CalendarDay {
        let day = try input.number(Int32.self)
        guard TransactionRunDecoder.days.contains(day) else { throw input.malformed }
        return CalendarDay(daysSinceEpoch: day)
    }

    private static func write(_ rate: Rate, to output: inout ByteWriter) {
        output.write(rate.mantissa)
        output.write(UInt8(rate.decimals))
    }

    private static func rate(_ input: inout ByteReader) throws(SnapshotMalformed) -> Rate {
        let mantissa: Int64 = try input.number()
        let decimals = Int(try input.number(UInt8.self))
        guard let rate = Rate(mantissa: mantissa, decimals: decimals), rate.decimals == decimals else {
            throw input.malformed
        }
        return rate
    }
}
