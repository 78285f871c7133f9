package import Primitives

extension MoneyPlan {
    /// Writes a transfer between an account and a person; a new name makes her account.
    ///
    /// - `amount`: Positive, in the currency of the account.
    /// - `today`: Whose balance says who pays whom back.
    /// - Errors: `.missing(.person)`, `.nameTaken(.person)` where an account of another kind has the name,
    ///   `.invalid(.person)` where nothing is to be paid back, and those of a transaction.
    package mutating func enter(
        _ move: PersonMove,
        person name: String,
        _ amount: Amount,
        account id: AccountID,
        day: CalendarDay,
        note: String? = nil,
        today: CalendarDay
    ) throws(MoneyError) -> TransactionID {
        guard let account = book.account(id) else { throw .notFound(.account) }
        guard account.currency == amount.currency else { throw .currencyOfAccount(.account) }
        guard account.content.kind != .person else { throw .invalid(.account) }
        guard amount.minorUnits > 0 else { throw .invalid(.amount) }
        let known = try person(named: name, account.currency)
        let isOut: Bool
        switch move {
        case .lent: isOut = true
        case .borrowed: isOut = false
        case .paidBack:
            let reports = try book.people(today: today)
            guard let report = reports.first(where: { $0.account.id == known }), report.minorUnits != 0 else {
                throw .invalid(.person)
            }
            isOut = report.minorUnits < 0
        }
        let person: AccountID
        if let known { person = known } else { person = try addPerson(name, account.currency) }
        let (from, to) = isOut ? (id, person) : (person, id)
        return try addTransaction(.transfer(amount, day: day, from: from, to: to, note: note))
    }

    /// A person's account in a currency: the one of her name, or of her name and the currency.
    private func person(named name: String, _ currency: Currency) throws(MoneyError) -> AccountID? {
        let name = try TextCheck.name(name, .person)
        for name in [name, Self.name(name, currency)] {
            guard let account = book.liveAccounts.first(where: { TextCheck.key($0.name) == TextCheck.key(name) }) else {
                continue
            }
            guard account.content.kind == .person else { throw .nameTaken(.person) }
            if account.currency == currency { return account.id }
        }
        return nil
    }

    private mutating func addPerson(_ name: String, _ currency: Currency) throws(MoneyError) -> AccountID {
        let name = try TextCheck.name(name, .person)
        let isTaken = book.liveAccounts.contains { TextCheck.key($0.name) == TextCheck.key(name) }
        return try addAccount(
            AccountContent(name: isTaken ? Self.name(name, currency) : name, kind: .person, currency: currency)
        )
    }

    /// An account holds one currency, so the second of a person has its code.
    private static func name(_ name: String, _ currency: Currency) -> String { "\(name) (\(currency.code))" }
}
