import Primitives

/// Finds pairs of entries that look like the two sides of a transfer.
///
/// One pass over the columns gathers entries of one account and one category; the rest is sorting and binary search,
/// and looking at a bounded number of neighbours.
///
/// - Source: docs/spec/money-rules.md §7.
struct TransferMatcher {
    /// Of entries alike, so many before and after a day are looked at.
    static let reach = 16

    /// One side that may be half of a transfer.
    struct Side {
        let slot: UInt32
        let day: Int32
        let account: UInt32
        let currency: UInt16
        /// Without the sign.
        let minorUnits: Int64
        /// Nobody chose its category yet.
        let isOpen: Bool
    }

    /// Two sides, and what speaks against them; less is better.
    struct Pair {
        let outgoing: UInt32
        let incoming: UInt32
        let days: Int32
        /// In millionths; negative for one currency.
        let distance: Int64
        let categorised: Int

        private var rank: (Int32, Int64, Int, UInt32, UInt32) { (days, distance, categorised, outgoing, incoming) }

        static func isBetter(_ left: Pair, _ right: Pair) -> Bool { left.rank < right.rank }
    }

    private let book: MoneyBook
    private let question: TransferQuestion
    private let sides: TransferSides
    private var rates: TransferRates
    private let rejected: Set<RejectedPairContent>
    private let importReference: UInt32

    init(_ question: TransferQuestion, _ book: MoneyBook) throws(MoneyError) {
        self.question = try question.checked(in: book)
        self.book = book
        sides = TransferSides(book)
        rates = TransferRates(question.rates, sides.exchanges, book)
        rejected = Set(book.items(RejectedPairContent.self).map(\.content))
        importReference =
            question.importID.flatMap { id in book.imports.firstIndex { $0.id == id } }.map { UInt32($0 + 1) } ?? 0
    }

    /// Each entry in at most one pair; the best first.
    mutating func pairs() -> [Pair] {
        var found: [Pair] = []
        for side in sides.outgoing {
            sides.forEachEqual(side, days: question.days, includesCategorised: isOpenEnough(side)) { other in
                add(side, other, distance: -1, to: &found)
            }
        }
        if sides.currencyCount > 1 { addExchanges(to: &found) }
        found.sort(by: Pair.isBetter)
        var isUsed = [Bool](repeating: false, count: book.transactions.count)
        return found.filter { pair in
            guard !isUsed[Int(pair.outgoing)], !isUsed[Int(pair.incoming)] else { return false }
            isUsed[Int(pair.outgoing)] = true
            isUsed[Int(pair.incoming)] = true
            return true
        }
    }

    private mutating func addExchanges(to found: inout [Pair]) {
        for side in sides.outgoing {
            for currency in sides.currencies where currency != side.currency {
                guard let rate = rates.rate(from: side.currency, to: currency, day: side.day) else { continue }
                let days = question.days
                sides.forEachNear(side, currency, days: days, includesCategorised: isOpenEnough(side)) { other in
                    let distance = rate.distance(side.minorUnits, other.minorUnits)
                    // Hundredths of a percent are hundreds of millionths.
                    guard distance <= Int64(question.tolerance) * 100 else { return }
                    add(side, other, distance: distance, to: &found)
                }
            }
        }
    }

    /// Whether the other side may have a category of its own.
    private func isOpenEnough(_ side: Side) -> Bool { side.isOpen || question.includesCategorised }

    private func add(_ outgoing: Side, _ incoming: Side, distance: Int64, to found: inout [Pair]) {
        guard outgoing.account != incoming.account else { return }
        let columns = book.transactions
        if importReference != 0, columns.imports[Int(outgoing.slot)] != importReference,
            columns.imports[Int(incoming.slot)] != importReference
        {
            return
        }
        let content = RejectedPairContent(
            outgoing: TransactionID(rawValue: columns.ids[Int(outgoing.slot)]),
            incoming: TransactionID(rawValue: columns.ids[Int(incoming.slot)])
        )
        guard rejected.isEmpty || !rejected.contains(content) else { return }
        found.append(
            Pair(
                outgoing: outgoing.slot,
                incoming: incoming.slot,
                days: abs(incoming.day - outgoing.day),
                distance: distance,
                categorised: (outgoing.isOpen ? 0 : 1) + (incoming.isOpen ? 0 : 1)
            )
        )
    }
}

extension MoneyBook {
    /// Pairs of entries that look like the two sides of one transfer, the best first.
    ///
    /// Nothing is matched: whoever asks shows them, and the person says which are.
    ///
    /// - Errors: ``MoneyError`` for days, a tolerance or an import that cannot be.
    package func transferProposals(
        _ question: TransferQuestion = TransferQuestion(),
        limit: Int = TransferQuestion.limitMaximum
    ) throws(MoneyError) -> TransferProposals {
        var matcher = try TransferMatcher(question, self)
        let pairs = matcher.pairs()
        let shown = pairs.prefix(max(0, min(limit, TransferQuestion.limitMaximum))).map { pair in
            TransferProposal(
                outgoing: transaction(at: Int(pair.outgoing)),
                incoming: transaction(at: Int(pair.incoming)),
                days: Int(pair.days),
                distance: pair.distance < 0 ? nil : pair.distance
            )
        }
        return TransferProposals(pairs: shown, count: pairs.count)
    }
}
