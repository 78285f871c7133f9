import Primitives

/// A filter made ready for one book: what it asks of a transaction is a few look-ups in arrays.
struct TransactionMatcher {
    private let book: MoneyBook
    private let days: ClosedRange<Int32>
    private let accountTarget: UInt32?
    /// Of each choice of categories, one of which an entry must touch: which they are, by place.
    private let chosen: [[Bool]]
    /// Which categories a posting may go into to count, by place; nil asks nothing.
    let categories: [Bool]?
    private let importReference: UInt32?
    /// Cheap questions first.
    private let terms: [TermMatcher]

    /// - Throws: ``MoneyError/notFound(_:)`` for an account or category that is not there, `.invalid(.to)` for a range
    ///   that ends before it begins.
    init(_ filter: TransactionFilter, _ book: MoneyBook) throws(MoneyError) {
        self.book = book
        terms = filter.terms.map { TermMatcher($0, book) }.sorted { $0.cost < $1.cost }
        let from = filter.from?.daysSinceEpoch ?? .min
        let to = filter.to?.daysSinceEpoch ?? .max
        guard from <= to else { throw .invalid(.to) }
        days = from...to
        if let account = filter.account {
            guard book.account(account) != nil, let place = book.accountPlaces[account] else {
                throw .notFound(.account)
            }
            accountTarget = UInt32(place)
        } else {
            accountTarget = nil
        }
        var chosen: [[Bool]] = []
        if let category = filter.category {
            guard book.category(category) != nil else { throw .notFound(.category) }
            chosen.append(book.subtree(of: category))
        }
        if filter.isUncategorised { chosen.append(book.categories.map(\.isBuiltIn)) }
        self.chosen = chosen
        let named = terms.compactMap(\.categories)
        categories =
            chosen.isEmpty && named.isEmpty
            ? nil
            : book.categories.indices.map { place in
                chosen.allSatisfy { $0[place] } && (named.isEmpty || named.contains { $0[place] })
            }
        if let record = filter.importID {
            guard let place = book.imports.firstIndex(where: { $0.id == record }) else { throw .notFound(.id) }
            importReference = UInt32(place + 1)
        } else {
            importReference = nil
        }
    }

    /// The slots of the transactions that match, in the order of their days.
    var matches: [UInt32] { matching(book.byDay.sorted(days, days: book.transactions.days)) }

    /// Those of some slots that match, in the same order.
    ///
    /// Column by column: each question is one loop over one or two dense arrays, and asked only of what is left.
    func matching(_ slots: [UInt32]) -> [UInt32] {
        let columns = book.transactions
        var left = live(slots)
        if let importReference { left = left.filter { columns.imports[Int($0)] == importReference } }
        if let accountTarget { left = left.filter { has($0) { columns.targets[$0] == accountTarget } } }
        for places in chosen { left = left.filter { has($0) { Self.isIn(places, columns.targets[$0]) } } }
        for term in terms { left = term.keep(left, book) }
        return left
    }

    private func live(_ slots: [UInt32]) -> [UInt32] {
        var live: [UInt32] = []
        live.reserveCapacity(slots.count)
        let (removed, slotDays) = (book.transactions.isRemoved.span, book.transactions.days.span)
        for slot in slots where !removed[Int(slot)] && days.contains(slotDays[Int(slot)]) { live.append(slot) }
        return live
    }

    /// Whether a transaction has a posting of some kind.
    @inline(__always)
    private func has(_ slot: UInt32, _ isWanted: (Int) -> Bool) -> Bool {
        book.transactions.postings(Int(slot)).contains(where: isWanted)
    }

    /// Whether a posting of a matching transaction is part of what the filter asks about.
    func counts(target: UInt32) -> Bool {
        guard let categories else { return true }
        return Self.isIn(categories, target)
    }

    private static func isIn(_ categories: [Bool], _ target: UInt32) -> Bool {
        target & TransactionColumns.categoryBit != 0 && categories[Int(target & ~TransactionColumns.categoryBit)]
    }
}
