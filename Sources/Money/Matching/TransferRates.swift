import Primitives

/// What currencies were worth around a day: as typed, else as the book's rates say, else the median of the person's own
/// exchanges.
struct TransferRates {
    /// Days before and after that an exchange speaks for.
    static let window: Int32 = 31

    private struct Key: Hashable {
        let from: UInt16
        let to: UInt16
    }

    private struct Dated {
        let day: Int32
        let rate: TransferRate
    }

    private struct Asked: Hashable {
        let key: Key
        let day: Int32
    }

    private var typed: [Key: TransferRate] = [:]
    /// Rising by day.
    private var known: [Key: [Dated]] = [:]
    private var ladders: [Key: RateLadder?] = [:]
    private var answers: [Asked: TransferRate?] = [:]
    private let book: MoneyBook

    init(_ rates: [TransferRate], _ exchanges: [TransferSides.Exchange], _ book: MoneyBook) {
        self.book = book
        for rate in rates {
            guard let from = book.currencies.firstIndex(of: rate.from), let to = book.currencies.firstIndex(of: rate.to)
            else { continue }
            typed[Key(from: UInt16(from), to: UInt16(to))] = rate
            typed[Key(from: UInt16(to), to: UInt16(from))] = rate.inverted
        }
        for exchange in exchanges {
            let given = Amount(
                minorUnits: exchange.from.minorUnits,
                currency: book.currencies[Int(exchange.from.currency)]
            )
            let worth = Amount(minorUnits: exchange.to.minorUnits, currency: book.currencies[Int(exchange.to.currency)])
            guard let rate = TransferRate(given, is: worth) else { continue }
            let (from, to) = (exchange.from.currency, exchange.to.currency)
            known[Key(from: from, to: to), default: []].append(Dated(day: exchange.day, rate: rate))
            known[Key(from: to, to: from), default: []].append(Dated(day: exchange.day, rate: rate.inverted))
        }
        for key in Array(known.keys) { known[key]?.sort { $0.day < $1.day } }
    }

    mutating func rate(from: UInt16, to: UInt16, day: Int32) -> TransferRate? {
        let key = Key(from: from, to: to)
        if let rate = typed[key] { return rate }
        let asked = Asked(key: key, day: day)
        if let answer = answers[asked] { return answer }
        let answer = fromBook(key, day) ?? median(key, day)
        answers[asked] = .some(answer)
        return answer
    }

    private mutating func fromBook(_ key: Key, _ day: Int32) -> TransferRate? {
        guard !book.rates.isEmpty else { return nil }
        let (from, to) = (book.currencies[Int(key.from)], book.currencies[Int(key.to)])
        if ladders[key] == nil {
            let pair = RatePair(from: from, to: to)
            ladders[key] = .some(pair.flatMap { book.rates.ladder($0, base: book.settings.baseCurrency) })
        }
        guard let ladder = ladders[key].flatMap(\.self) else { return nil }
        return TransferRate(ladder.ratios[ladder.place(on: day)], from: from, to: to)
    }

    private func median(_ key: Key, _ day: Int32) -> TransferRate? {
        guard let rates = known[key] else { return nil }
        let near = rates.filter { abs($0.day - day) <= Self.window }.map(\.rate).sorted(by: TransferRate.isLess)
        // The lower of two in the middle.
        return near.isEmpty ? nil : near[(near.count - 1) / 2]
    }
}
