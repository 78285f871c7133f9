import JSON
import Web

extension APIClient {
    /// What comes again each month.
    package struct Monthly: Sendable {
        let payee: String
        let account: String
        let other: String
        let isOtherAccount: Bool
        let amount: String
        let opposite: String
        let day: String
        let start: String
        let isVariable: Bool

        /// - `account`: The id of the account.
        /// - `other`: The id of the category, or of the account that money goes to.
        /// - `amount`: What happens to the account; `opposite` is the same with the other sign.
        /// - `day`: As `31` or `last-working-1`.
        package init(
            payee: String,
            account: String,
            other: String,
            isOtherAccount: Bool,
            amount: String,
            opposite: String,
            day: String,
            start: String,
            isVariable: Bool
        ) {
            self.payee = payee
            self.account = account
            self.other = other
            self.isOtherAccount = isOtherAccount
            self.amount = amount
            self.opposite = opposite
            self.day = day
            self.start = start
            self.isVariable = isVariable
        }
    }

    /// Ids of categories by their paths, such as `Household:Gas`.
    package func categoryIDs() async throws(APIFailure) -> [String: String] {
        let categories = try object(try await send("GET", "/money/categories", nil)).objects("items")
        var ids: [String: String] = [:]
        for category in categories { ids[category.texts("path").joined(separator: ":")] = category.text("id") }
        return ids
    }

    package func addRecurring(_ monthly: Monthly, idempotencyKey: String) async throws(APIFailure) {
        let body = JSONWriter.object { writer in
            writer.memberObject("schedule") { writer in
                writer.member("every", 1)
                writer.member("unit", "month")
                writer.memberArray("on", [monthly.day]) { $0.string($1) }
                writer.member("start", monthly.start)
            }
            writer.member("payee", monthly.payee)
            writer.member("variable", monthly.isVariable)
            let other = monthly.isOtherAccount ? "account" : "category"
            let postings = [("account", monthly.account, monthly.amount), (other, monthly.other, monthly.opposite)]
            writer.memberArray("postings", postings) { writer, posting in
                writer.object {
                    $0.member(posting.0, posting.1)
                    $0.member("amount", posting.2)
                }
            }
        }
        _ = try await send("POST", "/money/recurring", body, idempotencyKey: idempotencyKey)
    }

    /// Adds a budget of limits, month by month.
    ///
    /// - `lines`: Ids of categories with their amounts.
    package func addBudget(
        name: String,
        starts: String,
        lines: [(category: String, amount: String)],
        idempotencyKey: String
    ) async throws(APIFailure) {
        let body = JSONWriter.object { writer in
            writer.member("name", name)
            writer.member("style", "limit")
            writer.member("currency", "INR")
            writer.memberObject("span") { $0.member("kind", "month") }
            writer.member("starts", starts)
            writer.memberArray("lines", lines) { writer, line in
                writer.object {
                    $0.member("category", line.category)
                    $0.member("amount", line.amount)
                }
            }
        }
        _ = try await send("POST", "/money/budgets", body, idempotencyKey: idempotencyKey)
    }
}
