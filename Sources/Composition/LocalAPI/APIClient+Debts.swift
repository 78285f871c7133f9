import JSON
import Web

extension APIClient {
    /// A debt that is paid off month by month.
    package struct LoanPlan: Sendable {
        let account: String
        let principal: String
        let annualRate: String
        let payment: String
        let firstPayment: String
        let paidCount: Int
        let payingAccount: String
        let interestCategory: String

        /// - `account`: The id of the debt's account; likewise the paying account and the category.
        /// - `principal`: Negative where it was borrowed.
        /// - `annualRate`: In percent.
        package init(
            account: String,
            principal: String,
            annualRate: String,
            payment: String,
            firstPayment: String,
            paidCount: Int,
            payingAccount: String,
            interestCategory: String
        ) {
            self.account = account
            self.principal = principal
            self.annualRate = annualRate
            self.payment = payment
            self.firstPayment = firstPayment
            self.paidCount = paidCount
            self.payingAccount = payingAccount
            self.interestCategory = interestCategory
        }
    }

    package func addLoan(_ plan: LoanPlan, idempotencyKey: String) async throws(APIFailure) {
        let body = JSONWriter.object {
            $0.member("account", plan.account)
            $0.member("principal", plan.principal)
            $0.member("annualRate", plan.annualRate)
            $0.member("period", "month")
            $0.member("firstPayment", plan.firstPayment)
            $0.member("payment", plan.payment)
            $0.member("paidCount", plan.paidCount)
            $0.member("payingAccount", plan.payingAccount)
            $0.member("interestCategory", plan.interestCategory)
        }
        _ = try await send("POST", "/money/loans", body, idempotencyKey: idempotencyKey)
    }

    /// Adds a goal for which what is in one account counts.
    package func addGoal(
        name: String,
        target: String,
        due: String,
        account: String,
        idempotencyKey: String
    ) async throws(APIFailure) {
        let body = JSONWriter.object { writer in
            writer.member("name", name)
            writer.member("currency", "INR")
            writer.member("target", target)
            writer.member("due", due)
            writer.memberArray("accounts", [account]) { $0.string($1) }
        }
        _ = try await send("POST", "/money/goals", body, idempotencyKey: idempotencyKey)
    }

    /// Writes what was `lent`, `borrowed` or `paid-back`; a new name makes a person.
    package func addPersonMove(
        _ move: String,
        person: String,
        account: String,
        amount: String,
        date: String,
        note: String,
        idempotencyKey: String
    ) async throws(APIFailure) {
        let body = JSONWriter.object {
            $0.member("move", move)
            $0.member("person", person)
            $0.member("account", account)
            $0.member("amount", amount)
            $0.member("date", date)
            $0.member("note", note)
        }
        _ = try await send("POST", "/money/people", body, idempotencyKey: idempotencyKey)
    }
}
