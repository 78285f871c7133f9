import Logging
import Testing

@testable import Web

/// What the API refuses, and what no answer and no log line tells.
@Suite("API: refusals", .serialized)
struct APIRefusalTests {
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
            let book = try await APIBook(caller)
            let sent = body.replacing("A,", with: #"{"account":"ACC","amount":"-120"},"#)
                .replacing("[A]", with: #"[{"account":"ACC","amount":"-120"}]"#)
                .replacing("B]", with: #"{"category":"CAT","amount":"120"}]"#)
                .replacing("ACC", with: book.account).replacing("CAT", with: book.category)
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

    @Test("one person never sees another's things, whatever id she names")
    func strangers() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp("asha")
            let book = try await APIBook(asha)
            let made = try await asha.call(
                "POST",
                "/money/transactions",
                book.transaction("5"),
                expecting: 201
            )
            let devika = try await household.signUp("devika")
            try await devika.call("GET", "/money/transactions/\(try #require(made.text("id")))", expecting: 404)
            try await devika.call("GET", "/money/accounts/\(book.account)", expecting: 404)
            let list = try await devika.call("GET", "/money/accounts", expecting: 200)
            #expect(list.count("items") == 0)
        }
    }

    @Test("no answer of a handler tells its own diagnostics or the passphrase")
    func silence() async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in CollectingLogHandler(lines: lines) }
        try await TestHousehold.run(logger: logger) { household in
            let caller = try await household.signUp("ashatheperson")
            let book = try await APIBook(caller)
            let body = book.transaction("77.31")
            try await caller.call("POST", "/money/transactions", body, expecting: 201)
            try await caller.call("GET", "/money/transactions?q=Caf%C3%A9", expecting: 200)
            try await caller.call("POST", "/money/transactions", body.replacing("77.31", with: "x"), expecting: 422)
        }
        let text = lines.all.joined(separator: "\n")
        #expect(text.contains("/api/v1/money/transactions"))
        for secret in ["plover", "ashatheperson", "77.31", "Caf", "Bearer"] { #expect(!text.contains(secret)) }
    }
}
