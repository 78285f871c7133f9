/// What keeps an account or a category from being removed.
package enum MoneyHolder: Sendable, CaseIterable, Hashable {
    case entries, subcategories, recurring, budget, rule, loan, goal, reconciliation

    /// Nil for kinds that are about no account and no category.
    init?(_ kind: ItemKind) {
        switch kind {
        case .goal: self = .goal
        case .loan: self = .loan
        case .rule: self = .rule
        case .reconciliation: self = .reconciliation
        case .view, .receipt, .rejectedPair: return nil
        }
    }
}

extension MoneyBook {
    /// What is about an account; nil while it can be removed.
    package func holder(of id: AccountID) -> MoneyHolder? {
        guard let place = accountPlaces[id] else { return planHolder(of: .account(id)) }
        return isPosted(to: UInt32(place)) ? .entries : planHolder(of: .account(id))
    }

    /// What is about a category, or stands under it; nil while it can be removed.
    package func holder(of id: CategoryID) -> MoneyHolder? {
        if let place = categoryPlaces[id], isPosted(to: UInt32(place) | TransactionColumns.categoryBit) {
            return .entries
        }
        if categories.contains(where: { !$0.isRemoved && $0.content.parent == id }) { return .subcategories }
        return planHolder(of: .category(id))
    }

    /// A recurring entry that posts to it, or a budget or an item that is about it.
    func planHolder(of target: PostingTarget) -> MoneyHolder? {
        if recurring.contains(where: { !$0.isRemoved && $0.content.postings.contains { $0.target == target } }) {
            return .recurring
        }
        if case .category(let id) = target,
            budgets.contains(where: { !$0.isRemoved && $0.content.lines.contains { $0.category == id } })
        {
            return .budget
        }
        return itemHolder(of: target)
    }

    /// Whether a transaction that exists posts to it.
    private func isPosted(to target: UInt32) -> Bool {
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] {
            for place in transactions.postings(slot) where transactions.targets[place] == target { return true }
        }
        return false
    }
}
