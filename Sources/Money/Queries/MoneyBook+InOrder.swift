package import Primitives

/// The transactions of a book by day, and within a day in the order they were made; each is made when it is asked for.
package struct TransactionsInOrder: RandomAccessCollection, Sendable {
    private let book: MoneyBook
    private let slots: [UInt32]

    init(_ book: MoneyBook) {
        self.book = book
        let columns = book.transactions
        slots = book.byDay.sorted(days: columns.days).filter { !columns.isRemoved[Int($0)] }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { slots.count }
    package subscript(place: Int) -> MoneyTransaction { book.transaction(at: Int(slots[place])) }

    /// The places of the transactions that post to each account, in their order.
    package func places() -> [AccountID: [Int]] {
        let columns = book.transactions
        var found = [[Int]](repeating: [], count: book.accounts.count)
        for (place, slot) in slots.enumerated() {
            for posting in columns.postings(Int(slot))
            where columns.targets[posting] & TransactionColumns.categoryBit == 0 {
                let account = Int(columns.targets[posting])
                if found[account].last != place { found[account].append(place) }
            }
        }
        var result: [AccountID: [Int]] = [:]
        for (account, places) in zip(book.accounts, found) where !places.isEmpty { result[account.id] = places }
        return result
    }
}

extension MoneyBook {
    package var transactionsInOrder: TransactionsInOrder { TransactionsInOrder(self) }

    /// The currencies of accounts and postings, by code.
    package var usedCurrencies: [Currency] {
        var isUsed = [Bool](repeating: false, count: currencies.count)
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] {
            for posting in transactions.postings(slot) { isUsed[Int(transactions.currencies[posting])] = true }
        }
        var found = Set(liveAccounts.map(\.currency))
        for (place, currency) in currencies.enumerated() where isUsed[place] { found.insert(currency) }
        return found.sorted { $0.code < $1.code }
    }

    /// The tags of transactions, each once, in alphabetical order.
    package var usedTags: [String] {
        var found: Set<UInt32> = []
        for set in usedSets { found.formUnion(tagSets.tags(set)) }
        return found.compactMap { tags.text($0) }.sorted()
    }

    /// The tags that stand together on a transaction, each such set once.
    package var usedTagSets: [[String]] { usedSets.map { tagSets.tags($0).compactMap { tags.text($0) } } }

    private var usedSets: Set<UInt32> {
        var sets: Set<UInt32> = []
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] {
            sets.insert(transactions.tagSets[slot])
        }
        return sets
    }

    /// The notes of transactions that are longer than so many bytes.
    package func usedNotes(over byteCount: Int) -> [String] {
        var found: Set<UInt32> = []
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] {
            if transactions.notes[slot] != 0 { found.insert(transactions.notes[slot]) }
        }
        return found.lazy.compactMap { notes.text($0) }.filter { $0.utf8.count > byteCount }
    }
}

extension MoneyBook {
    /// How many column mappings of statement files are remembered.
    package var importMappingCount: Int { mappings.count }
}
