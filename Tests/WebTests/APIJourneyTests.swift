import HTTPTypes
import Logging
import Primitives
import Testing

@testable import Web

/// What a program does with the API, from the first account to the last session.
@Suite("API", .serialized)
struct APIJourneyTests {
    private func book(_ caller: APICaller) async throws -> (account: String, category: String) {
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
        return (try #require(account.text("id")), try #require(category.text("id")))
    }

    private func transaction(
        _ account: String,
        _ category: String,
        _ amount: String,
        date: String = "2026-11-19"
    ) -> String {
        #"{"date":"\#(date)","payee":"Café","note":"two\nlines","tags":["home"],"postings":["#
            + #"{"account":"\#(account)","amount":"-\#(amount)"},{"category":"\#(category)","amount":"\#(amount)"}]}"#
    }

    @Test("a program signs up, adds, reports, edits, deletes, undoes, locks, unlocks and signs out")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (account, category) = try await book(caller)
            let made = try await caller.call(
                "POST",
                "/money/transactions",
                transaction(account, category, "120.50"),
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
                transaction(account, category, "99"),
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
            let (account, category) = try await book(caller)
            let key = "Idempotency-Key: retry-0001\r\n"
            let body = transaction(account, category, "5")
            let first = try await caller.call("POST", "/money/transactions", body, fields: key, expecting: 201)
            let again = try await caller.call("POST", "/money/transactions", body, fields: key, expecting: 201)
            #expect(first.text("id") == again.text("id"))
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "1")
            let other = transaction(account, category, "6")
            try await caller.call("POST", "/money/transactions", other, fields: key, expecting: 422)
            try await caller.call("POST", "/money/transactions", body, fields: "Idempotency-Key: x\r\n", expecting: 422)
        }
    }

    @Test("an edit based on an older state is refused and changes nothing")
    func lostUpdates() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (account, category) = try await book(caller)
            let body = transaction(account, category, "5")
            let made = try await caller.call("POST", "/money/transactions", body, expecting: 201)
            let path = "/money/transactions/\(try #require(made.text("id")))"
            try await caller.call("PUT", path, body, expecting: 428)
            try await caller.call("PUT", path, body, fields: "If-Match: \"7\"\r\n", expecting: 412)
            try await caller.call("DELETE", path, fields: "If-Match: \"7\"\r\n", expecting: 412)
            let shown = try await caller.call("GET", "/money/accounts/\(account)", expecting: 200)
            let tag = try #require(shown.raw["etag"])
            let renamed = #"{"name":"Bank 2","kind":"bank","currency":"INR","openingBalance":"1000.00"}"#
            try await caller.call(
                "PUT",
                "/money/accounts/\(account)",
                renamed,
                fields: "If-Match: \(tag)\r\n",
                expecting: 200
            )
            try await caller.call(
                "PUT",
                "/money/accounts/\(account)",
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
            let (account, category) = try await book(caller)
            for day in 1...7 {
                let body = transaction(account, category, "\(day)", date: "2026-11-0\(day)")
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

    @Test(
        "what a body may not say is named with its place, and nothing changes",
        arguments: [
            (#"{"date":"2026-02-30","postings":[A,B]}"#, "/date"),
            (#"{"date":"2026-11-01","postings":[A]}"#, "/postings"),
            (#"{"date":"2026-11-01","postings":[A,{"category":"CAT","amount":"119"}]}"#, "/postings"),
            (#"{"date":"2026-11-01","postings":[A,{"category":"CAT","amount":"120.001"}]}"#, "/postings/1/amount"),
            (
                #"{"date":"2026-11-01","postings":[A,{"category":"CAT","amount":"99999999999999999999"}]}"#,
                "/postings/1/amount"
            ),
            (
                #"{"date":"2026-11-01","postings":[A,{"category":"CAT","account":"ACC","amount":"120"}]}"#,
                "/postings/1/account"
            ),
            (#"{"date":"2026-11-01","postings":[A,{"category":"nope","amount":"120"}]}"#, "/postings/1/category"),
            (
                #"{"date":"2026-11-01","postings":[A,{"category":"CAT","amount":"120","currency":"XXX"}]}"#,
                "/postings/1/currency"
            ),
            (#"{"date":"2026-11-01","payee":"a\u0000b","postings":[A,B]}"#, "/payee"),
            (#"{"date":"2026-11-01","note":"4111 1111 1111 1111","postings":[A,B]}"#, "/note"),
        ]
    )
    func badTransactions(body: String, pointer: String) async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (account, category) = try await book(caller)
            let sent = body.replacing("A,", with: #"{"account":"ACC","amount":"-120"},"#)
                .replacing("[A]", with: #"[{"account":"ACC","amount":"-120"}]"#)
                .replacing("B]", with: #"{"category":"CAT","amount":"120"}]"#)
                .replacing("ACC", with: account).replacing("CAT", with: category)
            let answer = try await caller.call("POST", "/money/transactions", sent, expecting: 422)
            #expect(answer.text("errors/0/pointer") == pointer)
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "0")
        }
    }

    @Test("sign-in says the same for a wrong passphrase and for nobody; weak passphrases are refused with the reason")
    func credentials() async throws {
        try await TestHousehold.run { household in
            _ = try await household.signUp()
            let stranger = APICaller(household: household)
            let wrong = try await stranger.call(
                "POST",
                "/sessions",
                #"{"handle":"asha","passphrase":"not the one at all"}"#,
                expecting: 401
            )
            let nobody = try await stranger.call(
                "POST",
                "/sessions",
                #"{"handle":"nobody","passphrase":"not the one at all"}"#,
                expecting: 401
            )
            #expect(wrong.text("type") == nobody.text("type"))
            #expect(wrong.text("title") == nobody.text("title"))
            try await stranger.call(
                "POST",
                "/accounts",
                #"{"handle":"asha","passphrase":"\#(TestHousehold.passphrase)"}"#,
                expecting: 409
            )
            let weak = try await stranger.call(
                "POST",
                "/accounts",
                #"{"handle":"devika","passphrase":"password1"}"#,
                expecting: 422
            )
            #expect(weak.text("errors/0/pointer") == "/passphrase")
        }
    }

    @Test("guessing is stopped with 429 and a time to wait")
    func rateLimit() async throws {
        try await TestHousehold.run { household in
            let stranger = APICaller(household: household)
            var statuses: [Int] = []
            for _ in 0..<30 {
                let raw = try await household.server.request(
                    "POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 40\r\n\r\n" + #"{"handle":"asha","passphrase":"guesses"}"# + "\r\n"
                )
                statuses.append(raw.status)
                if raw.status == 429 {
                    #expect(raw["retry-after"].flatMap { Int($0) } ?? 0 > 0)
                    break
                }
            }
            #expect(statuses.last == 429)
            _ = stranger
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

    @Test("one person never sees another's things, whatever id she names")
    func strangers() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp("asha")
            let (account, category) = try await book(asha)
            let made = try await asha.call(
                "POST",
                "/money/transactions",
                transaction(account, category, "5"),
                expecting: 201
            )
            let devika = try await household.signUp("devika")
            try await devika.call("GET", "/money/transactions/\(try #require(made.text("id")))", expecting: 404)
            try await devika.call("GET", "/money/accounts/\(account)", expecting: 404)
            let list = try await devika.call("GET", "/money/accounts", expecting: 200)
            #expect(list.count("items") == 0)
        }
    }

    @Test("the description names exactly the operations that are routed, and answers are cached by tag")
    func description() async throws {
        try await TestHousehold.run { household in
            let caller = APICaller(household: household)
            let document = try await caller.call("GET", "/openapi.json", expecting: 200)
            var described: Set<String> = []
            guard case .object(let paths) = document["paths"] else {
                Issue.record("no paths")
                return
            }
            for path in paths.members {
                guard case .object(let operations) = path.value else { continue }
                for operation in operations.members { described.insert("\(operation.name.uppercased()) \(path.name)") }
            }
            let routed = household.endpoints.filter { $0.surface == .api }.map {
                "\($0.method.rawValue) \($0.template.text)"
            }
            #expect(described == Set(routed))
            #expect(routed.count == Set(routed).count)
            #expect(document.text("openapi") == "3.1.1")
            let references = document.raw.text.split(separator: "#/components/schemas/").dropFirst()
                .map { String($0.prefix { $0 != "\"" }) }
            for name in Set(references) { #expect(document["components/schemas/\(name)"] != nil, "\(name)") }
            var ids: Set<String> = []
            for path in paths.members {
                guard case .object(let operations) = path.value else { continue }
                for operation in operations.members {
                    guard case .object(let object) = operation.value, case .string(let id) = object["operationId"]
                    else { continue }
                    #expect(ids.insert(id).inserted, "\(id)")
                }
            }
        }
    }

    @Test("no answer of a handler tells its own diagnostics or the passphrase")
    func silence() async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in CollectingLogHandler(lines: lines) }
        try await TestHousehold.run(logger: logger) { household in
            let caller = try await household.signUp("ashatheperson")
            let (account, category) = try await book(caller)
            let body = transaction(account, category, "77.31")
            try await caller.call("POST", "/money/transactions", body, expecting: 201)
            try await caller.call("GET", "/money/transactions?q=Caf%C3%A9", expecting: 200)
            try await caller.call("POST", "/money/transactions", body.replacing("77.31", with: "x"), expecting: 422)
        }
        let text = lines.all.joined(separator: "\n")
        #expect(text.contains("/api/v1/money/transactions"))
        for secret in ["plover", "ashatheperson", "77.31", "Caf", "Bearer"] { #expect(!text.contains(secret)) }
    }
}
