import Primitives

/// What a line leaves out.
///
/// - Source: docs/spec/quick-add.md §8.
extension QuickAddComposer {
    /// Named, else remembered for the payee, else common for a word, else none.
    mutating func category(_ memory: PayeeMemory?) -> CategoryID {
        if let category = reader.category { return category }
        if let memory, let category = memory.category, let found = book.category(category), !found.isBuiltIn,
            fits(category)
        {
            return assume(.category(category), .payeeMemory(memory.transaction), category)
        }
        for word in reader.line.words {
            guard let category = reader.names.category(commonWord: word.key), fits(category) else { continue }
            return assume(.category(category), .commonWord, category)
        }
        let none: CategoryID = reader.isIncoming ? .uncategorisedIncome : .uncategorisedExpense
        return assume(.category(none), .noCategory, none)
    }

    /// What was paid or spent is no income, unless she names it so herself.
    private func fits(_ category: CategoryID) -> Bool {
        !reader.saysOnlySpent || book.category(category)?.kind != .income
    }

    /// Remembered for the payee, else the only one, else the last one used, else the only cash account.
    ///
    /// - `other`: The account at the other end of a transfer.
    mutating func account(_ memory: PayeeMemory? = nil, for other: AccountID? = nil) -> AccountID? {
        if questions.contains(where: \.isAboutAccount) { return nil }
        let currency = self.currency ?? other.flatMap { book.account($0)?.currency }
        let open = openAccounts(except: other)
        let accounts = open.filter { currency == nil || $0.currency == currency }
        if let (id, reason) = likely(accounts, memory) { return assume(.account(id), reason, id) }
        if let currency, accounts.isEmpty, !open.isEmpty {
            questions.append(.noAccountIn(currency))
        } else {
            questions.append(accounts.isEmpty ? .noAccount : .whichAccount(0..<0, accounts.map(\.id)))
        }
        return nil
    }

    /// The account that would be assumed at the other end of a transfer to `account`, to offer it.
    func offered(for account: LedgerAccount) -> AccountID? {
        let currency = self.currency ?? account.currency
        return likely(openAccounts(except: account.id).filter { $0.currency == currency }, nil)?.id
    }

    private func openAccounts(except other: AccountID?) -> [LedgerAccount] {
        book.liveAccounts.filter { !$0.content.isArchived && !$0.isPerson && $0.id != other }
    }

    private func likely(
        _ accounts: [LedgerAccount],
        _ memory: PayeeMemory?
    ) -> (id: AccountID, reason: QuickAddReason)? {
        if let memory, let account = memory.account, accounts.contains(where: { $0.id == account }) {
            return (account, .payeeMemory(memory.transaction))
        }
        if accounts.count == 1 { return (accounts[0].id, .onlyAccount) }
        if let last = book.lastUsedAccount, accounts.contains(where: { $0.id == last }) {
            return (last, .lastUsedAccount)
        }
        // Money in the pocket is what people write down by hand.
        let cash = accounts.filter { $0.content.kind == .cash }
        return cash.count == 1 ? (cash[0].id, .accountKind(.cash)) : nil
    }

    /// A person's account in a currency: an account holds one, so her second is called `Asha (USD)`.
    func account(of person: AccountID, in currency: Currency?) -> AccountID {
        guard let found = book.account(person), let currency, found.currency != currency else { return person }
        let name = QuickAddLine.key("\(found.name) (\(currency.code))")
        let other = book.liveAccounts.first {
            $0.isPerson && !$0.content.isArchived && $0.currency == currency && QuickAddLine.key($0.name) == name
        }
        return other?.id ?? person
    }

    /// The one that stands in the line.
    var currency: Currency? {
        let shares = reader.people.compactMap { if case .share(let amount?) = $0.role { amount } else { nil } }
        return ([reader.amount] + reader.parts.map(\.amount) + shares).lazy.compactMap { $0?.scan.currency }.first
    }

    /// What was written as the amount, or the question for it.
    mutating func writtenAmount() -> QuickAddAmount? {
        if reader.amount == nil {
            let isAsked = questions.contains {
                switch $0 {
                case .whichAmount, .whatFor: true
                default: false
                }
            }
            if !isAsked { questions.append(.howMuch) }
        }
        return reader.amount
    }

    /// An amount of the line in a currency, said as a token.
    mutating func amount(_ written: QuickAddAmount, _ currency: Currency) -> Amount? {
        guard let amount = checked(written, currency) else { return nil }
        tokens.append(QuickAddToken(written.range, .amount(amount.amount), amount.reason))
        return amount.amount
    }

    /// The amount, and why it is that; nil where it is asked about, which is said.
    mutating func checked(
        _ written: QuickAddAmount,
        _ currency: Currency
    ) -> (amount: Amount, reason: QuickAddReason)? {
        let scan = written.scan
        guard let (minorUnits, isExact) = scan.number.minorUnits(decimals: currency.decimals),
            minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits)
        else {
            tokens.append(QuickAddToken(written.range, .unclear, .written))
            questions.append(.tooLarge(written.range))
            return nil
        }
        let reason: QuickAddReason =
            !isExact ? .rounded : scan.isCalculated ? .calculated : scan.hasUnit ? .unit : .written
        if isUnclear(scan, currency) {
            questions.append(.groupOrDecimals(written.range))
        } else if scan.decimalCount > currency.decimals, !scan.isCalculated {
            // What a division leaves over may be rounded; what somebody typed may not, nor what looks like a group.
            questions.append(.tooManyDecimals(written.range, decimals: currency.decimals))
        }
        if minorUnits == 0 { questions.append(.refused(.zero(.amount))) }
        if minorUnits < 0 { questions.append(.belowZero(written.range)) }
        return (Amount(minorUnits: minorUnits, currency: currency), reason)
    }

    /// Whether three digits behind a mark may be a group as well as decimals.
    private func isUnclear(_ scan: AmountScanner.Result, _ currency: Currency) -> Bool {
        switch scan.grouping {
        case .plain: false
        case .likeGroup: scan.isCalculated && currency.decimals < 3
        case .byMarks: scan.isCalculated || currency.decimals > 2
        case .unclear: true
        }
    }
}
