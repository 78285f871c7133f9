import Money
import Primitives
import Synchronization
import Testing

@testable import Web

/// Recurring entries, budgets and the forecast, in a browser that runs no scripts.
@Suite("Planning pages", .serialized)
struct PlanningPageTests: PlanningPages {
    private func rule(_ account: String, _ category: String, _ more: [(String, String)]) -> [(String, String)] {
        let fields = [
            ("kind", "expense"), ("date", "2026-09-01"), ("account", account), ("payee", "Power company"),
            ("amount.1", "1,750"), ("category.1", category), ("every", "1"), ("unit", "month"),
            ("on.1", "last-working-1"), ("on.2", ""), ("end", "never"), ("shift", "none"), ("do", "save"),
        ]
        let names = Set(more.map(\.0))
        return fields.filter { !names.contains($0.0) } + more
    }

    @Test("a rule is typed once; what is due waits for a look, is confirmed with what it was, skipped and taken back")
    func recurring() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/recurring/new")
            let account = try #require(option("Salary bank", in: form))
            let category = try #require(option("Groceries", in: form))
            let refused = try await browser.post(
                "/money/recurring",
                from: form,
                rule(account, category, [("every", "0"), ("unit", "week"), ("end", "count"), ("count", "x")])
            )
            #expect(refused.status == 422)
            #expect(refused.text.contains("3 things to fix."))
            #expect(refused.text.contains("Choose at least one day of the week."))
            let saved = try await browser.post(
                "/money/recurring",
                from: form,
                rule(account, category, [("variable", "yes")])
            )
            #expect(saved.status == 303)
            let page = try await browser.get("/money/recurring")
            #expect(page.text.contains("Every month on the last working day"))
            #expect(page.text.contains("Power company"))
            #expect(page.text.contains("next 30 Nov"))
            let first = try #require(between("action=\"/money/recurring/occurrences/", "\"", in: page))
            let path = "/money/recurring/occurrences/" + first
            let wrong = try await browser.post(path, from: page, [("do", "confirm"), ("amount." + first, "much")])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("value=\"much\""), "what was typed stays")
            #expect(wrong.text.contains("id=\"f-amount-\(first)-e\""), "the sentence stands beside its field")
            #expect(wrong.text.contains("It must be an amount such as 1240.50."))
            _ = try await browser.post(path, from: page, [("do", "confirm"), ("amount." + first, "1,812.50")])
            let confirmed = try await browser.get("/money/recurring")
            #expect(confirmed.text.contains("Confirmed."))
            #expect(!confirmed.text.contains("occurrences/" + first))
            #expect(try await browser.get("/money?month=2026-09").text.contains("1,812"))
            let second = try #require(between("action=\"/money/recurring/occurrences/", "\"", in: confirmed))
            _ = try await browser.post("/money/recurring/occurrences/" + second, from: page, [("do", "skip")])
            let skipped = try await browser.get("/money/recurring")
            #expect(skipped.text.contains("Skipped."))
            #expect(try await !browser.get("/money?month=2026-10").text.contains("Power company"))
            let change = try #require(between("name=\"change\" value=\"", "\"", in: skipped))
            _ = try await browser.post("/money/undo", from: skipped, [("change", change)])
            #expect(try await browser.get("/money?month=2026-10").text.contains("Power company"))
            #expect(try await browser.get("/today").text.contains("1 entry waits for a look."))
        }
    }

    @Test("opening the app makes what came due since, once, and nothing while she is locked out")
    func openingMakesWhatIsDue() async throws {
        let days = Mutex(0)
        try await TestHousehold.run(today: { days.withLock { TestHousehold.today.adding(days: $0) } }) { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/recurring/new")
            let account = try #require(option("Salary bank", in: form))
            let daily = [("unit", "day"), ("date", "2026-11-11")]
            _ = try await browser.post("/money/recurring", from: form, rule(account, "", daily))
            for _ in 0..<3 {
                let month = try await browser.get("/money?month=2026-11")
                #expect(month.text.contains("Showing 10 of 10"))
            }
            // Whoever is locked out makes nothing on the day she asks, and what is due on the day she is back.
            _ = try await browser.post("/lock", from: form, [])
            days.withLock { $0 = 5 }
            for path in ["/today", "/money?month=2026-11", "/money/recurring"] {
                #expect(try await browser.get(path).text.contains("name=\"passphrase\""))
            }
            days.withLock { $0 = 2 }
            let door = try await browser.get("/today")
            let passphrase = [("passphrase", TestHousehold.passphrase), ("next", "/today")]
            #expect(try await browser.post("/unlock", from: door, passphrase).status == 303)
            #expect(try await browser.get("/money?month=2026-11").text.contains("Showing 12 of 12"))
            let page = try await browser.get("/money/recurring")
            let id = try #require(between("href=\"/money/recurring/", "\"", in: RawAnswer(only: page, after: "re-all")))
            let edit = try await browser.get("/money/recurring/" + id)
            let tag = try #require(between("name=\"tag\" value=\"", "\"", in: edit))
            #expect(tag.hasPrefix("&quot;"))
            let stale = try await browser.post("/money/recurring/" + id, from: edit, rule(account, "", daily))
            #expect(stale.status == 422)
            #expect(stale.text.contains("This was changed elsewhere meanwhile"))
            #expect(!stale.text.contains("It is “days” now."))
            let newer = ("tag", try #require(between("name=\"tag\" value=\"", "\"", in: stale)))
            let weekly = [
                ("unit", "week"), ("weekday.1", "yes"), ("date", "2026-11-11"), ("payee", "Water company"),
                ("paused", "yes"),
            ]
            let said = try await browser.post("/money/recurring/" + id, from: edit, rule(account, "", weekly))
            #expect(newer.1 == tag)
            for words in ["It is “days” now.", "It is “Power company” now.", "It is switched off now."] {
                #expect(said.text.contains(words), "\(words)")
            }
            let removed = try await browser.post("/money/recurring/\(id)/remove", from: edit, [])
            #expect(removed.status == 303)
            #expect(try await browser.get("/money?month=2026-11").text.contains("Showing 12 of 12"))
        }
    }

    @Test("undoing the save of a rule takes all back that was made of it, and undoing what an opening made holds")
    func undoOfWhatWasMade() async throws {
        let days = Mutex(0)
        try await TestHousehold.run(today: { days.withLock { TestHousehold.today.adding(days: $0) } }) { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/recurring/new")
            let account = try #require(option("Salary bank", in: form))
            let daily = rule(account, "", [("unit", "day"), ("date", "2026-11-11")])
            _ = try await browser.post("/money/recurring", from: form, daily)
            let saved = try await browser.get("/money/recurring")
            let save = try #require(between("name=\"change\" value=\"", "\"", in: saved))
            #expect(try await browser.get("/money?month=2026-11").text.contains("Showing 10 of 10"))
            days.withLock { $0 = 1 }
            #expect(try await browser.get("/money?month=2026-11").text.contains("Showing 11 of 11"))
            _ = try await browser.post("/money/undo", from: saved, [("change", save)])
            let undone = try await browser.get("/money/recurring")
            #expect(undone.text.contains("Undone."))
            #expect(undone.text.contains("Nothing recurs yet"))
            #expect(try await !browser.get("/money?month=2026-11").text.contains("Power company"))
            // What an opening made is a change of its own, and the next opening leaves its undoing alone.
            _ = try await browser.post("/money/recurring", from: undone, daily)
            days.withLock { $0 = 2 }
            #expect(try await browser.get("/money?month=2026-11").text.contains("Showing 12 of 12"))
            let opening = String(try #require(UInt64(save)) + 4)
            _ = try await browser.post("/money/undo", from: saved, [("change", opening)])
            #expect(try await browser.get("/today").text.contains("11 entries wait for a look."))
            #expect(try await browser.get("/money?month=2026-11").text.contains("Showing 11 of 11"))
        }
    }

    @Test("what was settled elsewhere meanwhile is left as it is")
    func settledElsewhere() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/recurring/new")
            let account = try #require(option("Salary bank", in: form))
            _ = try await browser.post("/money/recurring", from: form, rule(account, "", [("variable", "yes")]))
            let page = try await browser.get("/money/recurring")
            let id = try #require(between("action=\"/money/recurring/occurrences/", "\"", in: page))
            let path = "/money/recurring/occurrences/" + id
            _ = try await browser.post(path, from: page, [("do", "confirm"), ("amount." + id, "1,812.50")])
            for sent in [[("do", "skip")], [("do", "confirm"), ("amount." + id, "1,900")]] {
                _ = try await browser.post(path, from: page, sent)
                let shown = try await browser.get("/money/recurring")
                #expect(shown.text.contains("It was settled elsewhere in the meantime"))
            }
            #expect(try await browser.get("/money?month=2026-09").text.contains("1,812"))
        }
    }

    @Test("a first day that is far too early is refused beside its field")
    func farTooEarly() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/recurring/new")
            let account = try #require(option("Salary bank", in: form))
            let daily = rule(account, "", [("unit", "day"), ("date", "0026-11-11")])
            let refused = try await browser.post("/money/recurring", from: form, daily)
            #expect(refused.status == 422)
            #expect(refused.text.contains("More than 1000 entries would be due at once. Begin later."))
            let budget = try await browser.get("/money/budgets/new")
            let category = try #require(option("Groceries", in: budget))
            let fields = [
                ("name", "Household"), ("currency", "INR"), ("style", "limit"), ("span", "month"), ("day", "1"),
                ("starts", "0026-11-01"), ("category.1", category), ("amount.1", "1,100"), ("do", "save"),
            ]
            let early = try await browser.post("/money/budgets", from: budget, fields)
            #expect(early.status == 422)
            #expect(early.text.contains("It began so long ago that there are more than 4000 periods."))
        }
    }

    @Test("what if is shown and never kept")
    func whatIf() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let page = try await browser.get("/money/forecast")
            #expect(page.text.contains("From ₹1,000 today to ₹1,000"))
            let account = try #require(option("Salary bank", in: page))
            let row = [("days", "90"), ("account.1", account), ("date.1", "2026-12-01"), ("repeats.1", "month")]
            let shown = try await browser.post("/money/forecast", from: page, row + [("amount.1", "-600")])
            #expect(shown.status == 200)
            #expect(shown.text.contains("Salary bank falls below zero on 1 January 2027"))
            #expect(shown.text.contains("without “what if”"))
            let refused = try await browser.post("/money/forecast", from: page, row + [("amount.1", "half")])
            #expect(refused.status == 422)
            #expect(try await browser.get("/money/forecast").text.contains("From ₹1,000 today to ₹1,000"))
            #expect(try await browser.get("/money").text.contains("Showing") == false)
        }
    }
}

