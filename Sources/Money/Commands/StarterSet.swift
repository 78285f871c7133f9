package import Primitives
package import Vault

/// What a new person starts with: she can rename and remove all of it.
struct StarterSet {
    let accounts: [(name: String, kind: AccountKind)]
    let expenses: [(name: String, children: [String])]
    let incomes: [String]

    /// Where digits are grouped by lakh and crore and people pay by phone.
    private static let indianCurrencies: Set<String> = ["INR", "NPR", "BTN", "BDT", "LKR", "PKR", "MVR"]

    static func usesIndianGrouping(_ currency: Currency) -> Bool { indianCurrencies.contains(currency.code) }

    init(currency: Currency) {
        let isIndian = Self.usesIndianGrouping(currency)
        accounts =
            isIndian
            ? [("Cash", .cash), ("Savings", .bank), ("UPI", .wallet), ("Card", .card)]
            : [("Cash", .cash), ("Bank", .bank), ("Card", .card)]
        var household = ["Electricity", "Water", "Gas", "Phone and internet", "Repairs"]
        if isIndian { household.append("House help") }
        expenses = [
            ("Groceries", []), ("Eating out", []), ("Rent", []), ("Household", household),
            ("Transport", ["Fuel", "Public transport", "Taxi", "Vehicle"]), ("Shopping", ["Clothes", "Electronics"]),
            ("Health", ["Doctor", "Medicine"]), ("Personal care", []), ("Education", []),
            ("Entertainment", ["Subscriptions"]), ("Travel", []), ("Gifts and donations", []), ("Insurance", []),
            ("Taxes", []), ("Fees and interest", []),
        ]
        incomes = ["Salary", "Interest", "Refunds", "Gifts received", "Other income"]
    }
}

extension MoneyCommands {
    /// Settings, accounts and categories for a new person, in one batch.
    package static func starterSet(
        currency: Currency,
        in book: MoneyBook = MoneyBook(),
        batchStart: JournalIndex
    ) throws(MoneyError) -> Planned<Void> {
        try plan(book, batchStart: batchStart) { plan throws(MoneyError) in
            let set = StarterSet(currency: currency)
            let grouping: DigitGrouping = StarterSet.usesIndianGrouping(currency) ? .indian : .western
            let weekStart = currency == .usd ? 7 : 1
            try plan.setSettings(
                MoneySettings(baseCurrency: currency, digitGrouping: grouping, weekStart: weekStart)
            )
            for account in set.accounts {
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
}
