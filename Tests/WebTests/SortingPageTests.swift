import Primitives
import Testing

@testable import Web

/// Rules, merging and matching, in a browser that runs no scripts.
@Suite("Rules on pages", .serialized)
struct SortingPageTests {
    /// A person with two accounts.
    private func begin(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        for name in ["Salary bank", "Pot"] {
            let accounts = try await browser.get("/money/accounts")
            let made = try await browser.post(
                "/money/accounts",
                from: accounts,
                [("name", name), ("kind", "bank"), ("currency", "INR"), ("opening", "1000")]
            )
            #expect(made.status == 303)
        }
        return browser
    }

    /// The value of the option with these words.
    private func option(_ words: String, in page: RawAnswer) -> String? {
        page.text.split(separator: "<option value=\"").dropFirst().first { piece in
            let label = piece.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
            return label.trimmingPrefix { $0 == "\u{2003}" } == words[...]
        }
        .map { String($0.prefix { $0 != "\"" }) }
    }

    private func pieces(_ first: String, in page: RawAnswer) -> [String] {
        page.text.split(separator: first).dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    private func add(
        _ browser: Browser,
        _ kind: String,
        _ account: String,
        _ payee: String,
        _ amount: String,
        _ day: String,
        category: String = ""
    ) async throws {
        let form = try await browser.get("/money/transactions/new")
        let saved = try await browser.post(
            "/money/transactions",
            from: form,
            [
                ("kind", kind), ("date", day), ("account", try #require(option(account, in: form))),
                ("payee", payee), ("amount.1", amount), ("category.1", category), ("do", "save"),
            ]
        )
        #expect(saved.status == 303, "\(saved.text)")
    }

    @Test("a rule is made, moved, tried on what is there, applied, undone, and sorts what is typed from then on")
    func rules() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            try await add(browser, "expense", "Salary bank", "UPI-SWIGGY-1", "180", "2026-11-01")
            let form = try await browser.get("/money/rules/new")
            let category = try #require(option("Groceries", in: form))
            let refused = try await browser.post(
                "/money/rules",
                from: form,
                [("name", "Deliveries"), ("text.1", ""), ("from", "much"), ("enabled", "yes"), ("do", "save")]
            )
            #expect(refused.status == 422)
            #expect(refused.text.contains("It must be an amount such as 1240.50."))
            let empty = try await browser.post("/money/rules", from: form, [("name", "x"), ("do", "save")])
            #expect(empty.text.contains("Say at least one thing that an entry must be."))
            for name in ["First", "Deliveries"] {
                let saved = try await browser.post(
                    "/money/rules",
                    from: form,
                    [
                        ("name", name), ("match", "all"), ("about.1", "payee-contains"),
                        ("text.1", name == "First" ? "nobody" : "swiggy"), ("to", "1,500"),
                        ("to-category", category), ("add-tags", "delivery"), ("enabled", "yes"), ("do", "save"),
                    ]
                )
                #expect(saved.status == 303, "\(saved.text)")
            }
            let page = try await browser.get("/money/rules")
            #expect(page.text.contains("payee holds “swiggy” and amount up to 1,500"))
            #expect(page.text.contains("category becomes Groceries · gets #delivery"))
            let moves = pieces("action=\"/money/rules/", in: page).filter { $0.hasSuffix("/move") }
            #expect(moves.count == 2)
            _ = try await browser.post("/money/rules/" + moves[1], from: page, [("do", "up")])
            let moved = try await browser.get("/money/rules")
            #expect(pieces("action=\"/money/rules/", in: moved).filter { $0.hasSuffix("/move") } == moves.reversed())
            let run = try await browser.get("/money/rules/run")
            #expect(run.text.contains("1 entry fits. Nothing has been changed yet."))
            #expect(run.text.contains("UPI-SWIGGY-1 · Groceries · #delivery"))
            let digest = try #require(pieces("name=\"digest\" value=\"", in: run).first)
            let stale = try await browser.post("/money/rules/run", from: run, [("rule", ""), ("digest", "00")])
            #expect(stale.text.contains("Something changed meanwhile."))
            let done = try await browser.post("/money/rules/run", from: run, [("rule", ""), ("digest", digest)])
            #expect(done.text.contains("1 entry changed.") && done.text.contains("nothing would change"))
            let change = try #require(pieces("name=\"change\" value=\"", in: done).first)
            _ = try await browser.post("/money/undo", from: done, [("change", change)])
            #expect(try await browser.get("/money/rules/run").text.contains("Nothing has been changed yet."))
            try await add(browser, "expense", "Salary bank", "swiggy again", "90", "2026-11-02")
            let search = try await browser.get("/money?month=2026-11")
            #expect(search.text.contains("swiggy again") && search.text.contains("Groceries"))
            let id = try #require(pieces("href=\"/money/rules/run?rule=", in: moved).first)
            let edit = try await browser.get("/money/rules/" + id)
            #expect(edit.text.contains("value=\"swiggy\"") && edit.text.contains("value=\"1500\""))
            let removed = try await browser.post("/money/rules/\(id)/remove", from: edit, [])
            #expect(removed.status == 303)
            #expect(try await !browser.get("/money/rules").text.contains("swiggy"))
        }
    }

