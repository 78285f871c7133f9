import Primitives

extension MoneyPlan {
    package mutating func setSettings(_ settings: MoneySettings) throws(MoneyError) {
        guard (1...7).contains(settings.weekStart) else { throw .invalid(.weekStart) }
        try append(.setSettings(settings))
    }

    /// Changes the settings as a person does who looks at them.
    ///
    /// While there is no entry yet, another base currency is taken by the accounts that were in the old one, hold
    /// nothing and are used by nothing: those a book began with are then in the currency of whoever keeps it.
    package mutating func changeSettings(_ settings: MoneySettings) throws(MoneyError) {
        let before = book.settings.baseCurrency
        try setSettings(settings)
        guard before != settings.baseCurrency, book.transactionCount == 0 else { return }
        for account in book.liveAccounts where account.currency == before && account.content.openingMinorUnits == 0 {
            guard book.holder(of: account.id) == nil else { continue }
            var content = account.content
            content.currency = settings.baseCurrency
            try append(.putAccount(account.id, content))
        }
    }

    /// Forgets everything undo could bring back; the next snapshot no longer holds it.
    package mutating func eraseHistory() throws(MoneyError) { try append(.eraseHistory) }
}
