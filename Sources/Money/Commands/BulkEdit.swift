package import Primitives

/// What is to change in many transactions at once; what is nil or empty stays.
package struct BulkEdit: Hashable, Sendable {
    package var day: CalendarDay?
    package var payee: String?
    package var note: String?
    package var category: CategoryID?
    package var account: AccountID?
    package var addedTags: [String] = []
    package var removedTags: [String] = []

    package init() {}

    package var isEmpty: Bool { self == BulkEdit() }

    /// The content after the edit; nil when it does not fit: a split or transfer has no one category or account, a
    /// category of spending is none of income, and an account in another currency would change what was paid.
    func content(_ content: TransactionContent, in book: MoneyBook) -> TransactionContent? {
        var postings = content.postings
        if let category {
            guard let place = Self.onlyPlace(in: postings, where: Self.category),
                let old = Self.category(postings[place]),
                book.category(old)?.kind == book.category(category)?.kind
            else { return nil }
            postings[place] = Posting(.category(category), postings[place].amount)
        }
        if let account {
            guard let place = Self.onlyPlace(in: postings, where: Self.account),
                book.account(account)?.currency == postings[place].amount.currency
            else { return nil }
            postings[place] = Posting(.account(account), postings[place].amount)
        }
        let removed = Set(removedTags.map { TextCheck.key($0) })
        let kept = content.tags.filter { !removed.contains(TextCheck.key($0)) }
        let present = Set(kept.map { TextCheck.key($0) })
        let tags = kept + addedTags.filter { !present.contains(TextCheck.key($0)) }
        // One more than fit is no reason to leave all others as they are.
        guard tags.count <= max(content.tags.count, MoneyLimits.tagsPerTransaction) else { return nil }
        return TransactionContent(
            day: day ?? content.day,
            payee: payee ?? content.payee,
            note: note ?? content.note,
            tags: tags,
            postings: postings
        )
    }

    private static func category(_ posting: Posting) -> CategoryID? {
        if case .category(let id) = posting.target { id } else { nil }
    }

    private static func account(_ posting: Posting) -> AccountID? {
        if case .account(let id) = posting.target { id } else { nil }
    }

    private static func onlyPlace<ID>(in postings: [Posting], where id: (Posting) -> ID?) -> Int? {
        let places = postings.indices.filter { id(postings[$0]) != nil }
        return places.count == 1 ? places.first : nil
    }
}

/// What became of the transactions that were to be changed together.
package struct BulkOutcome: Hashable, Sendable {
    package var changed: [TransactionID] = []
    /// They are so already.
    package var unchanged: [TransactionID] = []
    /// What was asked for does not fit them.
    package var unfit: [TransactionID] = []
    /// They were changed or deleted since they were seen.
    package var stale: [TransactionID] = []

    package init() {}
}
