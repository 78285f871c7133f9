import Identity
import Primitives
import Testing

@testable import Web

/// Tokens and the inbox as programs use them.
@Suite("API tokens and inbox", .serialized)
struct TokenAPITests {
    private static let tokens = "/privacy/tokens"

    private func bearer(_ scopes: [String], _ caller: APICaller, _ household: TestHousehold) async throws -> APICaller {
        let bearer = APICaller(household: household)
        bearer.setToken(try await TokenScopeTests.make(scopes, caller))
        return bearer
    }

    private func startDiary(_ caller: APICaller) async throws {
        try await caller.call("PUT", "/privacy/consents/cycle-diary", #"{"given":true}"#, expecting: 204)
    }

    @Test("a token is made, listed, used and ended; its text is shown once")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let made = try await caller.call(
                "POST",
                Self.tokens,
                #"{"name":"Dashboard","scopes":["money-read"],"days":30}"#,
                expecting: 201
            )
            let id = try #require(made.text("id"))
            #expect(made.text("token")?.hasPrefix("fk_") == true)
            let list = try await caller.call("GET", Self.tokens, expecting: 200)
            #expect(list.text("items/0/name") == "Dashboard")
            #expect(list.text("items/0/scopes/0") == "money-read")
            #expect(!list.raw.text.contains("fk_"))
            #expect(list.text("items/0/lastUsedOn") == nil)
            let reader = APICaller(household: household)
            reader.setToken(try #require(made.text("token")))
            try await reader.call("GET", "/money/accounts", expecting: 200)
            try await reader.call(
                "POST",
                "/money/accounts",
                #"{"name":"x","kind":"bank","currency":"INR"}"#,
                expecting: 403
            )
            let used = try await caller.call("GET", Self.tokens, expecting: 200)
            #expect(used.text("items/0/lastUsedOn") != nil)
            // The one that it may do, and the one that it may not.
            #expect(used.text("items/0/usesThatDay") == "2")
            try await caller.call("DELETE", "\(Self.tokens)/\(id)", expecting: 204)
            let ended = try await caller.call("GET", Self.tokens, expecting: 200)
            #expect(ended.count("items") == 0 && ended.count("ended") == 1)
            #expect(ended.text("ended/0/name") == "Dashboard" && ended.text("ended/0/reason") == "revoked")
            try await reader.call("GET", "/money/accounts", expecting: 401)
            try await caller.call("DELETE", Self.tokens, expecting: 204)
            let history = try await caller.call("GET", "/privacy/access-history", expecting: 200)
            #expect(history.raw.text.contains(#""openedBy":"api-token""#))
            #expect(history.raw.text.contains(#""act":"account-change""#))
        }
    }

    @Test("what is not possible is refused with its reason")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            for body in [
                #"{"name":"x","scopes":[]}"#, #"{"name":"x","scopes":["all"]}"#,
                #"{"name":"x","scopes":["money-read"],"days":366}"#,
                #"{"name":" ","scopes":["money-read"]}"#, #"{"scopes":["money-read"]}"#,
            ] {
                try await caller.call("POST", Self.tokens, body, expecting: 422)
            }
            try await caller.call(
                "PUT",
                "/cycle/lock",
                #"{"passphrase":"cobalt heron sundial marzipan"}"#,
                expecting: 200
            )
            try await caller.call("POST", "/cycle/lock/lock", expecting: 204)
            try await caller.call("POST", Self.tokens, #"{"name":"x","scopes":["diary-read"]}"#, expecting: 403)
            try await caller.call("POST", "/sessions/current/lock", expecting: 204)
            try await caller.call("POST", Self.tokens, #"{"name":"x","scopes":["money-read"]}"#, expecting: 423)
            try await caller.call("GET", Self.tokens, expecting: 423)
        }
    }

