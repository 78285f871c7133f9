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

    func matches(_ slot: Int) -> Bool {
        guard !book.transactions.isRemoved[slot], days.contains(book.transactions.days[slot]) else { return false }
        if let importReference, book.transactions.imports[slot] != importReference { return false }
        for sets in tagSets where !sets[Int(book.transactions.tagSets[slot])] { return false }
        let postings = book.transactions.postings(slot)
        if let accountTarget, !postings.contains(where: { book.transactions.targets[$0] == accountTarget }) {
            return false
        }
        if let categories, !postings.contains(where: { Self.isIn(categories, book.transactions.targets[$0]) }) {
            return false
        }
        if let sizes, !postings.contains(where: { isSized($0, sizes) }) { return false }
        return words.allSatisfy { $0.matches(slot, book) }
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

    func matches(_ slot: Int, _ book: MoneyBook) -> Bool {
        if payees[Int(book.transactions.payees[slot])] || tagSets[Int(book.transactions.tagSets[slot])] { return true }
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
