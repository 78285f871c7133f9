import Testing

@testable import Web

/// A form that is sent after the key was forgotten, without a script.
@Suite("Forms sent while locked", .serialized)
struct HeldFormTests {
    private static let line = "coffee & \"cake\" 120 upi"

    /// A browser that typed a line on Today and was locked before it sent it.
    private func lockedBrowser(_ household: TestHousehold) async throws -> (browser: Browser, today: RawAnswer) {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let today = try await browser.get("/today")
        #expect(try await browser.post("/lock", from: today, []).status == 303)
        return (browser, today)
    }

    /// The hidden fields of the first form in the page's main part, but for its token.
    private static func hidden(_ page: RawAnswer) -> [(String, String)] {
        page.text.split(separator: "<main").last.map { $0.split(separator: "</form>")[0] }.map(fields) ?? []
    }

    private static func fields(_ form: Substring) -> [(String, String)] {
        form.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/)
            .map { (unescaped($0.1), unescaped($0.2)) }.filter { $0.0 != "csrf" }
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    @Test("what was typed waits in the unlock page, through a wrong passphrase, and is sent once")
    func kept() async throws {
        try await TestHousehold.run { household in
            let (browser, today) = try await lockedBrowser(household)
            let sent = [("text", Self.line), ("do", "save")]
            let door = try await browser.post("/today/add", from: today, sent)
            #expect(door.status == 423)
            #expect(door.text.contains("name=\"passphrase\""))
            let wrong = try await browser.post("/unlock", from: door, Self.hidden(door) + [("passphrase", "no")])
            #expect(wrong.status == 401)
            let passphrase = [("passphrase", TestHousehold.passphrase)]
            let back = try await browser.post("/unlock", from: wrong, Self.hidden(wrong) + passphrase)
            #expect(back.status == 200)
            #expect(back.text.contains("action=\"/today/add\""))
            try #require(Self.hidden(back).map(\.0) == sent.map(\.0))
            #expect(Self.hidden(back).map(\.1) == sent.map(\.1))
            #expect(try await !browser.get("/money").text.contains("cake"), "nothing is saved before she says so")
            let added = try await browser.post("/today/add", from: back, Self.hidden(back))
            #expect(added["location"] == "/today")
            let again = try await browser.post("/today/add", from: back, Self.hidden(back))
            #expect(again["location"] == "/today")
            let list = try await browser.get("/money")
            #expect(list.text.ranges(of: "coffee &amp; &quot;cake&quot;</a>").count == 1)
        }
    }

    @Test("a form without the session's token is refused before anything of it is shown")
    func foreign() async throws {
        try await TestHousehold.run { household in
            let (browser, _) = try await lockedBrowser(household)
            let refused = try await browser.send("POST", "/today/add", "csrf=x&text=coffee&do=save")
            #expect(refused.status == 403)
            #expect(!refused.text.contains("coffee"))
        }
    }

    @Test("a form with a passphrase is not carried: it would stand in the page")
    func secrets() async throws {
        try await TestHousehold.run { household in
            let (browser, today) = try await lockedBrowser(household)
            let fields = [("current", TestHousehold.passphrase), ("passphrase", "seven lanterns drift past harbours")]
            let answer = try await browser.post("/privacy/security/passphrase", from: today, fields)
            #expect(answer.status == 303)
            #expect(answer["location"] == "/unlock")
            #expect(!answer.text.contains("lanterns"))
        }
    }

    @Test("nor is one with a passkey's answer, whose secret opens the vault")
    func passkeys() async throws {
        try await TestHousehold.run { household in
            let (browser, today) = try await lockedBrowser(household)
            for name in ["answer", "secondStep", "guardian", "group"] {
                let answer = try await browser.post("/confirm", from: today, [(name, "lanterns")])
                #expect(answer.status == 303, "\(name)")
                #expect(!answer.text.contains("lanterns"), "\(name)")
            }
        }
    }

    @Test("a day typed while the diary's own lock had closed waits in the page that opens it, and is sent then")
    func ownLock() async throws {
        try await TestHousehold.run { household in
            let browser = try await diaryBehindLock(household)
            let path = "/cycle/day/2026-11-20"
            let sheet = try await browser.get(path)
            let settings = try await browser.get("/cycle/settings")
            #expect(try await browser.post("/cycle/lock", from: settings, []).status == 303)
            let typed = sheet.form(path).filter { $0.0 != "note" } + [("note", "walked \"far\" & slept")]
            let door = try await browser.post(path, from: sheet, typed)
            #expect(door.status == 403)
            #expect(door.text.contains("action=\"/cycle/unlock\""))
            let wrong = try await browser.post("/cycle/unlock", from: door, Self.hidden(door) + [("passphrase", "no")])
            #expect(wrong.status == 401)
            let passphrase = [("passphrase", Self.own)]
            let back = try await browser.post("/cycle/unlock", from: wrong, Self.hidden(wrong) + passphrase)
            #expect(back.status == 200)
            #expect(back.text.contains("action=\"\(path)\""))
            #expect(try await !browser.get(path).text.contains("walked"), "nothing is saved before she says so")
            #expect(try await browser.post(path, from: back, Self.hidden(back)).status == 303)
            #expect(try await browser.get(path).text.contains("walked &quot;far&quot; &amp; slept"))
        }
    }

    private static let own = "cobalt heron sundial marzipan"

    /// A browser in whose session a diary with a lock of its own is open.
    private func diaryBehindLock(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let start = try await browser.get("/cycle/start")
        _ = try await browser.post("/cycle/start", from: start, [("diary", "yes")])
        let settings = try await browser.get("/cycle/settings")
        let lock = try await browser.post("/cycle/settings/lock", from: settings, [("passphrase", Self.own)])
        #expect(lock.status == 303)
        return browser
    }

    @Test("what leads to another site is not carried", arguments: ["https://evil.example/", "//evil.example", "today"])
    func elsewhere(_ path: String) async throws {
        try await TestHousehold.run { household in
            let (browser, today) = try await lockedBrowser(household)
            let fields = [
                ("held-path", path), ("held.text", "coffee 1"), ("passphrase", TestHousehold.passphrase),
            ]
            let answer = try await browser.post("/unlock", from: today, fields)
            #expect(answer["location"] == "/today")
            #expect(!answer.text.contains("evil"))
        }
    }

    @Test("a script is led to the door as before: it keeps what was typed itself")
    func script() async throws {
        try await TestHousehold.run { household in
            let (browser, today) = try await lockedBrowser(household)
            let token = try #require(Browser.formToken(today))
            let answer = try await browser.send(
                "POST",
                "/today/add",
                "csrf=\(PercentCoding.encode(token))&text=coffee&do=check",
                fields: ["Sec-Fetch-Dest: empty"]
            )
            #expect(answer.status == 303)
            #expect(answer["location"] == "/unlock")
        }
    }
}