    @Test("an add-only token is told nothing, and what it added is there at the next request of its owner")
    func adding() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let adder = try await bearer(["money-add", "diary-add"], caller, household)
            let line = try await adder.call("POST", "/money/quick-add", #"{"text":"tea 120 cash"}"#, expecting: 202)
            #expect(line.raw.body.isEmpty)
            try await adder.call(
                "POST",
                "/money/transactions",
                """
                {"date":"2026-11-19","payee":"Dabbawala","postings":[{"account":"\(book.account)","amount":"-50.00"},\
                {"category":"\(book.category)","amount":"50.00"}]}
                """,
                expecting: 202
            )
            for path in ["/money/transactions", "/money/accounts", "/money/reports/balances"] {
                try await adder.call("GET", path, expecting: 403)
            }
            try await adder.call("POST", "/money/quick-add", #"{"text":"tea 120","dryRun":true}"#, expecting: 403)
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "2")
            #expect(list.raw.text.contains("Dabbawala"))
            #expect(try await caller.call("GET", "/inbox", expecting: 200).count("items") == 0)
        }
    }

    @Test("a token that writes adds at once, and one that reads and adds goes through the inbox")
    func writing() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let writer = try await bearer(["money-write"], caller, household)
            try await writer.call("POST", "/money/quick-add", #"{"text":"tea 120 cash"}"#, expecting: 201)
            let both = try await bearer(["money-read", "money-add"], caller, household)
            #expect(try await both.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
            try await both.call("POST", "/money/quick-add", #"{"text":"bus 30 cash"}"#, expecting: 202)
            #expect(try await both.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "2")
            #expect(try await both.call("GET", "/money/transactions", expecting: 200).text("count") == "2")
        }
    }

    @Test("the same add sent twice with one key is one entry")
    func sentTwice() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let adder = try await bearer(["money-add"], caller, household)
            for _ in 0..<2 {
                try await adder.call(
                    "POST",
                    "/money/quick-add",
                    #"{"text":"tea 120 cash"}"#,
                    fields: "Idempotency-Key: one-press\r\n",
                    expecting: 202
                )
            }
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
            #expect(try await caller.call("GET", "/inbox", expecting: 200).count("items") == 0)
        }
    }

    @Test("what does not fit waits with its words, is put in when it is mended, or discarded")
    func waiting() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let adder = try await bearer(["money-add"], caller, household)
            for text in ["coffee", "nonsense"] {
                try await adder.call("POST", "/money/quick-add", #"{"text":"\#(text)"}"#, expecting: 202)
            }
            try await adder.call("POST", "/money/quick-add", #"{"text":"tea 120 cash"}"#, expecting: 202)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
            let list = try await caller.call("GET", "/inbox", expecting: 200)
            #expect(list.count("items") == 2)
            #expect(list.text("items/0/text") == "coffee")
            #expect(list.text("items/0/state") == "does-not-fit")
            #expect(list.text("items/0/sender") == "money-add")
            let first = try #require(list.text("items/0/id"))
            let second = try #require(list.text("items/1/id"))
            let refused = try await caller.call("POST", "/inbox/\(first)", "{}", expecting: 422)
            #expect(refused.text("errors/0/reason")?.isEmpty == false)
            try await caller.call("POST", "/inbox/\(first)", #"{"text":"coffee 80 cash"}"#, expecting: 204)
            try await caller.call("POST", "/inbox/\(first)", #"{"text":"coffee 80 cash"}"#, expecting: 404)
            try await caller.call("DELETE", "/inbox/\(second)", expecting: 204)
            try await caller.call("DELETE", "/inbox/\(second)", expecting: 404)
            #expect(try await caller.call("GET", "/inbox", expecting: 200).count("items") == 0)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "2")
        }
    }

    @Test("a line without a date is of the day it was typed on, however late it is put in")
    func day() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await startDiary(caller)
            let adder = try await bearer(["money-add", "diary-add"], caller, household)
            let body = #"{"text":"tea 120 cash","today":"2026-11-12"}"#
            try await adder.call("POST", "/money/quick-add", body, expecting: 202)
            try await adder.call(
                "POST",
                "/money/quick-add",
                #"{"text":"cramps 2","as":"diary","today":"2026-11-13"}"#,
                expecting: 202
            )
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("items/0/date") == "2026-11-12")
            let days = try await caller.call("GET", "/cycle/days", expecting: 200)
            #expect(days.text("items/0/date") == "2026-11-13")
        }
    }

    @Test("a day of the diary is added to; while the diary is closed it waits without its words, and comes in after")
    func diary() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await startDiary(caller)
            let adder = try await bearer(["diary-add"], caller, household)
            try await adder.call("PATCH", "/cycle/days/2026-11-18", #"{"note":"heron"}"#, expecting: 202)
            try await adder.call("GET", "/cycle/days", expecting: 403)
            try await adder.call("POST", "/money/quick-add", #"{"text":"tea 120"}"#, expecting: 403)
            let day = try await caller.call("GET", "/cycle/days/2026-11-18", expecting: 200)
            #expect(day.raw.text.contains("heron"))
            let lock = #"{"passphrase":"cobalt heron sundial marzipan"}"#
            try await caller.call("PUT", "/cycle/lock", lock, expecting: 200)
            try await caller.call("POST", "/cycle/lock/lock", expecting: 204)
            try await adder.call("PATCH", "/cycle/days/2026-11-17", #"{"note":"egret"}"#, expecting: 202)
            try await caller.call("GET", "/money/transactions", expecting: 200)
            let waiting = try await caller.call("GET", "/inbox", expecting: 200)
            #expect(waiting.text("items/0/state") == "diary-closed")
            #expect(!waiting.raw.text.contains("egret"))
            try await caller.call("POST", "/cycle/lock/unlock", lock, expecting: 200)
            let late = try await caller.call("GET", "/cycle/days/2026-11-17", expecting: 200)
            #expect(late.raw.text.contains("egret"))
            #expect(try await caller.call("GET", "/inbox", expecting: 200).count("items") == 0)
        }
    }

    @Test("without consent nothing is put in; with it, what came meanwhile is")
    func consent() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let adder = try await bearer(["money-add"], caller, household)
            try await caller.call("PUT", "/privacy/consents/money-tracking", #"{"given":false}"#, expecting: 204)
            try await adder.call("POST", "/money/quick-add", #"{"text":"tea 120 cash"}"#, expecting: 202)
            try await caller.call("GET", "/money/transactions", expecting: 403)
            try await caller.call("PUT", "/privacy/consents/money-tracking", #"{"given":true}"#, expecting: 204)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "1")
        }
    }

    @Test("a browser's sender is registered, listed and ended; what is no entry is refused")
    func senders() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let key = String(repeating: "0", count: 51) + "g"
            let body = #"{"name":"Firefox","publicKey":"\#(key)"}"#
            let made = try await caller.call("POST", "/inbox/senders", body, expecting: 201)
            #expect(made.text("inboxKey")?.count == 52)
            #expect(made.text("epoch") == "1")
            let id = try #require(made.text("sender"))
            #expect(try await caller.call("GET", "/inbox/senders", expecting: 200).text("items/0/id") == id)
            try await caller.call("PUT", "/inbox/senders/\(id)", #"{"name":"Kitchen tablet"}"#, expecting: 204)
            try await caller.call("PUT", "/inbox/senders/\(id)", #"{"name":""}"#, expecting: 422)
            let named = try await caller.call("GET", "/inbox/senders", expecting: 200)
            #expect(named.text("items/0/name") == "Kitchen tablet")
            for bytes in [[0, 0, 0], [0, 0, 0, 1, 9], [UInt8](repeating: 0, count: 400)] as [[UInt8]] {
                try await caller.call("POST", "/inbox/entries", bytes: bytes, expecting: 400)
            }
            try await caller.call("DELETE", "/inbox/senders/\(id)", expecting: 204)
            #expect(try await caller.call("GET", "/inbox/senders", expecting: 200).count("items") == 0)
            try await caller.call("POST", "/inbox/senders", #"{"name":"x","publicKey":"00"}"#, expecting: 422)
        }
    }
}
