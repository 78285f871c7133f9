extension MoneyPlan {
    package mutating func addAccount(_ draft: AccountContent) throws(MoneyError) -> AccountID {
        guard book.liveAccounts.count < MoneyLimits.accounts else {
            throw .tooMany(.account, maximum: MoneyLimits.accounts)
        }
        return AccountID(try append(.addAccount(try checked(draft, except: nil))))
    }

    /// Changes name, kind, opening balance or archived; the currency only while nothing is about it.
    ///
    /// The kind of one that has a loan stays one that a loan can be about.
    package mutating func editAccount(_ id: AccountID, _ draft: AccountContent) throws(MoneyError) {
        guard let account = book.account(id) else { throw .notFound(.account) }
        let content = try checked(draft, except: id)
        if content.currency != account.currency, book.holder(of: id) != nil { throw .inUse(.currency) }
        guard content.kind == account.content.kind || book.canBe(content.kind, id) else {
            throw .held(.kind, by: .loan)
        }
        try append(.putAccount(id, content))
    }

    /// Removes an account that nothing is about; others are archived instead.
    package mutating func removeAccount(_ id: AccountID) throws(MoneyError) {
        guard book.account(id) != nil else { throw .notFound(.account) }
        if let holder = book.holder(of: id) { throw .held(.account, by: holder) }
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
