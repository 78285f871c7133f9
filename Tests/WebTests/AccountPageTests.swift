import Money
import Testing

@testable import Web

/// Changing, archiving and removing accounts and categories, in a browser that runs no scripts.
@Suite("Changing accounts and categories", .serialized)
struct AccountPageTests: PlanningPages {
    /// The id in the link that changes what has this name.
    private func id(_ name: String, under path: String, in page: RawAnswer) -> String? {
        page.text.split(separator: "href=\"\(path)/").dropFirst().first { piece in
            piece.split(separator: "<span class=\"vh\">: ").dropFirst().first?.hasPrefix(name + "<") == true
        }
        .map { String($0.prefix { $0 != "\"" }) }
    }

    private func tag(_ page: RawAnswer) -> (String, String) {
        ("tag", (between("name=\"tag\" value=\"", "\"", in: page) ?? "").replacing("&quot;", with: "\""))
    }

    private func undo(_ browser: Browser, from page: RawAnswer) async throws {
        let change = try #require(between("name=\"change\" value=\"", "\"", in: page))
        #expect(try await browser.post("/money/undo", from: page, [("change", change)]).status == 303)
    }

    @Test("everything that can hold an account or category is said in a sentence of its own")
    func sentences() {
        let said = MoneyHolder.allCases.map { Sentences.sentence(MoneyError.held(.category, by: $0)) }
        #expect(Set(said).count == MoneyHolder.allCases.count)
        #expect(Sentences.sentence(MoneyError.held(.kind, by: .loan)) != Sentences.sentence(.held(.account, by: .loan)))
    }

