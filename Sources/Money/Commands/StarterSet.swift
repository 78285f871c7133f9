package import Primitives
package import Vault

/// What a new person starts with: she can rename and remove all of it.
package struct StarterSet: Sendable {
    let settings: MoneySettings
    let accounts: [(name: String, kind: AccountKind)]
    let expenses: [(name: String, children: [String])]
    let incomes: [String]

    /// Where digits are grouped by lakh and crore and people pay by phone.
    private static let indianCurrencies: Set<String> = ["INR", "NPR", "BTN", "BDT", "LKR", "PKR", "MVR"]

    static func usesIndianGrouping(_ currency: Currency) -> Bool { indianCurrencies.contains(currency.code) }

    /// - `text`: What each name is in the person's language.
    package init(_ settings: MoneySettings, text: (StarterName) -> String = \.rawValue) {
        self.settings = settings
        let isIndian = Self.usesIndianGrouping(settings.baseCurrency)
        let kinds: [(StarterName, AccountKind)] =
            isIndian
            ? [(.cash, .cash), (.savings, .bank), (.upi, .wallet), (.card, .card)]
            : [(.cash, .cash), (.bank, .bank), (.card, .card)]
        accounts = kinds.map { (text($0.0), $0.1) }
        var household: [StarterName] = [.electricity, .water, .gas, .phone, .repairs]
        if isIndian { household.append(.houseHelp) }
        let tree: [(StarterName, [StarterName])] = [
            (.groceries, []), (.eatingOut, []), (.rent, []), (.household, household),
            (.transport, [.fuel, .publicTransport, .taxi, .vehicle]), (.shopping, [.clothes, .electronics]),
            (.health, [.doctor, .medicine]), (.personalCare, []), (.education, []), (.entertainment, [.subscriptions]),
            (.travel, []), (.gifts, []), (.insurance, []), (.taxes, []), (.fees, []),
        ]
        expenses = tree.map { (text($0.0), $0.1.map(text)) }
        incomes = [StarterName.salary, .interest, .refunds, .giftsReceived, .otherIncome].map(text)
    }
}

extension MoneyCommands {
    /// Settings, accounts and categories for a new person, in one batch.
    package static func starterSet(
        _ set: StarterSet,
        in book: MoneyBook = MoneyBook(),
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in
            try plan.setSettings(set.settings)
            for account in set.accounts {
                let currency = set.settings.baseCurrency
                _ = try plan.addAccount(AccountContent(name: account.name, kind: account.kind, currency: currency))
            }
            for expense in set.expenses {
                let parent = try plan.addCategory(CategoryContent(name: expense.name, kind: .expense))
                for child in expense.children {
                    _ = try plan.addCategory(CategoryContent(name: child, kind: .expense, parent: parent))
                }
            }
            for income in set.incomes { _ = try plan.addCategory(CategoryContent(name: income, kind: .income)) }
        }
    }

    /// The same in English, with what is usual where the currency is.
    package static func starterSet(
        currency: Currency,
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        let grouping: DigitGrouping = StarterSet.usesIndianGrouping(currency) ? .indian : .western
        let weekStart = currency == .usd ? 7 : 1
        let settings = MoneySettings(baseCurrency: currency, digitGrouping: grouping, weekStart: weekStart)
        return try starterSet(StarterSet(settings), batchStart: batchStart)
    }
}
