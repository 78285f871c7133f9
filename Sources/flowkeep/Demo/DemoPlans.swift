import Composition
import Primitives

/// What the household plans: the bills that come again, its pay, and a budget.
///
/// The rules begin where the made-up year ends, so that nothing of it is entered twice.
struct DemoPlans {
    private struct Rule {
        let day: String
        let payee: String
        let account: DemoEntry.Account
        let target: DemoEntry.Target
        /// Paise, positive for money that comes in.
        let amount: Int
        var isVariable = false
    }

    private static let rules = [
        Rule(
            day: "1",
            payee: "Meena",
            account: .cash,
            target: .category("Household:House help"),
            amount: -3_500_00
        ),
        Rule(
            day: "2",
            payee: "Fibre broadband",
            account: .card,
            target: .category("Household:Phone and internet"),
            amount: -826_00
        ),
        Rule(day: "3", payee: "Mrs. Kulkarni", account: .savings, target: .category("Rent"), amount: -24_500_00),
        Rule(
            day: "4",
            payee: "Index fund, monthly",
            account: .savings,
            target: .account(.fund),
            amount: -14_000_00
        ),
        Rule(day: "8", payee: "Put aside", account: .savings, target: .account(.reserve), amount: -8_000_00),
        Rule(
            day: "12",
            payee: "Music, family plan",
            account: .card,
            target: .category("Entertainment:Subscriptions"),
            amount: -149_00
        ),
        Rule(
            day: "14",
            payee: "Electricity board",
            account: .savings,
            target: .category("Household:Electricity"),
            amount: -1_400_00,
            isVariable: true
        ),
        Rule(day: "working-1", payee: "Salary", account: .savings, target: .category("Salary"), amount: 84_200_00),
    ]

    private static let budget = [
        ("Groceries", 10_000_00), ("Eating out", 5_000_00), ("Transport", 4_000_00), ("Entertainment", 1_500_00),
        ("Shopping", 3_000_00),
    ]

    /// Adds all of it to a book that holds the year.
    static func add(to client: APIClient, today: CalendarDay) async throws(APIFailure) {
        let categories = try await client.categoryIDs()
        var accounts: [String: String] = [:]
        for account in try await client.accounts() { accounts[account.name] = account.id }
        for rule in rules {
            let other: String?
            let isOtherAccount: Bool
            switch rule.target {
            case .category(let path): (other, isOtherAccount) = (categories[path], false)
            case .account(let account): (other, isOtherAccount) = (accounts[account.rawValue], true)
            case .uncategorised: (other, isOtherAccount) = (nil, false)
            }
            // A year that begins late has not had all of them.
            guard let account = accounts[rule.account.rawValue], let other else { continue }
            let monthly = APIClient.Monthly(
                payee: rule.payee,
                account: account,
                other: other,
                isOtherAccount: isOtherAccount,
                amount: DemoStatement.decimal(rule.amount),
                opposite: DemoStatement.decimal(-rule.amount),
                day: rule.day,
                start: today.adding(days: 1).iso,
                isVariable: rule.isVariable
            )
            try await client.addRecurring(monthly, idempotencyKey: VaultSession.idempotencyKey())
        }
        let lines = budget.compactMap { path, amount in
            categories[path].map { (category: $0, amount: DemoStatement.decimal(amount)) }
        }
        guard !lines.isEmpty else { return }
        try await client.addBudget(
            name: "Household",
            starts: today.firstOfMonth.iso,
            lines: lines,
            idempotencyKey: VaultSession.idempotencyKey()
        )
    }
}
