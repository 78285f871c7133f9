import Testing

@testable import Web

@Suite("Settings page", .serialized)
struct SettingsPageTests {
    private func signUp(_ browser: Browser) async throws {
        let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        let kit = try await browser.post("/sign-up", from: try await browser.get("/sign-up"), fields)
        #expect(kit.status == 200)
    }

    @Test("numbers, currency and week are kept in the vault, and undone")
    func numbers() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            try await signUp(browser)
            let saved = try await browser.post(
                "/settings/numbers",
                from: try await browser.get("/settings"),
                [("grouping", "continental"), ("currency", "EUR"), ("week", "7")]
            )
            #expect(saved.status == 303)
            let page = try await browser.get("/settings")
            #expect(page.text.contains(#"value="continental" checked"#))
            #expect(page.text.contains(#"value="EUR" selected"#))
            #expect(page.text.contains(#"value="7" selected"#))
        }
    }

    @Test("a new base currency takes the unused accounts along, and undo takes both back")
    func baseCurrency() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            try await signUp(browser)
            func save(_ currency: String) async throws {
                let page = try await browser.get("/settings")
                let fields = [("grouping", "western"), ("currency", currency), ("week", "1")]
                #expect(try await browser.post("/settings/numbers", from: page, fields).status == 303)
            }
            try await save("EUR")
            let saved = try await browser.get("/settings")
            #expect(try await browser.get("/money/accounts").text.contains("€0"))
            let change = try #require(
                saved.text.split(separator: "name=\"change\" value=\"").dropFirst().first?.prefix { $0 != "\"" }
            )
            _ = try await browser.post("/money/undo", from: saved, [("change", String(change))])
            #expect(try await browser.get("/settings").text.contains(#"value="INR" selected"#))
            #expect(try await browser.get("/money/accounts").text.contains("₹0"))
            _ = try await browser.post("/today/add", from: saved, [("text", "coffee 120")])
            try await save("USD")
            let accounts = try await browser.get("/money/accounts")
            #expect(accounts.text.contains("₹") && !accounts.text.contains("$"))
        }
    }

    @Test("looks are kept in this browser: language, theme, cover, shortcuts")
    func browser() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            try await signUp(browser)
            let before = try await browser.get("/settings")
            #expect(before.text.contains(#"<html lang="en-IN""#))
            let looks = [("language", "de"), ("theme", "dark"), ("cover", "yes")]
            #expect(try await browser.post("/settings/browser", from: before, looks).status == 303)
            let page = try await browser.get("/settings")
            #expect(
                page.text.contains(#"<html lang="de" data-section="settings" data-theme="dark" data-shortcuts="off""#)
            )
            #expect(!page.text.contains("[["))
        }
    }

    @Test(
        "what no form of ours sends is refused and changes nothing",
        arguments: [
            [("grouping", "roman"), ("currency", "INR"), ("week", "1")],
            [("grouping", "indian"), ("currency", "INR"), ("week", "8")],
            [("grouping", "western"), ("currency", "XYZ"), ("week", "1")],
        ]
    )
    func refused(_ fields: [(String, String)]) async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            try await signUp(browser)
            let answer = try await browser.post("/settings/numbers", from: try await browser.get("/settings"), fields)
            #expect(answer.status == 400 || answer.status == 422)
            #expect(try await browser.get("/settings").text.contains(#"value="indian" checked"#))
        }
    }
}
