import Primitives

/// What a rule does, made ready for the columns of one book: whether an entry is so already is a few look-ups.
struct RuleEffect {
    private let category: UInt32?
    private let isKind: [Bool]
    private let transfer: UInt32?
    private let transferCurrency: UInt16?
    /// 0 for a payee the book does not know.
    private let payee: UInt32?
    private let note: [UInt8]?
    /// By reference of the set: whether the tags would change.
    private let changesTags: [Bool]

    init(_ actions: RuleActions, _ book: MoneyBook) {
        let category = actions.category.flatMap { book.categoryPlaces[$0] }
        self.category = category.map { UInt32($0) | TransactionColumns.categoryBit }
        let kind = category.map { book.categories[$0].kind }
        isKind = book.categories.map { $0.kind == kind }
        let account = actions.transferAccount.flatMap { id in
            book.account(id).flatMap { $0.content.isArchived ? nil : $0 }
        }
        transfer = account.flatMap { book.accountPlaces[$0.id] }.map { UInt32($0) }
        transferCurrency = account.flatMap { account in
            book.currencies.firstIndex(of: account.currency).map { UInt16($0) }
        }
        payee = actions.payee.map { book.payees.find($0) ?? 0 }
        note = actions.note.map { Array($0.utf8) }
        let isAboutTags = !actions.addedTags.isEmpty || !actions.removedTags.isEmpty
        changesTags = (0...book.tagSets.count).map { set in
            guard isAboutTags else { return false }
            let tags = book.tagSets.tags(UInt32(set)).compactMap { book.tags.text($0) }
            return actions.tags(tags) != tags
        }
    }

    /// Whether the rule alone would change an entry.
    func changes(_ slot: Int, _ book: MoneyBook) -> Bool {
        let columns = book.transactions
        if changesTags[Int(columns.tagSets[slot])] { return true }
        if let payee, payee == 0 || columns.payees[slot] != payee { return true }
        if let note {
            let reference = columns.notes[slot]
            guard reference > 0, book.notes.bytes[book.notes.byteRange(reference)].elementsEqual(note) else {
                return true
            }
        }
        return movesPosting(slot, columns)
    }

    private func movesPosting(_ slot: Int, _ columns: TransactionColumns) -> Bool {
        guard category != nil || transfer != nil else { return false }
        var only: Int?
        for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit != 0 {
            guard only == nil else { return false }
            only = place
        }
        guard let only else { return false }
        let old = columns.targets[only]
        if let category {
            return old != category && isKind[Int(old & ~TransactionColumns.categoryBit)]
        }
        guard columns.postingCounts[slot] == 2, columns.currencies[only] == transferCurrency else { return false }
        let account = columns.postings(slot).first { $0 != only }
        return account.map { columns.targets[$0] != transfer } ?? false
    }
}
