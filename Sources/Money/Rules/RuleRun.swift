/// What rules would change in the entries there are.
package struct RuleRun: Hashable, Sendable {
    /// Entries one run changes: one batch, one undo.
    package static let maximum = 5000

    package struct Change: Hashable, Sendable {
        package let before: MoneyTransaction
        package let after: TransactionContent
        /// Which do it, in their order.
        package let rules: [RuleID]
    }

    /// Newest first.
    package let changes: [Change]
    /// Entries that some rule fits, changed or not.
    package let matchCount: Int
    /// There is more than one run takes.
    package let hasMore: Bool
    /// The same for the same changes: who applies a run says which one she saw.
    package let digest: UInt64
}

extension MoneyBook {
    /// What rules would do to the entries there are; nothing is changed.
    ///
    /// - `only`: Of these, in effect or not; nil is all that are in effect.
    /// - Errors: ``MoneyError/notFound(_:)`` for a rule that is not there.
    package func ruleRun(only: [RuleID]? = nil, maximum: Int = RuleRun.maximum) throws(MoneyError) -> RuleRun {
        if let only {
            guard only.allSatisfy({ item($0) != nil }) else { throw .notFound(.rule) }
        }
        let wanted = only.map(Set.init)
        let rules = orderedRules.filter { wanted?.contains($0.id) ?? $0.content.isEnabled }
        var sweep = RuleSweep(rules, self)
        sweep.run()
        return sweep.outcome(maximum: maximum)
    }
}

/// One pass of rules over the columns.
private struct RuleSweep {
    private let rules: [Item<RuleContent>]
    private let book: MoneyBook
    /// By slot: the rules that fit, as places.
    private var fitting: [UInt32: [Int]] = [:]
    private var isFit: [Bool]
    private var mayChange: [Bool]
    private var hits: [(rule: Int, slots: [UInt32])] = []
    private let slots: [UInt32]

    init(_ rules: [Item<RuleContent>], _ book: MoneyBook) {
        self.rules = rules
        self.book = book
        let removed = book.transactions.isRemoved
        slots = book.byDay.sorted(days: book.transactions.days).filter { !removed[Int($0)] }
        isFit = [Bool](repeating: false, count: removed.count)
        mayChange = isFit
    }

    mutating func run() {
        var open = slots
        for (place, rule) in rules.enumerated() where !open.isEmpty {
            let found = RuleColumns(rule.content, book).keep(open, book)
            guard !found.isEmpty else { continue }
            let effect = RuleEffect(rule.content.actions, book)
            for slot in found {
                isFit[Int(slot)] = true
                if !mayChange[Int(slot)] { mayChange[Int(slot)] = effect.changes(Int(slot), book) }
            }
            hits.append((place, found))
            if rule.content.stops {
                var stopped = [Bool](repeating: false, count: isFit.count)
                for slot in found { stopped[Int(slot)] = true }
                open = open.filter { !stopped[Int($0)] }
            }
        }
    }

    mutating func outcome(maximum: Int) -> RuleRun {
        for (rule, slots) in hits {
            for slot in slots where mayChange[Int(slot)] { fitting[slot, default: []].append(rule) }
        }
        var changes: [RuleRun.Change] = []
        var digest = StableHash()
        var hasMore = false
        for slot in slots.reversed() {
            guard let places = fitting[slot] else { continue }
            let before = book.transaction(at: Int(slot))
            let actions = places.map { (id: rules[$0].id, actions: rules[$0].content.actions) }
            let (after, changing) = RuleSet.applied(actions, to: before.content, in: book)
            guard after != before.content else { continue }
            guard changes.count < maximum else {
                hasMore = true
                break
            }
            changes.append(RuleRun.Change(before: before, after: after, rules: changing))
            Self.combine(before, after, into: &digest)
        }
        return RuleRun(
            changes: changes,
            matchCount: isFit.count { $0 },
            hasMore: hasMore,
            digest: digest.value
        )
    }

    private static func combine(
        _ before: MoneyTransaction,
        _ after: TransactionContent,
        into digest: inout StableHash
    ) {
        digest.combine(before.id.rawValue)
        digest.combine(UInt64(before.version))
        digest.combine(after.payee ?? "")
        digest.combine(after.note ?? "")
        digest.combine(UInt64(after.tags.count))
        for tag in after.tags { digest.combine(tag) }
        for posting in after.postings {
            switch posting.target {
            case .account(let id): digest.combine(id.rawValue)
            case .category(let id): digest.combine(~id.rawValue)
            }
        }
    }
}
