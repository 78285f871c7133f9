import Testing

@testable import Web

/// The month and the accounts, as a browser without scripts is shown them.
@Suite("Month and accounts pages", .serialized)
struct MonthPageTests {
    private func signedIn(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let page = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: page,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        return browser
    }

    private func add(_ lines: [String], _ browser: Browser) async throws {
        let page = try await browser.get("/today")
        for line in lines {
            let answer = try await browser.post("/today/add", from: page, [("text", line), ("do", "save")])
            #expect(answer.status == 303, "\(line): \(answer.text.prefix(200))")
        }
    }

    @Test("what is dated after today is on the list of the running month, and not in its sums")
    func laterEntries() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            try await add(["taxi 250 on 19 nov", "rent 9,000 on 2026-11-28"], browser)
            let list = try await browser.get("/money")
            #expect(list.text.contains("Kept so far") && list.text.contains("Rent"))
            #expect(list.text.contains("Showing 2 of 2 in November 2026. 1 entry is dated after today"))
            #expect(!list.text.contains("9,250"), "neither out nor kept counts what has not happened")
        }
    }

    @Test("a month shows its sums, its charts with their figures, and the way to its neighbours")
    func month() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            try await add(
                [
                    "salary 78,400 on 1 nov", "rent 22,000 on 2 nov", "groceries 640.50 on 18 nov",
                    "groceries 1,000 on 3 oct", "taxi 250 on 19 nov", "medicine 300 on 20 nov",
                ],
                browser
            )
            let page = try await browser.get("/money/month/2026-11")
            #expect(page.status == 200)
            #expect(page["cache-control"] == "no-store")
            #expect(page.text.contains("<h1>November so far</h1>"))
            #expect(page.text.contains("20 of 30 days."))
            #expect(page.text.contains("Rent of ₹22,000 is 95% and left out of the bars."))
            #expect(page.text.contains("October in full: ₹1,000"))
            #expect(page.text.contains("in ₹78,400, out ₹23,190.50, kept ₹55,209.50."))
            #expect(page.text.contains("most on 2 November 2026, ₹22,000"))
            #expect(page.text.contains("href=\"/money/month/2026-10\""))
            #expect(!page.text.contains("href=\"/money/month/2026-12\""), "nothing lies ahead")
            #expect(page.text.ranges(of: "<svg class=\"chart only-").count == 9, "three charts in three widths")
            #expect(page.text.ranges(of: "Show as table").count == 4)
            #expect(!page.text.contains("<script>") && !page.text.contains(" style="))
            let running = try await browser.get("/money/month")
            #expect(running.text.contains("<h1>November so far</h1>"))
            let before = try await browser.get("/money/month/2026-10")
            #expect(before.text.contains("<h1>October 2026</h1>"))
            #expect(before.text.contains("All 31 days, as you recorded them."))
            #expect(before.text.contains("href=\"/money/month/2026-11\""))
        }
    }

    /// If this fails, a page shows what no longer is, or a form of it is refused.
    @Test("a page that is looked at again is the same but for its form token, until something is entered")
    func kept() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            try await add(["groceries 640.50 on 18 nov"], browser)
            _ = try await browser.get("/today")  // takes the flash with it
            let (first, second) = (try await browser.get("/money/month"), try await browser.get("/money/month"))
            let tokens = try [first, second].map { try #require(Browser.formToken($0)) }
            #expect(tokens[0] != tokens[1])
            #expect(first.text.replacing(tokens[0], with: "") == second.text.replacing(tokens[1], with: ""))
            let themed = try await browser.post("/theme", from: second, [("theme", "dark"), ("next", "/money/month")])
            #expect(themed.status == 303, "the token of a kept page is good")
            #expect(try await browser.get("/money/month").text.contains("data-theme=\"dark\""))
            try await add(["groceries 1,000 on 19 nov"], browser)
            _ = try await browser.get("/today")
            #expect(try await browser.get("/money/month").text.contains("out ₹1,640.50"))
            household.clock.turn(seconds: 1)
            #expect(try await browser.get("/money/month").text.contains("out ₹1,640.50"))
        }
    }

    @Test("what is dated ahead is named and not counted, and has a month of its own")
    func ahead() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            try await add(["groceries 100 on 18 nov", "rent 22,000 on 1 dec 2026"], browser)
            let page = try await browser.get("/money/month")
            #expect(page.text.contains("1 entry is dated after today and is not counted here."))
            #expect(page.text.contains("out ₹100"))
            #expect(page.text.contains("href=\"/money/month/2026-12\""))
            let ahead = try await browser.get("/money/month/2026-12")
            #expect(ahead.text.contains("out ₹22,000"))
            #expect(ahead.text.contains("Still to come"))
            let accounts = try await browser.get("/money/accounts")
            #expect(accounts.text.contains("1 entry is dated after today and is not counted here."))
        }
    }

    @Test("a month without anything says so, and an address that is no month is no page")
    func nothingAndNowhere() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            let page = try await browser.get("/money/month/2026-11")
            #expect(page.status == 200)
            #expect(page.text.contains("Nothing to draw yet"))
            for month in [
                "2026-13", "2026-00", "26-11", "2026-1", "2026-11-01", "november", "0001-01", "9999-12", "2026-1%31%20",
            ] {
                #expect(try await browser.get("/money/month/\(month)").status == 404, "\(month)")
            }
        }
    }

    @Test("another currency has charts of its own and is never added in")
    func currencies() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            let form = try await browser.get("/money/accounts")
            let made = try await browser.post(
                "/money/accounts",
                from: form,
                [("name", "Lisbon"), ("kind", "cash"), ("currency", "EUR"), ("opening", "100")]
            )
            #expect(made.status == 303)
            try await add(["groceries 500 on 18 nov cash", "coffee 4.20 lisbon"], browser)
            let page = try await browser.get("/money/month")
            #expect(page.text.contains("out ₹500"))
            #expect(page.text.contains("Charts in EUR"))
            let euro = try await browser.get("/money/month/2026-11?currency=EUR")
            #expect(euro.text.contains("out €4.20"))
            #expect(euro.text.contains("Charts in INR"))
            for currency in ["XXX", "", "USD", "%3Cb%3E"] {
                let other = try await browser.get("/money/month/2026-11?currency=\(currency)")
                #expect(other.text.contains("out ₹500"), "\(currency) leaves the choice to the book")
            }
        }
    }

    @Test("hostile names of accounts and categories change no markup")
    func hostileNames() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            func hostile(_ name: String) -> String { "\"><script>\(name)</script>{{frame.csrf}}" }
            let page = try await browser.get("/money/categories")
            _ = try await browser.post(
                "/money/categories",
                from: page,
                [("name", hostile("category")), ("kind", "expense"), ("parent", "")]
            )
            _ = try await browser.post(
                "/money/accounts",
                from: page,
                [("name", hostile("account")), ("kind", "investment"), ("currency", "INR"), ("opening", "5")]
            )
            let form = try await browser.get("/money/transactions/new")
            func choice(_ name: String) throws -> String {
                let option = form.text.split(separator: "<option ").first { $0.contains("&lt;script&gt;\(name)") }
                let value = try #require(option).split(separator: "value=\"").first
                return String(try #require(value).prefix { $0 != "\"" })
            }
            let added = try await browser.post(
                "/money/transactions",
                from: form,
                [
                    ("kind", "expense"), ("date", "2026-11-18"), ("payee", ""), ("account", try choice("account")),
                    ("category.1", try choice("category")), ("amount.1", "12"), ("tags", ""), ("note", ""),
                    ("do", "save"),
                ]
            )
            #expect(added.status == 303)
            for (path, name) in [("/money/month", "category"), ("/money/accounts", "account")] {
                let shown = try await browser.get(path).text
                #expect(shown.contains("&lt;script&gt;\(name)&lt;/script&gt;{{frame.csrf}}"), "\(path)")
                #expect(!shown.contains("<script>\(name)"), "\(path)")
            }
        }
    }

    @Test("accounts show net worth with its change, and are grouped by what they are for")
    func accounts() async throws {
        try await TestHousehold.run { household in
            let browser = try await signedIn(household)
            let form = try await browser.get("/money/accounts")
            for (name, kind, opening) in [("Fund", "investment", "1,000"), ("Loan", "loan", "-400")] {
                let made = try await browser.post(
                    "/money/accounts",
                    from: form,
                    [("name", name), ("kind", kind), ("currency", "INR"), ("opening", opening)]
                )
                #expect(made.status == 303)
            }
            try await add(["coffee 100 on 18 nov card"], browser)
            let page = try await browser.get("/money/accounts")
            #expect(page.text.contains("\u{2212}₹100 since 31 October 2026"))
            let order = ["<h2>Everyday</h2>", "<h2>Put aside</h2>", "<h2>Owed</h2>"].map { page.text.range(of: $0) }
            #expect(order.allSatisfy { $0 != nil })
            #expect(page.text.contains("Card, last entry 18 Nov"))
            #expect(page.text.contains("Investment, no entry yet"))
            let owed = page.text.components(separatedBy: "<h2>Owed</h2>").last ?? ""
            #expect(owed.contains(">Card<") && owed.contains(">Loan<"))
            #expect(page.text.contains("<svg class=\"sp\""))
        }
    }
}

extension String {
    fileprivate func range(of part: String) -> Range<String.Index>? { ranges(of: part).first }

    fileprivate func components(separatedBy part: String) -> [Substring] {
        split(separator: part, omittingEmptySubsequences: false)
    }
}
