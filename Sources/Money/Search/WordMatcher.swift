import Primitives

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
        payees = book.payees.holding(folded: word)
        let tags = book.tags.holding(folded: word)
        tagSets = book.tagSets(where: { tags[Int($0)] })
        accounts = book.accounts.map { TextFold.contains(Array($0.name.utf8)[...], word) }
        categories = book.categories.map { category in
            book.categoryPath(category.id).contains { TextFold.contains(Array($0.utf8)[...], word) }
        }
    }

    /// Those of some slots whose payee, tags, categories, accounts or note hold the word, or do not.
    func keep(_ slots: [UInt32], isNegated: Bool, _ book: MoneyBook) -> [UInt32] {
        let (payeeColumn, isHeld) = (book.transactions.payees.span, payees.span)
        var scratch: [UInt8] = []
        // Nearly every match is by payee, and that is two look-ups.
        return slots.filter {
            (isHeld[Int(payeeColumn[Int($0)])] || isElsewhere(in: Int($0), book, &scratch)) != isNegated
        }
    }

    private func isElsewhere(in slot: Int, _ book: MoneyBook, _ scratch: inout [UInt8]) -> Bool {
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
        return note > 0 && TextFold.contains(book.notes.bytes[book.notes.byteRange(note)], word, &scratch)
    }
}
