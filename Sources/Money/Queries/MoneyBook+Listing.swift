import Primitives

extension MoneyBook {
    package static let pageLimitMaximum = 500

    /// Transactions of a filter, newest first.
    ///
    /// - `limit`: 1 to ``pageLimitMaximum``.
    /// - `cursor`: Of the page before.
    /// - Errors: ``MoneyError`` for a limit, range, account or category that does not fit; `.overflow` when the totals
    ///   leave Int64.
    package func list(
        _ filter: TransactionFilter = TransactionFilter(),
        limit: Int = 50,
        after cursor: TransactionCursor? = nil
    ) throws(MoneyError) -> TransactionPage {
        guard (1...Self.pageLimitMaximum).contains(limit) else { throw .invalid(.limit) }
        let matcher = try TransactionMatcher(filter, self)
        var totals = FlowSums(currencyCount: currencies.count)
        var page: [MoneyTransaction] = []
        var hasMore = false
        var matchCount = 0
        for reference in byDay.sorted(days: transactions.days).reversed() {
            let slot = Int(reference)
            guard matcher.matches(slot) else { continue }
            matchCount += 1
            totals.add(slot, self, matcher)
            guard isAfter(cursor, slot) else { continue }
            if page.count < limit { page.append(transaction(at: slot)) } else { hasMore = true }
        }
        return TransactionPage(
            transactions: page,
            next: hasMore
                ? page.last.map { TransactionCursor(day: $0.content.day.daysSinceEpoch, id: $0.id.rawValue) } : nil,
            matchCount: matchCount,
            totals: try totals.totals(currencies)
        )
    }

    /// How many transactions have no category yet.
    package var uncategorisedCount: Int {
        let isOpen = categories.map(\.isBuiltIn)
        var count = 0
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] {
            let isAny = transactions.postings(slot).contains { place in
                let target = transactions.targets[place]
                return target & TransactionColumns.categoryBit != 0
                    && isOpen[Int(target & ~TransactionColumns.categoryBit)]
            }
            if isAny { count += 1 }
        }
        return count
    }

    private func isAfter(_ cursor: TransactionCursor?, _ slot: Int) -> Bool {
        guard let cursor else { return true }
        let day = transactions.days[slot]
        return day == cursor.day ? transactions.ids[slot] < cursor.id : day < cursor.day
    }
}

/// Sums of income and spending by currency; an overflow is remembered and refused at the end.
struct FlowSums {
    private var incoming: [Int64]
    private var outgoing: [Int64]
    private var isTouched: [Bool]
    private var overflowed = false

    init(currencyCount: Int) {
        incoming = [Int64](repeating: 0, count: currencyCount)
        outgoing = incoming
        isTouched = [Bool](repeating: false, count: currencyCount)
    }

    mutating func add(_ slot: Int, _ book: MoneyBook, _ matcher: TransactionMatcher) {
        for place in book.transactions.postings(slot) {
            let target = book.transactions.targets[place]
            guard target & TransactionColumns.categoryBit != 0, matcher.counts(target: target) else { continue }
            let category = Int(target & ~TransactionColumns.categoryBit)
            add(
                book.transactions.minorUnits[place],
                book.categories[category].kind,
                Int(book.transactions.currencies[place])
            )
        }
    }

    mutating func add(_ minorUnits: Int64, _ kind: CategoryKind, _ currency: Int) {
        isTouched[currency] = true
        switch kind {
        case .expense:
            let (sum, overflow) = outgoing[currency].addingReportingOverflow(minorUnits)
            outgoing[currency] = sum
            overflowed = overflowed || overflow
        case .income:
            let (sum, overflow) = incoming[currency].subtractingReportingOverflow(minorUnits)
            incoming[currency] = sum
            overflowed = overflowed || overflow
        }
    }

    /// By code of the currency.
    func totals(_ currencies: [Currency]) throws(MoneyError) -> [FlowTotals] {
        guard !overflowed else { throw .overflow(.amount) }
        var result: [FlowTotals] = []
        for (place, currency) in currencies.enumerated() where isTouched[place] {
            let (kept, overflow) = incoming[place].subtractingReportingOverflow(outgoing[place])
            guard !overflow else { throw .overflow(.amount) }
            result.append(
                FlowTotals(currency: currency, incoming: incoming[place], outgoing: outgoing[place], kept: kept)
            )
        }
        return result.sorted { $0.currency.packed < $1.currency.packed }
    }
}
