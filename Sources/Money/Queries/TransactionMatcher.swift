import Primitives

/// A filter made ready for one book: what it asks of a transaction is a few look-ups in arrays.
struct TransactionMatcher {
    private let book: MoneyBook
    private let days: ClosedRange<Int32>
    private let accountTarget: UInt32?
    /// By place of the category; nil asks nothing.
    let categories: [Bool]?
    /// For each tag asked for, the sets that hold it.
    private let tagSets: [[Bool]]
    private let importReference: UInt32?
    /// By place of the currency; nil asks nothing, an entry that is nil matches nothing.
    private let sizes: [ClosedRange<UInt64>?]?
    private let words: [WordMatcher]

    /// - Throws: ``MoneyError/notFound(_:)`` for an account or category that is not there, `.invalid(.to)` for a range
    ///   that ends before it begins.
    init(_ filter: TransactionFilter, _ book: MoneyBook) throws(MoneyError) {
        self.book = book
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
        if let category = filter.category {
            guard book.category(category) != nil else { throw .notFound(.category) }
            categories = book.subtree(of: category)
        } else if filter.isUncategorised {
            categories = book.categories.map(\.isBuiltIn)
        } else {
            categories = nil
        }
        tagSets = filter.tags.map { book.tagSets(holding: $0) }
        if let record = filter.importID {
            guard let place = book.imports.firstIndex(where: { $0.id == record }) else { throw .notFound(.id) }
            importReference = UInt32(place + 1)
        } else {
            importReference = nil
        }
        sizes =
            filter.minimum == nil && filter.maximum == nil
            ? nil : book.currencies.map { Self.sizes(filter, decimals: $0.decimals) }
        words = TextFold.folded(filter.text ?? "").split(separator: 0x20).prefix(Self.wordMaximum).map {
            WordMatcher(Array($0), book)
        }
    }

    /// Words of a search beyond these ask nothing: each costs a pass over the texts.
    private static let wordMaximum = 16

    /// The slots of the transactions that match, in the order of their days.
    var matches: [UInt32] { matching(book.byDay.sorted(days, days: book.transactions.days)) }

    /// Those of some slots that match, in the same order.
    ///
    /// Column by column: each question is one loop over one or two dense arrays, and asked only of what is left.
    func matching(_ slots: [UInt32]) -> [UInt32] {
        let columns = book.transactions
        var left = live(slots)
        if let importReference { left = left.filter { columns.imports[Int($0)] == importReference } }
        for sets in tagSets { left = left.filter { sets[Int(columns.tagSets[Int($0)])] } }
        if let accountTarget { left = left.filter { has($0) { columns.targets[$0] == accountTarget } } }
        if let categories { left = left.filter { has($0) { Self.isIn(categories, columns.targets[$0]) } } }
        if let sizes { left = left.filter { has($0) { isSized($0, sizes) } } }
        for word in words { left = word.matching(left, book) }
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

    private func isSized(_ place: Int, _ sizes: [ClosedRange<UInt64>?]) -> Bool {
        sizes[Int(book.transactions.currencies[place])]?.contains(book.transactions.minorUnits[place].magnitude)
            ?? false
    }

    /// The sizes in minor units that a filter takes in a currency; nil when there are none.
    private static func sizes(_ filter: TransactionFilter, decimals: Int) -> ClosedRange<UInt64>? {
        var (low, high): (UInt64?, UInt64?) = (0, .max)
        if let minimum = filter.minimum { low = minimum.lowest(decimals: decimals) }
        if let maximum = filter.maximum { high = maximum.highest(decimals: decimals) }
        guard let low, let high, low <= high else { return nil }
        return low...high
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

/// One word of a search: which texts of the book hold it.
///
/// Texts that repeat are looked at once.
struct WordMatcher {
    private let word: [UInt8]
    private let payees: [Bool]
    private let tagSets: [Bool]
    private let accounts: [Bool]
    private let categories: [Bool]

    init(_ word: [UInt8], _ book: MoneyBook) {
        self.word = word
        payees = book.payees.matches { TextFold.contains($0, word) }
        let tags = book.tags.matches { TextFold.contains($0, word) }
        tagSets = book.tagSets(where: { tags[Int($0)] })
        accounts = book.accounts.map { TextFold.contains(Array($0.name.utf8)[...], word) }
        categories = book.categories.map { category in
            book.categoryPath(category.id).contains { TextFold.contains(Array($0.utf8)[...], word) }
        }
    }

    /// Those of some slots whose payee, tags, categories, accounts or note hold the word.
    func matching(_ slots: [UInt32], _ book: MoneyBook) -> [UInt32] {
        let (payeeColumn, isHeld) = (book.transactions.payees.span, payees.span)
        // Nearly every match is by payee, and that is two look-ups.
        return slots.filter { isHeld[Int(payeeColumn[Int($0)])] || isElsewhere(in: Int($0), book) }
    }

    private func isElsewhere(in slot: Int, _ book: MoneyBook) -> Bool {
        if tagSets[Int(book.transactions.tagSets[slot])] { return true }
        for place in book.transactions.postings(slot) {
            let target = book.transactions.targets[place]
            if target & TransactionColumns.categoryBit == 0 {
                if accounts[Int(target)] { return true }
            } else if categories[Int(target & ~TransactionColumns.categoryBit)] {
                return true
            }
        }
        let note = book.transactions.notes[slot]
        return note > 0 && TextFold.contains(book.notes.bytes[book.notes.byteRange(note)], word)
    }
}

extension TextTable {
    /// By reference; place 0, "no text", is false.
    func matches(_ predicate: (ArraySlice<UInt8>) -> Bool) -> [Bool] {
        var result = [false]
        result.reserveCapacity(count + 1)
        for index in 0..<count { result.append(predicate(bytes[byteRange(UInt32(index + 1))])) }
        return result
    }
}

extension MoneyBook {
    /// By place: whether a category is this one or under it.
    func subtree(of id: CategoryID) -> [Bool] {
        categories.map { category in
            var next: CategoryID? = category.id
            var steps = 0
            while let current = next, steps <= MoneyLimits.categoryDepth {
                if current == id { return true }
                next = categoryPlaces[current].flatMap { categories[$0].content.parent }
                steps += 1
            }
            return false
        }
    }

    /// By reference of the set.
    func tagSets(where predicate: (UInt32) -> Bool) -> [Bool] {
        var result = [false]
        result.reserveCapacity(tagSets.count + 1)
        for index in 0..<tagSets.count { result.append(tagSets.tags(UInt32(index + 1)).contains(where: predicate)) }
        return result
    }

    func tagSets(holding name: String) -> [Bool] {
        let key = TextCheck.key(name.hasPrefix("#") ? String(name.dropFirst()) : name)
        let tags = tags.matches { TextCheck.key(String(decoding: $0, as: UTF8.self)) == key }
        return tagSets(where: { tags[Int($0)] })
    }
}
