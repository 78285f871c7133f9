import Primitives

/// What a rule does to an entry; what is nil or empty stays.
///
/// - Source: docs/spec/money-rules.md §2.
package struct RuleActions: Hashable, Sendable {
    package var category: CategoryID?
    package var payee: String?
    package var note: String?
    package var addedTags: [String] = []
    package var removedTags: [String] = []
    /// The account that the money went to or came from: the entry becomes a transfer.
    package var transferAccount: AccountID?

    package init() {}

    package var isEmpty: Bool { self == RuleActions() }

    var targets: [PostingTarget] {
        [category.map(PostingTarget.category), transferAccount.map(PostingTarget.account)].compactMap(\.self)
    }

    func checked(in book: MoneyBook) throws(MoneyError) -> RuleActions {
        var actions = self
        if let category, book.category(category) == nil { throw .notFound(.category) }
        if let transferAccount, book.account(transferAccount) == nil { throw .notFound(.account) }
        actions.payee = try TextCheck.line(payee, .payee)
        actions.note = note == nil ? nil : try TextCheck.note(note)
        actions.addedTags = try Self.tags(addedTags, book)
        actions.removedTags = try Self.tags(removedTags, book)
        guard !actions.isEmpty else { throw .missing(.actions) }
        // A transfer has no category.
        guard category == nil || transferAccount == nil else { throw .invalid(.actions) }
        let removed = Set(actions.removedTags.map(TextCheck.key))
        guard !actions.addedTags.contains(where: { removed.contains(TextCheck.key($0)) }) else {
            throw .invalid(.actions)
        }
        return actions
    }

    private static func tags(_ names: [String], _ book: MoneyBook) throws(MoneyError) -> [String] {
        guard names.count <= MoneyLimits.tagsPerTransaction else {
            throw .tooMany(.tags, maximum: MoneyLimits.tagsPerTransaction)
        }
        var result: [String] = []
        var keys: Set<String> = []
        for name in names {
            let text = try TextCheck.name(name, .tags)
            if keys.insert(TextCheck.key(text)).inserted { result.append(book.knownTag(text) ?? text) }
        }
        return result
    }

    /// The postings after the category or transfer of this rule; nil when neither fits the entry.
    ///
    /// A split has no one category, a category of spending is none of income, and a transfer is between two accounts of
    /// one currency.
    func postings(_ content: TransactionContent, in book: MoneyBook) -> [Posting]? {
        var places: [Int] = []
        for (place, posting) in content.postings.enumerated() {
            if case .category = posting.target { places.append(place) }
        }
        guard places.count == 1, case .category(let old) = content.postings[places[0]].target else { return nil }
        var postings = content.postings
        let amount = postings[places[0]].amount
        if let category {
            guard book.category(old)?.kind == book.category(category)?.kind else { return nil }
            postings[places[0]] = Posting(.category(category), amount)
            return postings
        }
        guard let transferAccount, let account = book.account(transferAccount), !account.content.isArchived,
            account.currency == amount.currency, postings.count == 2,
            postings[1 - places[0]].target != .account(transferAccount)
        else { return nil }
        postings[places[0]] = Posting(.account(transferAccount), amount)
        return postings
    }

    /// The tags after those of this rule.
    func tags(_ tags: [String]) -> [String] {
        let removed = Set(removedTags.map(TextCheck.key))
        let kept = tags.filter { !removed.contains(TextCheck.key($0)) }
        return TransactionMerge.united(kept, addedTags)
    }
}
