import Testing

@testable import Web

/// Goals, people and loans, as a program uses them.
@Suite("Debts API", .serialized)
struct DebtsAPITests {
    @Test("a goal is made, money is set aside for it, and the report says how far it is")
    func goals() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            func goal(_ name: String, _ more: String = "") -> String {
                #"{"name":"\#(name)","currency":"INR","target":"6000.00","due":"2027-05-20"\#(more)}"#
            }
            let accounts = #","accounts":["\#(book.account)"]"#
            let made = try await caller.call("POST", "/money/goals", goal("Trip", accounts), expecting: 201)
            #expect(made.text("target") == "6000.00" && made.text("accounts/0") == book.account)
            let path = "/money/goals/" + (try #require(made.text("id")))
            let deposit = #"{"date":"2026-11-02","amount":"400.00","note":"bonus"}"#
            let after = try await caller.call("POST", path + "/deposits", deposit, expecting: 200)
            #expect(after.text("deposits/0/note") == "bonus")
            let report = try await caller.call("GET", "/money/reports/goals", expecting: 200)
            #expect(report.text("items/0/saved") == "1400.00" && report.text("items/0/left") == "4600.00")
            #expect(report.text("items/0/perMonth") == "766.67")
            #expect(report.text("items/0/pace") == "400.00" && report.text("items/0/projected") == "2029-09-20")
            for (body, pointer) in [
                (#"{"date":"2026-11-02","amount":"0"}"#, "/amount"),
                (#"{"date":"2026-11-02","amount":"1.001"}"#, "/amount"),
            ] {
                let refused = try await caller.call("POST", path + "/deposits", body, expecting: 422)
                #expect(refused.text("errors/0/pointer") == pointer, "\(refused.raw.text)")
            }
            try await caller.call("POST", "/money/goals/0000000000000/deposits", deposit, expecting: 404)
            let second = try await caller.call("POST", "/money/goals", goal("Car", accounts), expecting: 409)
            #expect(second.text("errors/0/pointer") == "/accounts")
            let zero = goal("Zero").replacing("6000.00", with: "0")
            let refused = try await caller.call("POST", "/money/goals", zero, expecting: 422)
            #expect(refused.text("errors/0/pointer") == "/target")
            try await caller.call("DELETE", "/money/accounts/" + book.account, expecting: 409)
            let tag = try #require(after.raw["etag"])
            let match = "If-Match: \(tag)\r\n"
            let archived = goal("Trip", #","archived":true"#)
            try await caller.call("PUT", path, archived, fields: match, expecting: 200)
            try await caller.call("PUT", path, archived, fields: match, expecting: 412)
            try await caller.call("DELETE", path, expecting: 204)
        }
    }

    @Test("a loan has a plan, its payments are entered one after the other, and never twice")
    func loans() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let debt = #"{"name":"Car loan","kind":"loan","currency":"INR","openingBalance":"-1000000.00"}"#
            let account = try #require(
                try await caller.call("POST", "/money/accounts", debt, expecting: 201).text("id")
            )
            func loan(_ terms: String, _ more: String = "") -> String {
                #"{"account":"\#(account)","principal":"-1000000.00","annualRate":"9","period":"month","#
                    + #""firstPayment":"2026-12-05",\#(terms),"payingAccount":"\#(book.account)"\#(more)}"#
            }
            let interest = #","interestCategory":"\#(book.category)""#
            for (body, pointer) in [
                (loan(#""paymentCount":60"#), "/interestCategory"),
                (loan(#""payment":"7500.00""#, interest), "/payment"),
                (loan(#""payment":"7500.01""#, interest), "/payment"),
                (loan(#""payment":"20000.00","paymentCount":60"#, interest), "/payment"),
                (loan(#""paidCount":1"#, interest), "/payment"),
                (loan(#""paymentCount":60"#, interest).replacing(#":"9""#, with: #":"1000.1""#), "/annualRate"),
            ] {
                let refused = try await caller.call("POST", "/money/loans", body, expecting: 422)
                #expect(refused.text("errors/0/pointer") == pointer, "\(refused.raw.text)")
            }
            let made = try await caller.call(
                "POST",
                "/money/loans",
                loan(#""paymentCount":60"#, interest),
                expecting: 201
            )
            #expect(made.text("annualRate") == "9" && made.text("paymentCount") == "60")
            let path = "/money/loans/" + (try #require(made.text("id")))
            let plan = try await caller.call("GET", path + "/plan", expecting: 200)
            #expect(plan.text("payment") == "20758.36" && plan.count("payments") == 60)
            #expect(plan.text("payments/1/left") == "973383.84" && plan.text("left") == "1000000.00")
            let paid = try await caller.call("POST", path + "/payments", #"{"number":1}"#, expecting: 201)
            #expect(paid.text("date") == "2026-12-05" && paid.text("postings/2/amount") == "7500.00")
            let again = try await caller.call("POST", path + "/payments", #"{"number":1}"#, expecting: 409)
            #expect(again.text("errors/0/pointer") == "/number")
            let late = #"{"number":2,"date":"2027-01-06"}"#
            try await caller.call("POST", path + "/payments", late, expecting: 422)
            let after = try await caller.call("GET", path + "/plan", expecting: 200)
            #expect(after.text("paidCount") == "1" && after.count("remaining") == 59)
            let forecast = try await caller.call("GET", "/money/forecast?days=60", expecting: 200)
            #expect(forecast.text("rows/1/balances/59") == "-973383.84")
            try await caller.call("GET", "/money/loans/0000000000000/plan", expecting: 404)
        }
    }

    @Test("what is lent, borrowed and paid back is a transfer, and a new name is a person")
    func people() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            func move(_ move: String, _ person: String, _ amount: String) -> String {
                #"{"move":"\#(move)","person":"\#(person)","account":"\#(book.account)","amount":"\#(amount)","#
                    + #""date":"2026-11-19","note":"cinema"}"#
            }
            let lent = try await caller.call("POST", "/money/people", move("lent", "Asha", "120.00"), expecting: 201)
            #expect(lent.text("postings/0/amount") == "-120.00" && lent.text("note") == "cinema")
            let back = move("paid-back", "Asha", "50.00")
            let paid = try await caller.call("POST", "/money/people", back, expecting: 201)
            #expect(paid.text("postings/1/account") == book.account)
            let people = try await caller.call("GET", "/money/people", expecting: 200)
            #expect(people.count("items") == 1 && people.text("items/0/balance") == "70.00")
            let accounts = try await caller.call("GET", "/money/accounts", expecting: 200)
            #expect(accounts.text("items/1/kind") == "person")
            for (body, status, pointer) in [
                (move("paid-back", "Ben", "1.00"), 422, "/person"), (move("lent", "Bank", "1.00"), 409, "/person"),
                (move("lent", "Asha", "0.00"), 422, "/amount"),
            ] {
                let refused = try await caller.call("POST", "/money/people", body, expecting: status)
                #expect(refused.text("errors/0/pointer") == pointer, "\(refused.raw.text)")
            }
        }
    }
}