    @Test("a payee that is put into one category again and again suggests a rule, and one button makes it")
    func suggestion() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/transactions/new")
            let category = try #require(option("Groceries", in: form))
            for day in 1...3 {
                try await add(
                    browser,
                    "expense",
                    "Pot",
                    "Green Grocer",
                    "10",
                    "2026-11-0\(day)",
                    category: category
                )
            }
            let page = try await browser.get("/money/rules")
            #expect(page.text.contains("Always put Green Grocer into Groceries?"))
            let fields = [("payee", "Green Grocer"), ("category", category)]
            let made = try await browser.post("/money/rules/suggested", from: page, fields)
            #expect(made.status == 303)
            let after = try await browser.get("/money/rules")
            #expect(after.text.contains("payee is “Green Grocer”") && !after.text.contains("Always put"))
            _ = try await browser.post("/money/rules/suggested", from: after, fields)
            #expect(try await browser.get("/money/rules").text.contains("It was settled elsewhere"))
        }
    }

    @Test("two entries that a search found are made one, with what was chosen of each")
    func merge() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            try await add(browser, "expense", "Pot", "Chai Point", "120", "2026-11-01")
            try await add(browser, "expense", "Pot", "UPI-CHAI-12", "120", "2026-11-02")
            try await add(browser, "expense", "Pot", "Chair", "121", "2026-11-02")
            let month = try await browser.get("/money")
            let bulk = try await browser.post("/money/change", from: month, [("q", "chai")])
            let ticks = pieces("name=\"t.", in: bulk)
            #expect(ticks.count == 3)
            // Newest first: the chair, then the two.
            let all = ticks.map { ("t." + $0, "1") }
            let three = try await browser.post("/money/change", from: bulk, [("q", "chai"), ("do", "merge")] + all)
            #expect(three.text.contains("Tick the two entries that are the same thing."))
            let unlike = try await browser.post(
                "/money/change",
                from: bulk,
                [("q", "chai"), ("do", "merge")] + all.prefix(2)
            )
            #expect(unlike.text.contains("Both must move the same amount on the same account."))
            let page = try await browser.post(
                "/money/change",
                from: bulk,
                [("q", "chai"), ("do", "merge")] + all.suffix(2)
            )
            #expect(page.status == 200 && page.text.contains("Make two entries one"))
            func hidden(_ name: String) throws -> (String, String) {
                (name, try #require(pieces("name=\"\(name)\" value=\"", in: page).first))
            }
            let fields = try ["keep", "keep-version", "other", "other-version"].map(hidden)
            let chosen = [("day", "other"), ("payee", "kept")]
            let made = try await browser.post("/money/merge", from: page, fields + chosen)
            #expect(made.status == 303)
            let after = try await browser.get("/money?month=2026-11")
            #expect(after.text.contains("The two are one entry now."))
            #expect(after.text.contains("Chai Point") && !after.text.contains("UPI-CHAI-12"))
            let again = try await browser.post("/money/merge", from: page, fields + [("day", "kept")])
            #expect(again.status == 303)
            #expect(try await browser.get("/money").text.contains("It was settled elsewhere"))
        }
    }

    @Test("pairs that look like transfers are shown, ticked where they are sure, matched, rejected and proposed again")
    func matches() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            try await add(browser, "expense", "Salary bank", "To pot", "500", "2026-11-01")
            try await add(browser, "income", "Pot", "NEFT", "500", "2026-11-01")
            try await add(browser, "expense", "Salary bank", "Later", "70", "2026-11-03")
            try await add(browser, "income", "Pot", "Later too", "70", "2026-11-06")
            let page = try await browser.get("/money/matches")
            #expect(page.text.contains("2 pairs look like transfers.") && page.text.contains("3 days apart"))
            let pairs = pieces("name=\"m.", in: page)
            #expect(pairs.count == 2 && page.text.split(separator: "value=\"1.1\" checked").count == 2)
            let narrow = try await browser.post("/money/matches", from: page, [("do", "show"), ("days", "1")])
            #expect(narrow.text.contains("1 pair looks like a transfer."))
            let wrong = try await browser.post("/money/matches", from: page, [("do", "show"), ("days", "31")])
            #expect(wrong.status == 422 && wrong.text.contains("It must be a whole number from 0 to 30."))
            let none = try await browser.post("/money/matches", from: page, [("do", "match")])
            #expect(none.status == 422 && none.text.contains("Tick at least one pair."))
            let matched = try await browser.post(
                "/money/matches",
                from: page,
                [("do", "match"), ("m." + pairs[0], "1.1")]
            )
            #expect(matched.text.contains("1 transfer made of two entries."))
            #expect(matched.text.contains("1 pair looks like a transfer."))
            // Another page with the same ticks: the same form again would be done already.
            let other = try await browser.get("/money/matches")
            let stale = try await browser.post(
                "/money/matches",
                from: other,
                [("do", "match"), ("m." + pairs[0], "1.1")]
            )
            #expect(stale.text.contains("1 pair is not what it was any more and stays as it is."))
            let rejected = try await browser.post(
                "/money/matches",
                from: page,
                [("do", "reject"), ("m." + pairs[1], "1.1")]
            )
            #expect(rejected.text.contains("No two entries look like a transfer."))
            #expect(rejected.text.contains("1 pair is none, as you said."))
            let again = try await browser.post("/money/matches", from: rejected, [("do", "forget")])
            #expect(again.text.contains("1 pair looks like a transfer."))
        }
    }

    @Test("an entry is copied for today, and a payee fills in what it was last time")
    func copies() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/transactions/new")
            let category = try #require(option("Groceries", in: form))
            try await add(browser, "expense", "Pot", "Green Grocer", "64.50", "2026-11-03", category: category)
            let month = try await browser.get("/money?month=2026-11")
            let id = try #require(pieces("id=\"t-", in: month).first)
            let entry = try await browser.get("/money/transactions/" + id)
            #expect(entry.text.contains("href=\"/money/transactions/new?from=\(id)\""))
            let copy = try await browser.get("/money/transactions/new?from=" + id)
            #expect(copy.text.contains("value=\"Green Grocer\"") && copy.text.contains("value=\"64.50\""))
            #expect(copy.text.contains("value=\"\(TestHousehold.today.iso)\""))
            #expect(copy.text.contains("<option value=\"Green Grocer\">"))
            let filled = try await browser.post(
                "/money/transactions",
                from: form,
                [("kind", "expense"), ("payee", "green grocer"), ("amount.1", ""), ("category.1", ""), ("do", "fill")]
            )
            #expect(filled.text.contains("Last on 3 Nov"))
            #expect(filled.text.contains("<option value=\"\(category)\" selected>"))
            let unknown = try await browser.post(
                "/money/transactions",
                from: form,
                [("kind", "expense"), ("payee", "Nobody"), ("amount.1", "5"), ("category.1", ""), ("do", "fill")]
            )
            #expect(unknown.text.contains("There is no entry with this payee yet."))
            #expect(try await browser.get("/money/transactions/new?from=zz").status == 404)
        }
    }
}
