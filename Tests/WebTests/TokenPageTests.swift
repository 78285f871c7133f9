import Identity
import Testing

@testable import Web

/// Tokens and what waits, in a browser that runs no scripts.
@Suite("Pages of tokens and of what waits", .serialized)
struct TokenPageTests {
    private static let path = "/privacy/security/tokens"

    private func person(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        return browser
    }

    private func token(_ page: RawAnswer) throws -> String {
        String(try #require(page.text.firstMatch(of: /fk_[0-9a-z]{56}/)).0)
    }

    @Test("a token is made, shown once, listed without its text, and revoked")
    func journey() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household)
            let form = try await browser.get(Self.path + "/new")
            #expect(form.text.contains("value=\"money-add\" checked"))
            let made = try await browser.post(
                Self.path,
                from: form,
                [("name", "Phone shortcut"), ("scope", "money-add"), ("scope", "money-read"), ("days", "30")]
            )
            #expect(made.status == 200)
            let token = try token(made)
            let list = try await browser.get(Self.path)
            #expect(list.text.contains("Phone shortcut") && !list.text.contains(token))
            let caller = APICaller(household: household)
            caller.setToken(token)
            try await caller.call("GET", "/money/accounts", expecting: 200)
            let revoke = try #require(list.text.firstMatch(of: /action="([^"]*\/revoke)"/)).1
            let gone = try await browser.post(String(revoke), from: list, [])
            #expect(gone.status == 303)
            try await caller.call("GET", "/money/accounts", expecting: 401)
            let after = try await browser.get(Self.path)
            #expect(!after.text.contains("/revoke\""))
            #expect(after.text.split(separator: "Ended in the last 30 days").last?.contains("Phone shortcut") == true)
            household.clock.turn(seconds: 30 * 86_400)
            try await household.identity.sweepTokens()
            let door = try await browser.get("/sign-in")
            _ = try await browser.post(
                "/sign-in",
                from: door,
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase)]
            )
            #expect(!(try await browser.get(Self.path)).text.contains("Phone shortcut"))
        }
    }

    @Test("a browser that adds is called after its kind, and renamed; a name that is none is refused with a sentence")
    func browsers() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household)
            let agent = "User-Agent: Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
            let today = try await browser.send("GET", "/today", nil, fields: [agent])
            #expect(today.text.contains("data-browser=\"Firefox on Android\""))
            #expect(!(try await browser.get("/today")).text.contains("Firefox"), "it is kept for each browser apart")
            let caller = APICaller(household: household)
            caller.setToken(try #require(browser.cookie(Cookies.session)))
            let key = String(repeating: "0", count: 51) + "g"
            let body = #"{"name":"Firefox on Android","publicKey":"\#(key)"}"#
            let id = try #require(try await caller.call("POST", "/inbox/senders", body, expecting: 201).text("sender"))
            let list = try await browser.get(Self.path)
            #expect(list.text.contains("Firefox on Android"))
            let path = "\(Self.path)/browsers/\(id)"
            let refused = try await browser.post(path, from: list, [("name", " ")])
            #expect(refused.status == 422 && refused.text.contains("One thing to fix."))
            #expect(try await browser.post(path, from: list, [("name", "Kitchen tablet")]).status == 303)
            let renamed = try await browser.get(Self.path)
            #expect(renamed.text.contains("Kitchen tablet") && !renamed.text.contains("Firefox on Android"))
            #expect(try await browser.post(path + "/end", from: renamed, []).status == 303)
            #expect(!(try await browser.get(Self.path)).text.contains("Kitchen tablet"))
        }
    }

    @Test("a form that cannot be taken comes back as it was, with a sentence")
    func refused() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household)
            let form = try await browser.get(Self.path + "/new")
            for fields in [
                [("name", ""), ("scope", "diary-read"), ("days", "30")], [("name", "Tablet"), ("days", "30")],
                [("name", "Tablet"), ("scope", "diary-read"), ("days", "31")],
            ] {
                let answer = try await browser.post(Self.path, from: form, fields)
                #expect(answer.status == 422)
                #expect(answer.text.contains("One thing to fix."))
                #expect(
                    answer.text.contains("value=\"diary-read\" checked") == fields.contains { $0.1 == "diary-read" }
                )
            }
        }
    }

    @Test("Today says once how many came in; what does not fit waits with its words, is mended or discarded")
    func waiting() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household)
            let form = try await browser.get(Self.path + "/new")
            let made = try await browser.post(
                Self.path,
                from: form,
                [("name", "Shortcut"), ("scope", "money-add"), ("days", "7")]
            )
            let caller = APICaller(household: household)
            caller.setToken(try token(made))
            for text in ["tea 120 cash", "coffee", "nonsense"] {
                try await caller.call("POST", "/money/quick-add", #"{"text":"\#(text)"}"#, expecting: 202)
            }
            let today = try await browser.get("/today")
            #expect(today.text.contains("1 entry came in while you were away."))
            #expect(today.text.contains("2 entries that came in wait for you."))
            let again = try await browser.get("/today")
            #expect(!again.text.contains("while you were away"))
            #expect(again.text.contains("2 entries that came in wait for you."))
            let list = try await browser.get("/privacy/security/waiting")
            #expect(list.text.contains("value=\"coffee\"") && list.text.contains("value=\"nonsense\""))
            let paths = list.text.matches(of: /action="(\/privacy\/security\/waiting\/([0-9a-z]+))"/).map {
                (path: String($0.1), id: String($0.2))
            }
            #expect(paths.count == 2)
            let refused = try await browser.post(paths[0].path, from: list, [("text.\(paths[0].id)", "coffee again")])
            #expect(refused.status == 422 && refused.text.contains("value=\"coffee again\""))
            let put = try await browser.post(paths[0].path, from: list, [("text.\(paths[0].id)", "coffee 80 cash")])
            #expect(put.status == 303)
            let discarded = try await browser.post(paths[1].path + "/discard", from: list, [])
            #expect(discarded.status == 303)
            #expect((try await browser.get("/privacy/security/waiting")).text.contains("Nothing waits."))
            #expect((try await browser.get("/today")).text.contains("coffee"))
        }
    }
}
