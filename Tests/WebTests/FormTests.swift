import HTTPTypes
import Primitives
import Testing

@testable import Web

/// What forms of several pages have in common: their fields, their undo, and the days they begin with.
@Suite("Forms", .serialized)
struct FormTests: PlanningPages {
    @Test("the keypad without a minus is asked for only where an amount cannot be below zero")
    func minus() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let bank = try #require(option("Salary bank", in: try await browser.get("/money/transactions/new")))
            func mode(_ name: String, _ path: String) async throws -> String? {
                let page = try await browser.get(path)
                let tag = page.text.split(separator: "name=\"\(name)\" type=").dropFirst().first?.prefix { $0 != ">" }
                return tag.map { $0.contains("inputmode=\"decimal\"") ? "decimal" : "any" }
            }
            for (name, path) in [
                ("opening", "/money/accounts"), ("balance", "/money/accounts/\(bank)/reconcile"),
                ("amount.1", "/money/forecast"), ("opening", "/money/budgets/new"),
            ] {
                #expect(try await mode(name, path) == "any", "\(path)")
            }
            #expect(try await mode("amount.1", "/money/transactions/new") == "decimal")
            #expect(try await mode("target", "/money/goals/new") == "decimal")
        }
    }

    @Test("what is repeated begins after today: what was typed since is not made a second time")
    func repeated() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/transactions/new")
            let account = try #require(option("Salary bank", in: form))
            for day in ["2026-09-05", "2026-10-05", "2026-11-05"] {
                let fields = [
                    ("kind", "expense"), ("date", day), ("payee", "Landlord"), ("account", account),
                    ("category.1", ""), ("amount.1", "50"), ("do", "save"),
                ]
                #expect(try await browser.post("/money/transactions", from: form, fields).status == 303)
            }
            let list = try await browser.get("/money?month=2026-09")
            let id = try #require(list.pieces(after: "id=\"t-").first)
            let new = try await browser.get("/money/recurring/new?from=" + id)
            #expect(new.text.contains("value=\"2026-11-21\""))
            let fields = new.form("/money/recurring") + [("do", "save")]
            #expect(try await browser.post("/money/recurring", from: new, fields).status == 303)
            for month in ["2026-10", "2026-11"] {
                #expect(try await browser.get("/money?month=" + month).text.contains("Showing 1 of 1"), "\(month)")
            }
            #expect(try await browser.get("/money/recurring").text.contains("next 5 Dec"))
        }
    }

    @Test("a rule asks for amounts of any currency, whatever decimals the person's own has")
    func boundWithoutCurrency() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let settings = try await browser.get("/settings")
            let chosen = [("grouping", "western"), ("week", "1"), ("currency", "JPY")]
            #expect(try await browser.post("/settings/numbers", from: settings, chosen).status == 303)
            let form = try await browser.get("/money/rules/new")
            let category = try #require(option("Groceries", in: form))
            let fields = [
                ("name", "Dollars"), ("match", "all"), ("from", "12.50"), ("to", "¥ 1,000"), ("to-category", category),
                ("enabled", "yes"),
            ]
            let saved = try await browser.post("/money/rules", from: form, fields + [("do", "save")])
            #expect(saved.status == 303, "\(saved.text)")
            let rules = try await browser.get("/money/rules")
            let id = try #require(rules.pieces(after: "href=\"/money/rules/run?rule=").first)
            #expect(try await browser.get("/money/rules/" + id).text.contains("value=\"12.50\""))
            for wrong in ["much", "-5", "9223372036854775", "1.2345678"] {
                let typed = fields.map { ($0.0, $0.0 == "from" ? wrong : $0.1) } + [("do", "save")]
                let answer = try await browser.post("/money/rules", from: form, typed)
                #expect(answer.status == 422, "\(wrong)")
                #expect(answer.text.contains("id=\"f-from-e\""), "\(wrong)")
            }
        }
    }

    @Test("nothing is offered to be undone where nothing was changed")
    func undoOfNothing() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let rates = try await browser.get("/money/rates")
            let rate = [("date", "2026-11-10"), ("from", "USD"), ("to", "INR"), ("rate", "84")]
            let offer = "action=\"/money/undo\""
            _ = try await browser.post("/money/rates", from: rates, rate)
            #expect(try await browser.get("/money/rates").text.contains(offer))
            // The same once more, from a page that is not the one before.
            let again = try await browser.post("/money/rates", from: try await browser.get("/money/rates"), rate)
            #expect(again.status == 303)
            let after = try await browser.get("/money/rates")
            #expect(after.text.contains("The rate was saved.") && !after.text.contains(offer))
            let matches = try await browser.get("/money/matches")
            let forgotten = try await browser.post("/money/matches", from: matches, [("do", "forget")])
            #expect(forgotten.text.contains("All of them are proposed again.") && !forgotten.text.contains(offer))
        }
    }

    @Test("by form: rows without rules are named by their numbers, and any other number names none")
    func rowsOutOfBounds() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let token = try #require(Browser.formToken(try await browser.get("/money/import")))
            let csv = "Date,Payee,Amount\n2026-11-13,Grocer,-1.00\n2026-11-14,Baker,-2.00\n"
            let parts = [
                "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n",
                "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bank.csv\"\r\n\r\n",
                csv + "\r\n--XX--\r\n",
            ]
            let type = "multipart/form-data; boundary=XX"
            let staged = try await browser.send("POST", "/money/import", parts.joined(), type: type)
            let path = try #require(staged["location"])
            let numbers = [String(Int.min), "0", String(Int.max), "2"].map { ("plain", $0) }
            let saved = try await browser.post(path + "/commit", from: try await browser.get(path), numbers)
            #expect(saved.status == 303, "\(saved.text)")
            let done = try await browser.get(try #require(saved["location"]))
            #expect(done.text.contains("2 transactions added"))
        }
    }

    @Test("a kept view that is another under its address by now is shown as it is now")
    func keptView() async throws {
        try await TestHousehold.run(
            extra: { site in
                // As if a program changed the view between the moment it was read and the moment its page is made.
                [
                    Endpoint(.get, "/test/view", surface: .page, access: .unlocked) { request in
                        let pages = AnalysisPages(site: site)
                        _ = try await pages.answer(request, FormFields([(name: "down", value: "payee")]))
                        return try await pages.answer(request, FormFields([(name: "down", value: "account")]))
                    },
                    Endpoint(.get, "/test/trend", surface: .page, access: .unlocked) { request in
                        let pages = TrendPages(site: site)
                        _ = try await pages.answer(request, FormFields([(name: "by", value: "year")]))
                        return try await pages.answer(request, FormFields([(name: "by", value: "week")]))
                    },
                    Endpoint(.get, "/test/search", surface: .page, access: .unlocked) { request in
                        let pages = LedgerPages(site: site)
                        var sending = LedgerFilter.Sending()
                        sending.query = "before"
                        _ = try await pages.found(sending, cursor: nil, request)
                        sending.query = "after"
                        return try await pages.found(sending, cursor: nil, request)
                    },
                ]
            },
            { household in
                let browser = try await begin(household)
                // The flash of the account that was made is shown once, and pages with one are not kept.
                _ = try await browser.get("/money/accounts")
                let explored = try await browser.get("/test/view")
                #expect(explored.status == 200)
                #expect(explored.text.contains("value=\"account\" selected"))
                let trend = try await browser.get("/test/trend")
                #expect(trend.text.contains("value=\"week\" selected"))
                let found = try await browser.get("/test/search")
                #expect(found.text.contains("value=\"after\"") && !found.text.contains("value=\"before\""))
            }
        )
    }
}
