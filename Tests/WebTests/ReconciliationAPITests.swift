import Testing

@testable import Web

/// Reconciliations, as a program uses them.
@Suite("Reconciliation API", .serialized)
struct ReconciliationAPITests {
    private func body(_ book: APIBook, _ balance: String, date: String = "2026-10-31", leaving: [String] = []) -> String
    {
        let left = leaving.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"account":"\#(book.account)","date":"\#(date)","balance":"\#(balance)","leftOut":[\#(left)]}"#
    }

    @Test("an account is reconciled, a change is said, and the next sheet begins after it")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let path = "/money/accounts/\(book.account)/reconciliation"
            var ids: [String] = []
            for (amount, date) in [("10.00", "2026-10-05"), ("3.00", "2026-10-31"), ("7.00", "2026-11-02")] {
                let made = try await caller.call(
                    "POST",
                    "/money/transactions",
                    book.transaction(amount, date: date),
                    expecting: 201
                )
                ids.append(try #require(made.text("id")))
            }
            let before = try await caller.call("GET", path + "?date=2026-10-31", expecting: 200)
            #expect(before.text("reconciliation") == nil)
            #expect(before.text("settled") == "1000.00")
            #expect(before.text("balance") == "987.00")
            #expect(before.text("openCount") == "2")
            let wrong = try await caller.call("POST", "/money/reconciliations", body(book, "990.00"), expecting: 422)
            #expect(wrong.text("errors/0/pointer") == "/balance")
            let made = try await caller.call(
                "POST",
                "/money/reconciliations",
                body(book, "990.00", leaving: [ids[1]]),
                expecting: 201
            )
            let id = try #require(made.text("id"))
            #expect(made.text("leftOut/0") == ids[1])
            try await caller.call("POST", "/money/reconciliations", body(book, "987.00"), expecting: 409)
            try await caller.call(
                "DELETE",
                "/money/transactions/" + ids[0],
                fields: "If-Match: \"1\"\r\n",
                expecting: 204
            )
            let after = try await caller.call("GET", path, expecting: 200)
            #expect(after.text("reconciliation") == id)
            #expect(after.text("reconciledTo") == "2026-10-31")
            #expect(after.text("reconciledBalance") == "990.00")
            #expect(after.text("changed") == "10.00")
            #expect(after.text("settled") == "1000.00")
            #expect(after.text("openCount") == "2", "the one that was left out, and the one after it")
            #expect(after.text("open/0/transaction") == ids[1])
            #expect(after.text("open/0/amount") == "-3.00")
            try await caller.call("DELETE", "/money/accounts/" + book.account, expecting: 409)
            try await caller.call("DELETE", "/money/reconciliations/" + id, expecting: 204)
            #expect(try await caller.call("GET", path, expecting: 200).text("reconciliation") == nil)
        }
    }

    @Test("what makes no sense is refused with its field")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call("GET", "/money/accounts/zz/reconciliation", expecting: 404)
            let alien = body(book, "1000.00").replacing(book.account, with: "zz")
            for (text, field) in [
                (alien, "/account"), (body(book, "1000.001"), "/balance"),
                (body(book, "1000.00", leaving: ["zz"]), "/leftOut"),
            ] {
                let answer = try await caller.call("POST", "/money/reconciliations", text, expecting: 422)
                #expect(answer.text("errors/0/pointer") == field, "\(answer.raw.text)")
            }
        }
    }
}