    @Test("an account is renamed, its opening balance corrected, archived and brought back")
    func account() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let list = try await browser.get("/money/accounts")
            let id = try #require(self.id("Salary bank", under: "/money/accounts", in: list))
            #expect(list.text.contains("href=\"/money/search?account=\(id)\">Salary bank</a>"))
            let path = "/money/accounts/" + id
            let edit = try await browser.get(path)
            #expect(edit.status == 200 && edit.text.contains("value=\"Salary bank\""))
            let refused = try await browser.post(
                path,
                from: edit,
                [("name", "Main"), ("kind", "tree"), ("opening", "much"), tag(edit)]
            )
            #expect(refused.status == 422 && refused.text.contains("Two things to fix."))
            #expect(refused.text.contains("value=\"much\"") && refused.text.contains("value=\"Main\""))
            let taken = try await browser.post(
                path,
                from: edit,
                [("name", "cash"), ("kind", "bank"), ("opening", "1"), tag(edit)]
            )
            #expect(taken.status == 422 && taken.text.contains("Another one has this name."))
            let fields = [("name", "Main"), ("kind", "card"), ("opening", "-1,250.50"), tag(edit)]
            let saved = try await browser.post(path, from: edit, fields)
            #expect(saved.status == 303 && saved["location"] == "/money/accounts")
            let changed = try await browser.get("/money/accounts")
            #expect(changed.text.contains(">Main</a>") && changed.text.contains("1,250.50"))
            #expect(!changed.text.contains(">Salary bank</a>"))
            // A form that was opened before says what is there now, and the next save is knowing.
            let stale = try await browser.post(path, from: edit, [("name", "Old"), ("kind", "bank"), tag(edit)])
            #expect(stale.status == 422 && stale.text.contains("changed elsewhere"))
            for words in ["It is “Main” now.", "It is “Card” now.", "It is “-1250.50” now."] {
                #expect(stale.text.contains(words), "\(words)")
            }
            #expect(stale.text.contains("value=\"Old\""))
            try await undo(browser, from: changed)
            #expect(try await browser.get("/money/accounts").text.contains(">Salary bank</a>"))
            let again = try await browser.get(path)
            let away = [("name", "Salary bank"), ("kind", "bank"), ("opening", "1000"), ("archived", "yes")]
            #expect(try await browser.post(path, from: again, away + [tag(again)]).status == 303)
            let archived = try await browser.get("/money/accounts")
            #expect(archived.text.contains("<h2>Archived</h2>"))
            #expect(option("Salary bank", in: try await browser.get("/money/transactions/new")) == nil)
            #expect(try await browser.post(path + "/back", from: archived, []).status == 303)
            let back = try await browser.get("/money/accounts")
            #expect(!back.text.contains("<h2>Archived</h2>"))
            #expect(option("Salary bank", in: try await browser.get("/money/transactions/new")) == id)
            #expect(try await browser.get("/money/accounts/zz").status == 404)
            #expect(try await browser.post("/money/accounts/0000000000000/back", from: back, []).status == 404)
        }
    }

    @Test("an account with entries is not removed and keeps its currency; an unused one goes, and comes back by undo")
    func removeAccount() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/transactions/new")
            let bank = try #require(option("Salary bank", in: form))
            let entry = [
                ("kind", "expense"), ("date", "2026-11-19"), ("payee", "Corner"), ("account", bank),
                ("category.1", try #require(option("Groceries", in: form))), ("amount.1", "12"),
            ]
            #expect(try await browser.post("/money/transactions", from: form, entry).status == 303)
            let used = try await browser.get("/money/accounts/" + bank)
            #expect(used.text.contains("Entries are in it. Archive it instead."))
            #expect(!used.text.contains("Remove this account") && !used.text.contains("name=\"currency\""))
            let refused = try await browser.post("/money/accounts/\(bank)/remove", from: used, [])
            #expect(refused.status == 422)
            #expect(refused.text.split(separator: "Entries are in it. Archive it instead.").count == 3)
            let dollars = [("name", "Salary bank"), ("kind", "bank"), ("currency", "USD"), tag(used)]
            let currency = try await browser.post("/money/accounts/" + bank, from: used, dollars)
            #expect(currency.status == 422 && currency.text.contains("The currency cannot change while"))
            let list = try await browser.get("/money/accounts")
            let upi = try #require(id("UPI", under: "/money/accounts", in: list))
            let unused = try await browser.get("/money/accounts/" + upi)
            #expect(unused.text.contains("Remove this account") && unused.text.contains("name=\"currency\""))
            #expect(try await browser.post("/money/accounts/\(upi)/remove", from: unused, []).status == 303)
            let gone = try await browser.get("/money/accounts")
            #expect(!gone.text.contains(">UPI</a>"))
            #expect(try await browser.get("/money/accounts/" + upi).status == 404)
            #expect(try await browser.post("/money/accounts/\(upi)/remove", from: gone, []).status == 404)
            try await undo(browser, from: gone)
            #expect(try await browser.get("/money/accounts").text.contains(">UPI</a>"))
        }
    }

    @Test("a category is renamed and moved, never under itself, and removed when nothing uses it")
    func category() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let list = try await browser.get("/money/categories")
            func id(_ name: String) throws -> String {
                try #require(self.id(name, under: "/money/categories", in: list))
            }
            let (transport, fuel, travel) = (try id("Transport"), try id("Fuel"), try id("Travel"))
            #expect(list.text.contains("href=\"/money/search?category=\(fuel)\">Fuel</a>"))
            let edit = try await browser.get("/money/categories/" + transport)
            #expect(option("Travel", in: edit) == travel)
            #expect(option("Transport", in: edit) == nil && option("Fuel", in: edit) == nil)
            #expect(option("Salary", in: edit) == nil, "of the other kind")
            let path = "/money/categories/" + transport
            for parent in [transport, fuel] {
                let cyclic = try await browser.post(
                    path,
                    from: edit,
                    [("name", "Transport"), ("parent", parent), tag(edit)]
                )
                #expect(cyclic.status == 422 && cyclic.text.contains("It cannot be under itself."))
            }
            let unknown = try await browser.post(path, from: edit, [("name", "T"), ("parent", "zz"), tag(edit)])
            #expect(unknown.status == 422 && unknown.text.contains("It does not exist."))
            let moved = [("name", "Getting around"), ("parent", travel), tag(edit)]
            #expect(try await browser.post(path, from: edit, moved).status == 303)
            let after = try await browser.get("/money/categories")
            #expect(after.text.contains("<li class=\"depth-1\"><span><a class=\"nolink\""))
            #expect(after.text.contains(">Getting around</a>"))
            let stale = try await browser.post(path, from: edit, [("name", "Transport"), ("parent", ""), tag(edit)])
            #expect(stale.status == 422 && stale.text.contains("It is “Getting around” now."))
            #expect(stale.text.contains("It is “Travel” now."))
            try await undo(browser, from: after)
            #expect(try await browser.get("/money/categories").text.contains(">Transport</a>"))
            let held = try await browser.post(path + "/remove", from: edit, [])
            #expect(held.status == 422)
            #expect(held.text.contains("Other categories stand under it. Move or remove them first."))
            let leaf = "/money/categories/" + fuel
            #expect(try await browser.get(leaf).text.contains("Remove this category"))
            #expect(try await browser.post(leaf + "/remove", from: edit, []).status == 303)
            let gone = try await browser.get("/money/categories")
            #expect(!gone.text.contains(">Fuel</a>") && gone.text.contains("It can be undone for 30 days."))
            try await undo(browser, from: gone)
            #expect(try await browser.get("/money/categories").text.contains(">Fuel</a>"))
            #expect(try await browser.get("/money/categories/0000000000001").status == 404, "what every book has")
        }
    }

    @Test(
        "what a new person begins with is in the language and money of where she signs up",
        arguments: [
            ("de", ["Bargeld", "Girokonto", "Karte"], "EUR", "Lebensmittel", "12,50 kaffee", "Auswärts essen"),
            ("en-GB", ["Cash", "Bank", "Card"], "GBP", "Groceries", "coffee 12.50", "Eating out"),
            ("en-US", ["Cash", "Bank", "Card"], "USD", "Groceries", "coffee 12.50", "Eating out"),
            ("en-IN", ["Cash", "Savings", "UPI", "Card"], "INR", "Groceries", "coffee 12.50", "Eating out"),
            ("hi", ["नकद", "बचत", "UPI", "कार्ड"], "INR", "किराना", "चाय 20", "बाहर खाना"),
        ]
    )
    func starter(
        _ language: String,
        _ accounts: [String],
        _ currency: String,
        _ groceries: String,
        _ line: String,
        _ category: String
    ) async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            let token = try #require(between("name=\"csrf\" value=\"", "\"", in: door))
            let body =
                "csrf=\(token)&handle=asha&understood=yes&passphrase="
                + PercentCoding.encode(TestHousehold.passphrase)
            let spoken = "Accept-Language: " + language
            let kit = try await browser.send("POST", "/sign-up", body, fields: [spoken])
            #expect(kit.status == 200)
            let list = try await browser.get("/money/accounts")
            let found = list.text.split(separator: "href=\"/money/search?account=").dropFirst().compactMap { piece in
                piece.split(separator: ">").dropFirst().first.map { String($0.prefix { $0 != "<" }) }
            }
            #expect(found == accounts)
            let settings = try await browser.get("/settings")
            #expect(settings.text.contains("value=\"\(currency)\" selected"))
            #expect(try await browser.get("/money/categories").text.contains(">\(groceries)</a>"))
            // The words a language is typed in find what the set is called in it.
            let today = try await browser.get("/today")
            #expect(try await browser.post("/today/add", from: today, [("text", line)]).status == 303)
            #expect(try await browser.get("/money?month=2026-11").text.contains(category))
        }
    }
}
