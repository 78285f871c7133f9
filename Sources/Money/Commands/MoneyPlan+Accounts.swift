extension MoneyPlan {
    package mutating func addAccount(_ draft: AccountContent) throws(MoneyError) -> AccountID {
        guard book.liveAccounts.count < MoneyLimits.accounts else {
            throw .tooMany(.account, maximum: MoneyLimits.accounts)
        }
        return AccountID(try append(.addAccount(try checked(draft, except: nil))))
    }

    /// Changes name, kind, opening balance or archived; the currency only while nothing is posted to it.
    package mutating func editAccount(_ id: AccountID, _ draft: AccountContent) throws(MoneyError) {
        guard let account = book.account(id) else { throw .notFound(.account) }
        let content = try checked(draft, except: id)
        if content.currency != account.currency, book.isUsed(id) { throw .inUse(.currency) }
        try append(.putAccount(id, content))
    }

    /// Removes an account nothing is posted to; others are archived instead.
    package mutating func removeAccount(_ id: AccountID) throws(MoneyError) {
        guard book.account(id) != nil else { throw .notFound(.account) }
        guard !book.isUsed(id) else { throw .inUse(.account) }
        try append(.removeAccount(id))
    }

    private func checked(_ draft: AccountContent, except id: AccountID?) throws(MoneyError) -> AccountContent {
        var content = draft
        content.name = try TextCheck.name(draft.name, .name)
        let key = TextCheck.key(content.name)
        for account in book.accounts where !account.isRemoved && account.id != id {
            guard TextCheck.key(account.name) != key else { throw .nameTaken(.name) }
        }
        guard content.openingMinorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else {
            throw .overflow(.openingBalance)
        }
        return content
    }
}

extension MoneyBook {
    /// Whether a transaction that exists or a recurring entry posts to it.
    package func isUsed(_ id: AccountID) -> Bool {
        if isPlanned(.account(id)) { return true }
        guard let place = accountPlaces[id] else { return false }
        return isUsed(target: UInt32(place))
    }

    /// The same, or a budget has a line for it.
    package func isUsed(_ id: CategoryID) -> Bool {
        if isPlanned(.category(id)) { return true }
        guard let place = categoryPlaces[id] else { return false }
        return isUsed(target: UInt32(place) | TransactionColumns.categoryBit)
    }

    /// Whether a recurring entry posts to it, or a budget or an item is about it.
    func isPlanned(_ target: PostingTarget) -> Bool {
        if hasItem(about: target) { return true }
        if recurring.contains(where: { !$0.isRemoved && $0.content.postings.contains { $0.target == target } }) {
            return true
        }
        guard case .category(let id) = target else { return false }
        return budgets.contains { !$0.isRemoved && $0.content.lines.contains { $0.category == id } }
    }

    private func isUsed(target: UInt32) -> Bool {
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] {
            for place in transactions.postings(slot) where transactions.targets[place] == target { return true }
        }
        return false
    }
}
