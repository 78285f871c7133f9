/// The rules of a book that are in effect, in their order.
///
/// All of them look at the entry as it came. What a rule sets, no later one sets again; tags add up; and after one that
/// stops, no later one is asked.
///
/// - Source: docs/spec/money-rules.md §3.
package struct RuleSet: Sendable {
    private let rules: [(id: RuleID, content: RuleContent, test: RuleTest)]

    /// - `only`: Of these, in effect or not; nil is all that are.
    package init(_ book: MoneyBook, only: [RuleID]? = nil) {
        let wanted = only.map(Set.init)
        rules = book.orderedRules.filter { wanted?.contains($0.id) ?? $0.content.isEnabled }
            .map { ($0.id, $0.content, RuleTest($0.content)) }
    }

    package var isEmpty: Bool { rules.isEmpty }

    /// What rules make of an entry, and which changed it, in their order.
    package func applied(
        to content: TransactionContent,
        isImported: Bool,
        in book: MoneyBook
    ) -> (content: TransactionContent, rules: [RuleID]) {
        guard !rules.isEmpty else { return (content, []) }
        let subject = RuleSubject(content, isImported: isImported)
        var fitting: [(RuleID, RuleActions)] = []
        for rule in rules where rule.test.fits(subject, in: book) {
            fitting.append((rule.id, rule.content.actions))
            if rule.content.stops { break }
        }
        return Self.applied(fitting, to: content, in: book)
    }

    /// The same for an entry as somebody asks for it.
    package func applied(
        to draft: TransactionDraft,
        isImported: Bool,
        in book: MoneyBook
    ) -> (draft: TransactionDraft, rules: [RuleID]) {
        let content = TransactionContent(
            day: draft.day,
            payee: draft.payee,
            note: draft.note,
            tags: draft.tags,
            postings: draft.postings
        )
        let (result, rules) = applied(to: content, isImported: isImported, in: book)
        return (rules.isEmpty ? draft : TransactionDraft(result), rules)
    }

    /// Whether some rule fits an entry, whatever it would do.
    func covers(_ content: TransactionContent, isImported: Bool, in book: MoneyBook) -> Bool {
        let subject = RuleSubject(content, isImported: isImported)
        return rules.contains { $0.test.fits(subject, in: book) }
    }

    /// What rules that fit make of an entry, in their order.
    static func applied(
        _ rules: [(id: RuleID, actions: RuleActions)],
        to content: TransactionContent,
        in book: MoneyBook
    ) -> (content: TransactionContent, rules: [RuleID]) {
        var result = content
        var changing: Set<RuleID> = []
        func first<Value>(_ value: (RuleActions) -> Value?, _ put: (Value) -> Bool) {
            for rule in rules {
                guard let found = value(rule.actions) else { continue }
                if put(found) { changing.insert(rule.id) }
                return
            }
        }
        first({ $0.postings(content, in: book) }) { postings in
            defer { result.postings = postings }
            return postings != content.postings
        }
        first(\.payee) { payee in
            defer { result.payee = payee }
            return payee != content.payee
        }
        first(\.note) { note in
            defer { result.note = note }
            return note != content.note
        }
        // Later ones first, so that of two that disagree about a tag the earlier one has the last word.
        for rule in rules.reversed() {
            let tags = rule.actions.tags(result.tags)
            if tags != result.tags { changing.insert(rule.id) }
            result.tags = tags
        }
        // A tag that one rule adds and another takes away again is no change.
        guard result != content else { return (content, []) }
        return (result, rules.map(\.id).filter(changing.contains))
    }
}
