import Primitives

extension MoneyBook {
    package static let pageLimitMaximum = 500

    /// Transactions of a filter, newest first.
    ///
    /// - `limit`: 1 to ``pageLimitMaximum``.
    /// - `cursor`: Of the page before.
    /// - Errors: ``MoneyError`` for a limit, range, account or category that does not fit.
    package func list(
        _ filter: TransactionFilter = TransactionFilter(),
        limit: Int = 50,
        after cursor: TransactionCursor? = nil
    ) throws(MoneyError) -> TransactionPage {
        guard (1...Self.pageLimitMaximum).contains(limit) else { throw .invalid(.limit) }
        return page(of: try TransactionMatcher(filter, self).matches, limit, after: cursor)
    }

    /// The same list, and what all transactions of the filter come to: what is asked of each is asked once.
    package func listing(
        _ filter: TransactionFilter,
        limit: Int,
        after cursor: TransactionCursor? = nil
    ) throws(MoneyError) -> (list: TransactionPage, totals: [FlowTotals]) {
        guard (1...Self.pageLimitMaximum).contains(limit) else { throw .invalid(.limit) }
        let matcher = try TransactionMatcher(filter, self)
        let matched = matcher.matches
        return (page(of: matched, limit, after: cursor), try totals(of: matched, matcher))
    }

    private func page(of matched: [UInt32], _ limit: Int, after cursor: TransactionCursor?) -> TransactionPage {
        let rest = matched.reversed().drop { !isAfter(cursor, Int($0)) }
        let page = rest.prefix(limit).map { transaction(at: Int($0)) }
        return TransactionPage(
            transactions: page,
            next: rest.count > limit
                ? page.last.map { TransactionCursor(day: $0.content.day.daysSinceEpoch, id: $0.id.rawValue) } : nil,
            matchCount: matched.count
        )
    }

    /// What came in and went out in all transactions of a filter, by code of the currency.
    ///
    /// A filter by category counts only what went into it.
    ///
    /// - Errors: As ``list(_:limit:after:)``; `.overflow` when a total leaves Int64.
    package func totals(_ filter: TransactionFilter) throws(MoneyError) -> [FlowTotals] {
        let matcher = try TransactionMatcher(filter, self)
        return try totals(of: matcher.matches, matcher)
    }

    private func totals(of matched: [UInt32], _ matcher: TransactionMatcher) throws(MoneyError) -> [FlowTotals] {
        var totals = FlowSums(currencyCount: currencies.count)
        let flows = FlowColumns(self)
        totals.add(matched[...], self, flows, matcher)
        return try totals.totals(flows)
    }

    /// The newest transactions of all, newest first.
    package func newest(_ count: Int) -> [MoneyTransaction] {
        byDay.newest(count, days: transactions.days) { !transactions.isRemoved[Int($0)] }
            .map { transaction(at: Int($0)) }
    }

    /// How many transactions have no category yet.
    package var uncategorisedCount: Int {
        // The two categories that hold them are the first there are, so their targets differ in the last bit only.
        let isOpen = { (target: UInt32) in target & ~1 == TransactionColumns.categoryBit }
        guard transactions.targets.contains(where: isOpen) else { return 0 }
        let (removed, starts) = (transactions.isRemoved.span, transactions.postingStarts.span)
        let (counts, targets) = (transactions.postingCounts.span, transactions.targets.span)
        var count = 0
        for slot in removed.indices where !removed[slot] {
            let start = Int(starts[slot])
            for place in start..<start + Int(counts[slot]) where isOpen(targets[place]) {
                count += 1
                break
            }
        }
        return count
    }

    private func isAfter(_ cursor: TransactionCursor?, _ slot: Int) -> Bool {
        guard let cursor else { return true }
        let day = transactions.days[slot]
        return day == cursor.day ? transactions.ids[slot] < cursor.id : day < cursor.day
    }
}
