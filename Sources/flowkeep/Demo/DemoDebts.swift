import Composition
import Primitives

/// What the household saves for, whom it lent money, and the plan of its scooter.
enum DemoDebts {
    /// Adds all of it to a book that holds the year.
    static func add(to client: APIClient, _ year: DemoYear) async throws(APIFailure) {
        let categories = try await client.categoryIDs()
        var accounts: [String: String] = [:]
        for account in try await client.accounts() { accounts[account.name] = account.id }
        guard let savings = accounts[DemoEntry.Account.savings.rawValue],
            let reserve = accounts[DemoEntry.Account.reserve.rawValue],
            let loan = accounts[DemoEntry.Account.loan.rawValue], let interest = categories["Fees and interest"]
        else { return }
        try await client.addGoal(
            name: "Half a year of calm",
            target: DemoStatement.decimal(3_00_000_00),
            due: year.today.firstOfMonth.adding(months: 14).iso,
            account: reserve,
            idempotencyKey: VaultSession.idempotencyKey()
        )
        for (move, amount, daysAgo, note) in [
            ("lent", 1_800_00, 24, "Her share of the train tickets"), ("paid-back", 600_00, 9, "The first part"),
        ] {
            try await client.addPersonMove(
                move,
                person: "Asha",
                account: savings,
                amount: DemoStatement.decimal(amount),
                date: year.today.adding(days: -daysAgo).iso,
                note: note,
                idempotencyKey: VaultSession.idempotencyKey()
            )
        }
        let first = year.firstDay.adding(days: DemoYear.instalmentDay - 1)
        let plan = APIClient.LoanPlan(
            account: loan,
            principal: DemoStatement.decimal(DemoEntry.Account.loan.opening),
            annualRate: "10.8",
            payment: DemoStatement.decimal(DemoYear.instalment),
            firstPayment: first.iso,
            paidCount: 12 + (year.today.parts.day >= DemoYear.instalmentDay ? 1 : 0),
            payingAccount: savings,
            interestCategory: interest
        )
        try await client.addLoan(plan, idempotencyKey: VaultSession.idempotencyKey())
    }
}
