import Testing

@testable import Web

/// The one line, through the API and in a browser that runs no scripts.
@Suite("Quick add journeys", .serialized)
struct QuickAddJourneyTests {
    private static let path = "/money/quick-add"

    @Test("a line that repeats makes a recurring entry and what is due of it; a trial says the rule and makes nothing")
    func recurring() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let line = "rent 18000 upi every month on the 15th from 2026-09-01"
            let trial = try await caller.call("POST", Self.path, #"{"text":"\#(line)","dryRun":true}"#, expecting: 200)
            #expect(trial.text("added") == "false")
            #expect(trial.text("draft/date") == "2026-09-15")
            #expect(trial.text("schedule/unit") == "month")
            #expect(trial.text("schedule/on/0") == "15")
            #expect(try await caller.call("GET", "/money/recurring", expecting: 200).count("items") == 0)
            let added = try await caller.call("POST", Self.path, #"{"text":"\#(line)"}"#, expecting: 201)
            #expect(added.text("added") == "true")
            #expect(added.text("recurring/schedule/start") == "2026-09-01")
            #expect(added.text("recurring/postings/0/amount") == "-18000.00")
            #expect(added.text("transaction") == nil)
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "3")
            #expect(list.text("items/0/date") == "2026-11-15")
            let unclear = try await caller.call("POST", Self.path, #"{"text":"tea 20 every morning"}"#, expecting: 200)
            #expect(unclear.text("questions/0/code") == "how-often")
        }
    }

    @Test("several amounts are one entry, and what somebody owes is hers")
    func split() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let split = try await caller.call(
                "POST",
                Self.path,
                #"{"text":"1240: 900 groceries, rest medicine upi"}"#,
                expecting: 201
            )
            #expect(split.count("transaction/postings") == 3)
            #expect(split.text("understood/1/meaning") == "part")
            #expect(split.text("understood/1/value") == "Groceries 900.00 INR")
            #expect(split.text("understood/2/value") == "Health:Medicine 340.00 INR")
            try await caller.call(
                "POST",
                "/money/accounts",
                #"{"name":"Asha","kind":"person","currency":"INR"}"#,
                expecting: 201
            )
            let shared = try await caller.call(
                "POST",
                Self.path,
                #"{"text":"dinner 1000 upi split with Asha"}"#,
                expecting: 201
            )
            #expect(shared.text("transaction/postings/2/amount") == "500.00")
            let unknown = try await caller.call("POST", Self.path, #"{"text":"lent Zed 500"}"#, expecting: 200)
            #expect(unknown.text("questions/0/code") == "unknown-person")
            #expect(unknown.text("questions/0/sentence") == "No person is called Zed.")
        }
    }

    @Test("she sees the rule before she adds it, the entry on its page, and one undo takes all of it back")
    func pages() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            _ = try await browser.post(
                "/sign-up",
                from: door,
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let today = try await browser.get("/today")
            let line = "gym 1500 upi every 2 weeks on friday 12 times"
            let checked = try await browser.post("/today/add", from: today, [("text", line), ("do", "check")])
            #expect(checked.status == 200)
            #expect(checked.text.contains("Every 2 weeks on Friday, 12 times"))
            #expect(checked.text.contains("first on"))
            let added = try await browser.post("/today/add", from: today, [("text", line), ("do", "save")])
            #expect(added.status == 303)
            let shown = try await browser.get("/today")
            #expect(shown.text.contains("Added gym, ₹1,500.00. Every 2 weeks on Friday, 12 times."))
            #expect(try await browser.get("/money/recurring").text.contains("next 4 Dec"))
            #expect(try await browser.get("/money?month=2026-11").text.contains("gym"))
            let change = try #require(shown.text.split(separator: "name=\"change\"").dropFirst().first)
            let value = change.split(separator: "value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
            _ = try await browser.post("/money/undo", from: shown, [("change", try #require(value))])
            #expect(try await !browser.get("/money/recurring").text.contains("gym"))
            #expect(try await !browser.get("/money?month=2026-11").text.contains("gym"))
            let split = try await browser.post(
                "/today/add",
                from: today,
                [("text", "900 groceries 340 medicine"), ("do", "check")]
            )
            #expect(split.text.contains("Groceries ₹900.00"))
            #expect(split.text.contains("₹1,240.00"))
            let asked = try await browser.post(
                "/today/add",
                from: today,
                [("text", "1250: 900 groceries 340 medicine"), ("do", "save")]
            )
            #expect(asked.status == 422)
            #expect(asked.text.contains("The parts do not come to 1250."))
        }
    }

    @Test("what could be meant in two ways is asked in one sentence, and nothing is added")
    func doubts() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            for (line, code, sentence) in [
                (
                    "transfer 500 to savings", "from-where",
                    "Where does the money for Savings come from? Write “from Cash”, or “received” for income."
                ),
                (
                    "rent 12.000 upi", "too-many-decimals",
                    "12.000 has more decimals than its currency. If the dot divides thousands, leave it out."
                ),
                (
                    "lunch 1.500 jpy = 900 inr upi", "too-many-decimals",
                    "This currency has no decimals. If the dot or comma divides thousands, leave it out."
                ),
                ("lunch 500 - 600 upi", "below-zero", "500 - 600 comes to less than nothing. How much was it?"),
                ("lunch 20 upi last week", "which-day", "Which day was it? “last week” is longer than one."),
                (
                    "interest paid 500 upi", "out-or-in",
                    "Interest is for money that comes in, and this was paid. Write “received”, or another category."
                ),
                (
                    "Benzin 1.659*40 upi", "group-or-decimals",
                    "Does 1.659*40 have thousands or decimals? Write thousands without a mark, or at most two decimals."
                ),
            ] {
                let asked = try await caller.call("POST", Self.path, #"{"text":"\#(line)"}"#, expecting: 200)
                #expect(asked.count("questions") == 1, "\(line)")
                #expect(asked.text("questions/0/code") == code)
                #expect(asked.text("questions/0/sentence") == sentence)
            }
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "0")
        }
    }

    @Test("the line is read in German and in Hindi")
    func languages() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            for (line, amount) in [("Kaffee 3,50 gestern upi", "-3.50"), ("चाय 1.2 हज़ार कल upi", "-1200.00")] {
                let added = try await caller.call("POST", Self.path, #"{"text":"\#(line)"}"#, expecting: 201)
                #expect(added.text("transaction/postings/0/amount") == amount)
                #expect(added.text("transaction/date") == "2026-11-19")
            }
        }
    }
}
