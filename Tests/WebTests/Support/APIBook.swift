import Testing

@testable import Web

/// A person's book with one account and one category, and a transaction in it, for tests of the API.
struct APIBook {
    let account: String
    let category: String

    init(_ caller: APICaller) async throws {
        let account = try await caller.call(
            "POST",
            "/money/accounts",
            #"{"name":"Bank","kind":"bank","currency":"INR","openingBalance":"1000.00"}"#,
            expecting: 201
        )
        let category = try await caller.call(
            "POST",
            "/money/categories",
            #"{"name":"Food","kind":"expense"}"#,
            expecting: 201
        )
        self.account = try #require(account.text("id"))
        self.category = try #require(category.text("id"))
    }

    /// The body of a new transaction.
    func transaction(_ amount: String, date: String = "2026-11-19") -> String {
        #"{"date":"\#(date)","payee":"Café","note":"two\nlines","tags":["home"],"postings":["#
            + #"{"account":"\#(account)","amount":"-\#(amount)"},{"category":"\#(category)","amount":"\#(amount)"}]}"#
    }
}