/// What tests of planning pages begin with.
protocol PlanningPages {}

extension PlanningPages {
    /// A person with one account.
    func begin(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let accounts = try await browser.get("/money/accounts")
        let made = try await browser.post(
            "/money/accounts",
            from: accounts,
            [("name", "Salary bank"), ("kind", "bank"), ("currency", "INR"), ("opening", "1000")]
        )
        #expect(made.status == 303)
        return browser
    }

    /// The value of the option with these words.
    func option(_ words: String, in page: RawAnswer) -> String? {
        page.text.split(separator: "<option value=\"").dropFirst().first { piece in
            let label = piece.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
            return label.trimmingPrefix { $0 == "\u{2003}" } == words[...]
        }
        .map { String($0.prefix { $0 != "\"" }) }
    }

    func between(_ first: String, _ last: Character, in page: RawAnswer) -> String? {
        page.text.split(separator: first).dropFirst().first.map { String($0.prefix { $0 != last }) }
    }
}

extension RawAnswer {
    /// The rest of a page from a word on.
    fileprivate init(only page: RawAnswer, after word: String) {
        let rest = page.text.split(separator: word, maxSplits: 1).last.map(String.init) ?? ""
        self.init(status: page.status, fields: page.fields, body: Array(rest.utf8))
    }
}
