import HTTPTypes
import Primitives
import Testing

@testable import Web

/// What a program does with the API, from the first account to the last session.
@Suite("API", .serialized)
struct APIJourneyTests {
    @Test("a program signs up, adds, reports, edits, deletes, undoes, locks, unlocks and signs out")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let made = try await caller.call(
                "POST",
                "/money/transactions",
                book.transaction("120.50"),
                expecting: 201
            )
            let id = try #require(made.text("id"))
            #expect(made.raw["location"] == "/api/v1/money/transactions/\(id)")
            #expect(made.raw["etag"] == "\"1\"")
            #expect(made.text("postings/0/currency") == "INR")
            let report = try await caller.call("GET", "/money/reports/spending?by=category", expecting: 200)
            #expect(report.text("rows/0/amount") == "120.50")
            #expect(report.text("rows/0/categoryPath") == "Food")
            let edited = try await caller.call(
                "PUT",
                "/money/transactions/\(id)",
                book.transaction("99"),
                fields: "If-Match: \"1\"\r\n",
                expecting: 200
            )
            #expect(edited.text("version") == "2")
            let after = try await caller.call("GET", "/money/reports/spending?by=category", expecting: 200)
            #expect(after.text("rows/0/amount") == "99.00")
            #expect(after.raw["etag"] != report.raw["etag"])
            let balances = try await caller.call("GET", "/money/reports/balances", expecting: 200)
            #expect(balances.text("rows/0/amount") == "901.00")
            try await caller.call("DELETE", "/money/transactions/\(id)", fields: "If-Match: \"2\"\r\n", expecting: 204)
            try await caller.call("GET", "/money/transactions/\(id)", expecting: 404)
            let changes = try await caller.call("GET", "/money/undo", expecting: 200)
            let change = try #require(changes.text("items/0/change"))
            try await caller.call("POST", "/money/undo", #"{"change":"\#(change)"}"#, expecting: 204)
            try await caller.call("GET", "/money/transactions/\(id)", expecting: 200)
            try await caller.call("GET", "/money/reports/cash-flow", expecting: 200)
            try await caller.call("GET", "/money/reports/net-worth", expecting: 200)
            try await caller.call("POST", "/sessions/current/lock", expecting: 204)
            let locked = try await caller.call("GET", "/money/accounts", expecting: 423)
            #expect(locked.text("type") == "urn:flowkeep:problem:locked")
            let unlocked = try await caller.call(
                "POST",
                "/sessions/current/unlock",
                #"{"passphrase":"\#(TestHousehold.passphrase)"}"#,
                expecting: 200
            )
            let oldToken = caller.token
            caller.setToken(try #require(unlocked.text("token")))
            #expect(caller.token != oldToken)
            try await caller.call("GET", "/money/accounts", expecting: 200)
            let sessions = try await caller.call("GET", "/sessions", expecting: 200)
            #expect(sessions.count("items") == 1)
            try await caller.call("DELETE", "/sessions/current", expecting: 204)
            try await caller.call("GET", "/money/accounts", expecting: 401)
        }
    }

    @Test("the same request with the same key is done once; another request with it is refused")
    func idempotency() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let key = "Idempotency-Key: retry-0001\r\n"
            let body = book.transaction("5")
            let first = try await caller.call("POST", "/money/transactions", body, fields: key, expecting: 201)
            let again = try await caller.call("POST", "/money/transactions", body, fields: key, expecting: 201)
            #expect(first.text("id") == again.text("id"))
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "1")
            let other = book.transaction("6")
            try await caller.call("POST", "/money/transactions", other, fields: key, expecting: 422)
            try await caller.call("POST", "/money/transactions", body, fields: "Idempotency-Key: x\r\n", expecting: 422)
        }
    }

    @Test("an edit based on an older state is refused and changes nothing")
    func lostUpdates() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let body = book.transaction("5")
            let made = try await caller.call("POST", "/money/transactions", body, expecting: 201)
            let path = "/money/transactions/\(try #require(made.text("id")))"
            try await caller.call("PUT", path, body, expecting: 428)
            try await caller.call("PUT", path, body, fields: "If-Match: \"7\"\r\n", expecting: 412)
            try await caller.call("DELETE", path, fields: "If-Match: \"7\"\r\n", expecting: 412)
            let shown = try await caller.call("GET", "/money/accounts/\(book.account)", expecting: 200)
            let tag = try #require(shown.raw["etag"])
            let renamed = #"{"name":"Bank 2","kind":"bank","currency":"INR","openingBalance":"1000.00"}"#
            try await caller.call(
                "PUT",
                "/money/accounts/\(book.account)",
                renamed,
                fields: "If-Match: \(tag)\r\n",
                expecting: 200
            )
            try await caller.call(
                "PUT",
                "/money/accounts/\(book.account)",
                renamed,
                fields: "If-Match: \(tag)\r\n",
                expecting: 412
            )
        }
    }

    @Test("a list goes on where it stopped, without repeating or skipping")
    func paging() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            for day in 1...7 {
                let body = book.transaction("\(day)", date: "2026-11-0\(day)")
                try await caller.call("POST", "/money/transactions", body, expecting: 201)
            }
            var dates: [String] = []
            var cursor = ""
            repeat {
                let page = try await caller.call("GET", "/money/transactions?limit=3\(cursor)", expecting: 200)
                for index in 0..<(page.count("items") ?? 0) { dates.append(page.text("items/\(index)/date") ?? "") }
                cursor = page.text("next").map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(dates == (1...7).reversed().map { "2026-11-0\($0)" })
            let narrowed = try await caller.call(
                "GET",
                "/money/transactions?from=2026-11-02&to=2026-11-04&tag=home&q=caf%C3%A9",
                expecting: 200
            )
            #expect(narrowed.text("count") == "3")
            try await caller.call("GET", "/money/transactions?cursor=zzz", expecting: 422)
        }
    }

    @Test("quick add says what it understood and why, tries without adding, and asks when something is open")
    func quickAdd() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let trial = try await caller.call(
                "POST",
                "/money/quick-add",
                #"{"text":"coffee 120 yesterday upi","dryRun":true}"#,
                expecting: 200
            )
            #expect(trial.text("added") == "false")
            #expect(trial.text("draft/date") == "2026-11-19")
            let added = try await caller.call(
                "POST",
                "/money/quick-add",
                #"{"text":"coffee 120 yesterday upi"}"#,
                expecting: 201
            )
            #expect(added.text("transaction/postings/0/amount") == "-120.00")
            let open = try await caller.call("POST", "/money/quick-add", #"{"text":"coffee"}"#, expecting: 200)
            #expect(open.text("added") == "false")
            #expect(open.text("questions/0/code") == "how-much")
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "1")
        }
    }
}
