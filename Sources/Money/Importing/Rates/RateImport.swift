package import Primitives

/// What a file of rates would change in a book.
package struct RateImport: Hashable, Sendable {
    /// What is to be written, one for each pair and day, rising.
    package let steps: [RateStep]
    /// Rates of pairs and days that have none.
    package let newCount: Int
    /// Those that replace another.
    package let changedCount: Int
    /// Those that are there already.
    package let sameCount: Int
    /// Those of currencies nobody asked for.
    package let skippedCount: Int
    /// The pairs of what is written, by code.
    package let pairs: [RatePair]
    package let days: ClosedRange<CalendarDay>?

    /// - `isOfBook`: Takes only rates that the book may need: of pairs that have some, between its currencies, or from
    ///   one that its rates go through to one of them.
    package init(_ file: RateFile, into book: MoneyBook, isOfBook: Bool) {
        var wanted: [RateID: Rate] = [:]
        var skipped = 0
        let known = Set(book.usedCurrencies).union([book.settings.baseCurrency])
        let hubs = Self.hubs(of: file, known)
        let there = Set(book.ratePairs.flatMap { [$0, RatePair(from: $0.to, to: $0.from)].compactMap(\.self) })
        for dated in file.rates {
            let pair = dated.id.pair
            let isNeeded =
                there.contains(pair) || known.contains(pair.from) && (known.contains(pair.to) || hubs.contains(pair.to))
                || known.contains(pair.to) && hubs.contains(pair.from)
            if isOfBook, !isNeeded { skipped += 1 } else { wanted[dated.id] = dated.rate }
        }
        var (new, changed, same) = (0, 0, 0)
        var steps: [RateStep] = []
        for (id, rate) in wanted.sorted(by: { $0.key < $1.key }) {
            switch book.rate(id) {
            case nil: new += 1
            case rate: same += 1
            default: changed += 1
            }
            if book.rate(id) != rate { steps.append(RateStep(id, rate)) }
        }
        self.steps = steps
        (newCount, changedCount, sameCount, skippedCount) = (new, changed, same, skipped)
        pairs = Set(steps.map(\.id.pair)).sorted()
        let (first, last) = (steps.map(\.id.day).min(), steps.map(\.id.day).max())
        days = first.flatMap { first in last.map { first...$0 } }
    }

    /// Currencies of the file that have rates with at least two of the book.
    private static func hubs(of file: RateFile, _ known: Set<Currency>) -> Set<Currency> {
        var partners: [Currency: Set<Currency>] = [:]
        for pair in Set(file.rates.map(\.id.pair)) {
            if known.contains(pair.to) { partners[pair.from, default: []].insert(pair.to) }
            if known.contains(pair.from) { partners[pair.to, default: []].insert(pair.from) }
        }
        return Set(partners.filter { $0.value.count > 1 }.keys)
    }
}
