import Testing

@testable import Web

/// What a person does with a browser that runs no scripts.
@Suite("Pages", .serialized)
struct PageJourneyTests {
    private func signUp(_ browser: Browser) async throws -> RawAnswer {
        let page = try await browser.get("/sign-up")
        return try await browser.post(
            "/sign-up",
            from: page,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
    }

    @Test("she signs up, sees the kit once, adds by quick add, lists, undoes, locks, unlocks and signs out")
    func journey() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            #expect(try await browser.get("/").status == 200)
            let kit = try await signUp(browser)
            #expect(kit.status == 200)
            #expect(kit["cache-control"] == "no-store")
            #expect(browser.cookie("__Host-flowkeep") != nil)
            let today = try await browser.get("/today")
            #expect(today.status == 200)
            #expect(today.text.contains("asha"))
            let checked = try await browser.post(
                "/today/add",
                from: today,
                [("text", "coffee 120 upi"), ("do", "check")]
            )
            #expect(checked.status == 200)
            #expect(checked.text.contains("₹"))
            let added = try await browser.post("/today/add", from: today, [("text", "coffee 120 upi"), ("do", "save")])
            #expect(added.status == 303)
            #expect(added["location"] == "/today")
            let shown = try await browser.get("/today")
            #expect(shown.text.contains("Added coffee, ₹120.00, on 20 Nov."))
            #expect(shown.text.contains("coffee"))
            let change = try #require(shown.text.split(separator: "name=\"change\"").dropFirst().first)
            let value = change.split(separator: "value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
            let undone = try await browser.post("/money/undo", from: shown, [("change", try #require(value))])
            #expect(undone.status == 303)
            #expect(try await browser.get("/money").text.contains("Undone."))
            #expect(try await !browser.get("/today").text.contains("Undone."), "a flash stays for one page")
            let locked = try await browser.post("/lock", from: today, [])
            #expect(locked["location"] == "/unlock?locked=asked")
            let door = try await browser.get("/money?month=2026-11")
            #expect(door.text.contains("name=\"passphrase\""))
            let wrong = try await browser.post(
                "/unlock",
                from: door,
                [("passphrase", "no"), ("next", "/money?month=2026-11")]
            )
            #expect(wrong.status == 401)
            let open = try await browser.post(
                "/unlock",
                from: door,
                [("passphrase", TestHousehold.passphrase), ("next", "/money?month=2026-11")]
            )
            #expect(open["location"] == "/money?month=2026-11")
            let money = try await browser.get("/money?month=2026-11")
            #expect(money.status == 200)
            let out = try await browser.post("/sign-out", from: money, [])
            #expect(out["location"] == "/sign-in")
            #expect(out["clear-site-data"] == "\"cache\", \"storage\"")
            #expect(browser.cookie("__Host-flowkeep") == nil)
        }
    }

    @Test("every page opens, in its frame and without anything to run")
    func everyPage() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await signUp(browser)
            for path in [
                "/today", "/money", "/money?month=2025-01", "/money/transactions/new", "/money/accounts",
                "/money/categories", "/money/budgets", "/money/budgets/new", "/money/recurring", "/money/recurring/new",
                "/money/forecast", "/money/forecast?days=365", "/money/month", "/money/reports/spending",
                "/money/reports/cash-flow",
                "/money/reports/balances", "/money/reports/income-statement", "/money/reports/calendar",
                "/money/reports/explore", "/money/reports/net-worth", "/money/import", "/money/export",
                "/privacy/security",
            ] {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(page["content-type"] == "text/html; charset=utf-8")
                #expect(page["cache-control"] == "no-store")
                #expect(!page.text.contains("<script>"))
                for link in page.text.split(separator: "href=\"/assets/").dropFirst() {
                    let asset = try await browser.get("/assets/" + link.prefix { $0 != "\"" })
                    #expect(asset.status == 200)
                    #expect(asset["cache-control"] == "public, max-age=31536000, immutable")
                }
            }
            #expect(try await browser.get("/money/transactions/0000000000000").status == 404)
            #expect(try await browser.get("/nowhere").status == 404)
        }
    }

    @Test("a refused form comes back with what was typed, the reason beside the field, and no passphrase")
    func refusedForms() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            let weak = try await browser.post(
                "/sign-up",
                from: door,
                [("handle", "asha"), ("passphrase", "password1"), ("understood", "yes")]
            )
            #expect(weak.status == 422)
            #expect(weak.text.contains("value=\"asha\""))
            #expect(!weak.text.contains("password1"))
            let unticked = try await browser.post("/sign-up", from: door, [("handle", "asha"), ("passphrase", "x")])
            #expect(unticked.text.contains("Tick the box"))
            _ = try await signUp(browser)
            let form = try await browser.get("/money/transactions/new")
            let refused = try await browser.post(
                "/money/transactions",
                from: form,
                [
                    ("kind", "expense"), ("date", "2026-02-30"), ("payee", "\"><script>"), ("account", ""),
                    ("category.1", ""), ("amount.1", "12o"), ("do", "save"),
                ]
            )
            #expect(refused.status == 422)
            #expect(refused.text.contains("value=\"12o\""))
            #expect(refused.text.contains("&quot;&gt;&lt;script&gt;"))
            #expect(refused.text.contains("Choose an account."))
            let more = try await browser.post(
                "/money/transactions",
                from: form,
                [("kind", "expense"), ("date", "2026-11-20"), ("amount.1", "5"), ("do", "line")]
            )
            #expect(more.text.contains("name=\"amount.2\""))
        }
    }

    @Test("an entry is added, edited and deleted by form; an edit of an older state is refused")
    func entryForm() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await signUp(browser)
            let form = try await browser.get("/money/transactions/new")
            let account = try #require(Self.option(in: form, select: "account", label: "Cash"))
            let fields = [
                ("kind", "expense"), ("date", "2026-11-18"), ("payee", "Lunch"), ("account", account),
                ("category.1", ""),
                ("amount.1", "1,240.50"), ("tags", "home #trip"), ("note", "n"), ("do", "save"),
            ]
            let added = try await browser.post("/money/transactions", from: form, fields)
            #expect(added["location"] == "/money?month=2026-11")
            let list = try await browser.get("/money?month=2026-11")
            #expect(list.text.contains("Lunch"))
            let path = try #require(list.text.firstMatch(of: /id="t-([0-9A-Z]{13})"/)).1
            let edit = try await browser.get("/money/transactions/\(path)")
            #expect(edit.text.contains("value=\"1240.50\""))
            let changed = fields.map { $0.0 == "payee" ? ("payee", "Dinner") : $0 } + [("version", "1")]
            #expect(try await browser.post("/money/transactions/\(path)", from: edit, changed).status == 303)
            let late = try await browser.get("/money/transactions/\(path)")
            #expect(try await browser.post("/money/transactions/\(path)", from: late, changed).status == 422)
            let found = try await browser.post("/money/search", from: list, [("q", "dinner")])
            #expect(found.text.contains("Dinner"))
            let gone = try await browser.post("/money/transactions/\(path)/delete", from: edit, [("version", "2")])
            #expect(gone.status == 303)
            #expect(try await !browser.get("/money?month=2026-11").text.contains("Dinner"))
        }
    }

    @Test("a file is imported by form")
    func importForm() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await signUp(browser)
            let form = try await browser.get("/money/import")
            let token = try #require(Browser.formToken(form))
            let account = try #require(Self.option(in: form, select: "account", label: "Cash"))
            let parts = [("csrf", token), ("account", account)].map {
                "--XX\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
            }
            let file =
                "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"may.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\nDate,Text,Amount\n20/11/2026,Rosa,-5.00\n\r\n--XX--\r\n"
            let type = "multipart/form-data; boundary=XX"
            let staged = try await browser.send("POST", "/money/import", parts.joined() + file, type: type)
            #expect(staged.status == 303)
            let path = try #require(staged["location"])
            let check = try await browser.get(path)
            #expect(check.text.contains("Rosa"))
            let committed = try await browser.post(path + "/commit", from: check, [])
            let done = try await browser.get(try #require(committed["location"]))
            #expect(done.text.contains("1 transaction added"))
            let other = token.hasPrefix("0") ? "1" : "0"
            let forged = parts.joined().replacing(token, with: other + token.dropFirst()) + file
            #expect(try await browser.send("POST", "/money/import", forged, type: type).status == 403)
        }
    }

    @Test("forms lead to paths of this site only")
    func openRedirects() async throws {
        for text in [
            "//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "", "today", "/a\r\nb",
        ] {
            #expect(NextPath.checked(text) == "/today", "\(text)")
        }
        #expect(NextPath.checked("/money?month=2026-11") == "/money?month=2026-11")
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await signUp(browser)
            let page = try await browser.get("/today")
            let themed = try await browser.post("/theme", from: page, [("theme", "dark"), ("next", "//evil.example")])
            #expect(themed["location"] == "/")
            #expect(try await browser.get("/today").text.contains("data-theme=\"dark\""))
        }
    }

    private static func option(in page: RawAnswer, select name: String, label: String) -> String? {
        guard
            let select = page.text.split(separator: "name=\"\(name)\"").dropFirst().first?.split(separator: "</select>")
                .first
        else { return nil }
        for option in select.split(separator: "<option").dropFirst() where option.contains(label) {
            return option.split(separator: "value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
        }
        return nil
    }
}
