import Primitives

/// Amounts in the currencies of a book, turned into one of them.
///
/// The rates of all currencies stand in a row, so that looking one up touches dense arrays and makes nothing.
///
/// - Source: docs/spec/money-rates.md §3 and §4.
struct RateConverter {
    let target: Currency
    /// By place of the currency: where its rates are; empty for one without, and for the target.
    private var spans: [Range<Int>] = []
    private var isTarget: [Bool] = []
    private var days: [Int32] = []
    /// In minor units.
    private var ratios: [RateRatio] = []
    /// In whole units, to show.
    private var wholeRatios: [RateRatio] = []
    /// By place of the currency: where the last look-up ended, since entries come nearly in the order of their days.
    private var places: [Int]

    /// - `currencies`: Those that are asked for, by their places in it.
    init(_ book: MoneyBook, _ currencies: [Currency], to target: Currency) {
        self.target = target
        for currency in currencies {
            let start = days.count
            if let pair = RatePair(from: currency, to: target),
                let ladder = book.rates.ladder(pair, base: book.settings.baseCurrency)
            {
                days += ladder.days
                wholeRatios += ladder.ratios
                ratios += ladder.ratios.map { $0.inMinorUnits(from: currency, to: target) }
            }
            spans.append(start..<days.count)
            isTarget.append(currency == target)
        }
        places = spans.map(\.lowerBound)
    }

    /// Whether amounts in a currency can be converted.
    func knows(_ currency: Int) -> Bool { isTarget[currency] || !spans[currency].isEmpty }

    /// What an amount is worth on a day; nil where no rate says.
    ///
    /// - Errors: `.overflow(.amount)`.
    @inline(__always)
    mutating func value(_ minorUnits: Int64, _ currency: Int, on day: Int32) throws(MoneyError) -> Int64? {
        guard let place = place(currency, on: day) else { return isTarget[currency] ? minorUnits : nil }
        guard let value = ratios[place].applied(to: minorUnits) else { throw .overflow(.amount) }
        return value
    }

    /// The rate that counts on a day, to show, and the day it is of.
    mutating func shownRate(_ currency: Int, on day: Int32) -> (rate: Rate, day: CalendarDay)? {
        guard let place = place(currency, on: day), let rate = wholeRatios[place].shown else { return nil }
        return (rate, CalendarDay(daysSinceEpoch: days[place]))
    }

    @inline(__always)
    private mutating func place(_ currency: Int, on day: Int32) -> Int? {
        let span = spans[currency]
        guard !span.isEmpty else { return nil }
        var place = places[currency]
        let isEarly = place > span.lowerBound && days[place] > day
        let isLate = place + 1 < span.upperBound && days[place + 1] <= day
        if isEarly || isLate {
            place = search(span, day)
            places[currency] = place
        }
        return place
    }

    /// The newest on or before the day, else the oldest.
    private func search(_ span: Range<Int>, _ day: Int32) -> Int {
        var (low, high) = (span.lowerBound, span.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return max(span.lowerBound, low - 1)
    }
}
