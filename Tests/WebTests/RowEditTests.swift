import Money
import Primitives
import Testing

@testable import Web

/// Editing a transaction where it stands in the list, without a script.
@Suite("Editing in the list", .serialized)
struct RowEditTests {
    /// A person with a book and one entry: lunch, 18 November, 460, with a note and a tag.
    private struct Scene {
        let browser: Browser
        let cash: String
        let food: String
        let id: String

        init(_ household: TestHousehold) async throws {
            browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            _ = try await browser.post(
                "/sign-up",
                from: door,
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let form = try await browser.get("/money/transactions/new")
            cash = try #require(Self.option("Cash", of: "account", form))
            food = try #require(Self.option("Eating out", of: "category.1", form))
            try await Self.add(browser, cash, payee: "Lunch", day: "2026-11-18", category: food, form)
            let list = try await browser.get("/money?month=2026-11")
            id = String(try #require(list.text.firstMatch(of: /id="t-([0-9A-Z]{13})"/)).1)
        }

        static func add(
            _ browser: Browser,
            _ account: String,
            payee: String,
            day: String,
            category: String = "",
            amount: String = "460",
            _ form: RawAnswer
        ) async throws {
            let fields = [
                ("kind", "expense"), ("date", day), ("payee", payee), ("account", account), ("category.1", category),
                ("amount.1", amount), ("tags", "trip"), ("note", "with Devika"), ("do", "save"),
            ]
            #expect(try await browser.post("/money/transactions", from: form, fields).status == 303)
        }

        static func option(_ label: String, of name: String, _ page: RawAnswer) -> String? {
            let select = page.text.split(separator: "name=\"\(name)\"").dropFirst().first?
                .split(separator: "</select>").first
            let option = select?.split(separator: "<option")
                .first { $0.contains(">\(label)") || $0.contains("\(label)<") }
            return option?.split(separator: "value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
        }

        var editing: String { "/money?month=2026-11&edit=\(id)" }

        /// The fields of the row, some of them changed.
        func fields(_ version: String, _ changes: [String: String] = [:]) -> [(String, String)] {
            [
                ("place", "row"), ("version", version), ("kind", "expense"), ("month", "2026-11"), ("payee", "Lunch"),
                ("date", "2026-11-18"), ("category.1", food), ("account", cash), ("amount.1", "460.00"), ("do", "save"),
            ].map { ($0.0, changes[$0.0] ?? $0.1) }
        }

        func save(_ version: String, _ changes: [String: String] = [:]) async throws -> RawAnswer {
            let page = try await browser.get(editing)
            return try await browser.post("/money/transactions/\(id)", from: page, fields(version, changes))
        }
    }

    @Test("the row's link shows its form in its place, and saving leads back to the row; note and tags stay")
    func save() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            let list = try await scene.browser.get("/money?month=2026-11")
            #expect(list.text.contains("href=\"/money?month=2026-11&amp;edit=\(scene.id)#f-payee\""))
            #expect(!list.text.contains("class=\"txedit\""))
            let page = try await scene.browser.get(scene.editing)
            #expect(page.text.contains("class=\"txedit\""))
            #expect(page.text.contains("value=\"460.00\""))
            #expect(page.text.contains("November 2026"), "the list stays around it")
            let saved = try await scene.save("1", ["payee": "Dinner", "amount.1": "1,500"])
            #expect(saved.status == 303)
            #expect(saved["location"] == "/money?month=2026-11&at=\(scene.id)#t-\(scene.id)")
            let whole = try await scene.browser.get("/money/transactions/\(scene.id)")
            for value in ["value=\"Dinner\"", "value=\"1500.00\"", "value=\"trip\"", "with Devika</textarea>"] {
                #expect(whole.text.contains(value), "\(value)")
            }
            let moved = try await scene.save("2", ["date": "2026-10-31"])
            #expect(moved["location"] == "/money?month=2026-10&at=\(scene.id)#t-\(scene.id)")
        }
    }

    @Test("tags go through the form as they are, whatever characters they hold")
    func tagsWithSpaces() throws {
        var book = MoneyBook()
        let planned = try MoneyCommands.starterSet(currency: .inr, batchStart: 1)
        try book.apply(planned.changes, batchStart: 1, at: .init(seconds: 0))
        let cash = try #require(book.liveAccounts.first)
        let day = try #require(CalendarDay(iso: "2026-11-18"))
        let amount = Amount(minorUnits: 100, currency: cash.currency)
        let content = TransactionContent(
            day: day,
            tags: ["road trip", "#1"],
            postings: [
                Posting(.account(cash.id), try amount.negated()), Posting(.category(.uncategorisedExpense), amount),
            ]
        )
        var form = try #require(TransactionFormReader.form(of: content, .western))
        form.payee = "Somebody"
        #expect(try TransactionFormReader.draft(of: form, book).tags == ["road trip", "#1"])
        form.tags = "a b, #c"
        #expect(try TransactionFormReader.draft(of: form, book).tags == ["a b", "c"])
    }

    @Test("what is wrong is said beside the field, in the list, with what was typed")
    func refused() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            let answer = try await scene.save("1", ["amount.1": "12o", "payee": "\"><script>"])
            #expect(answer.status == 422)
            #expect(answer.text.contains("class=\"txedit\""))
            #expect(answer.text.contains("value=\"12o\""))
            #expect(answer.text.contains("&quot;&gt;&lt;script&gt;"))
            #expect(answer.text.contains("<a href=\"#f-amount-1\">Amount</a>"))
            #expect(answer.text.contains("id=\"f-amount-1-e\""))
            #expect(answer.text.contains("November 2026"))
        }
    }

    @Test("an edit of an older state says what the entry is now; saving once more replaces it")
    func stale() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            #expect(try await scene.save("1", ["payee": "Dinner"]).status == 303)
            let late = try await scene.save("1", ["amount.1": "500"])
            #expect(late.status == 422)
            #expect(late.text.contains("changed elsewhere"))
            #expect(late.text.contains("It is “Dinner” now."))
            #expect(late.text.contains("It is “460.00” now."))
            #expect(late.text.contains("value=\"500\""), "what was typed stays")
            #expect(late.text.contains("name=\"version\" value=\"2\""))
            #expect(try await scene.browser.get(scene.editing).text.contains("value=\"Dinner\""), "nothing was saved")
            #expect(try await scene.save("2", ["amount.1": "500"]).status == 303)
            #expect(try await scene.browser.get(scene.editing).text.contains("value=\"500.00\""))
        }
    }

    @Test("splitting and the form with every field go on with what was typed")
    func wholeForm() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            for (action, lines) in [("line", 2), ("all", 1)] {
                let page = try await scene.save("1", ["do": action, "payee": "Supper"])
                #expect(page.status == 200)
                #expect(page.text.contains("value=\"Supper\""))
                #expect(page.text.contains("with Devika</textarea>"))
                #expect(page.text.contains("name=\"amount.2\"") == (lines == 2))
            }
            let split = scene.fields("1").filter { $0.0 != "place" } + [("category.2", ""), ("amount.2", "40")]
            let form = try await scene.browser.get(scene.editing)
            #expect(try await scene.browser.post("/money/transactions/\(scene.id)", from: form, split).status == 303)
            let list = try await scene.browser.get("/money?month=2026-11")
            #expect(list.text.contains("href=\"/money/transactions/\(scene.id)\""), "a split has its own page")
            let led = try await scene.browser.send("GET", scene.editing, nil)
            #expect(led["location"] == "/money/transactions/\(scene.id)")
        }
    }

    @Test("deleting leads back to the month with a way to undo; an older state is not deleted")
    func delete() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            #expect(try await scene.save("1", ["payee": "Dinner"]).status == 303)
            let page = try await scene.browser.get(scene.editing)
            let path = "/money/transactions/\(scene.id)/delete"
            let late = try await scene.browser.post(path, from: page, scene.fields("1", ["do": "delete"]))
            #expect(late.status == 303)
            let still = try await scene.browser.get("/money?month=2026-11")
            #expect(still.text.contains("changed elsewhere") && still.text.contains("Dinner"))
            let gone = try await scene.browser.post(path, from: page, scene.fields("2", ["do": "delete"]))
            #expect(gone["location"] == "/money?month=2026-11")
            let list = try await scene.browser.get("/money?month=2026-11")
            #expect(!list.text.contains("Dinner"))
            let change = String(try #require(list.text.firstMatch(of: /name="change" value="([^"]*)"/)).1)
            let fields = [("change", change), ("next", "/money?month=2026-11")]
            let undone = try await scene.browser.post("/money/undo", from: list, fields)
            #expect(undone["location"] == "/money?month=2026-11")
            #expect(try await scene.browser.get("/money?month=2026-11").text.contains("Dinner"))
        }
    }

    @Test("an entry that was deleted meanwhile can be added again with what was typed")
    func deletedMeanwhile() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            let page = try await scene.browser.get(scene.editing)
            let path = "/money/transactions/\(scene.id)"
            #expect(try await scene.browser.post(path + "/delete", from: page, scene.fields("1")).status == 303)
            let late = try await scene.browser.post(path, from: page, scene.fields("1", ["payee": "Dinner"]))
            #expect(late.status == 422)
            #expect(late.text.contains("deleted elsewhere"))
            #expect(late.text.contains("value=\"Dinner\""))
            #expect(late.text.contains("action=\"/money/transactions\""), "saving adds it again")
        }
    }

    @Test("an entry is edited wherever in a long month it stands")
    func longMonth() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            let form = try await scene.browser.get("/money/transactions/new")
            for number in 0..<101 {
                try await Scene.add(scene.browser, scene.cash, payee: "Bus \(number)", day: "2026-11-19", form)
            }
            #expect(try await !scene.browser.get("/money?month=2026-11").text.contains("t-\(scene.id)"))
            let page = try await scene.browser.get(scene.editing)
            #expect(page.text.contains("class=\"txedit\"") && page.text.contains("value=\"Lunch\""))
            #expect(page.text.contains("name=\"cursor\""), "saving leads back to this page of the list")
            #expect(try await scene.browser.get("/money?month=2026-11&at=\(scene.id)").text.contains("t-\(scene.id)"))
        }
    }

    @Test("a button pressed twice does nothing twice; another page with the same words is another entry")
    func doublePress() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            func count() async throws -> Int {
                try await scene.browser.get("/money").text.ranges(of: ">coffee<").count
            }
            let page = try await scene.browser.get("/today")
            for _ in 0..<2 {
                let answer = try await scene.browser.post("/today/add", from: page, [("text", "coffee 120 cash")])
                #expect(answer.status == 303)
            }
            #expect(try await count() == 1)
            let next = try await scene.browser.get("/today")
            _ = try await scene.browser.post("/today/add", from: next, [("text", "coffee 120 cash")])
            #expect(try await count() == 2)
            let row = try await scene.browser.get(scene.editing)
            for _ in 0..<2 {
                let path = "/money/transactions/\(scene.id)"
                #expect(try await scene.browser.post(path, from: row, scene.fields("1")).status == 303)
            }
            #expect(try await scene.browser.get(scene.editing).text.contains("name=\"version\" value=\"2\""))
            let forms = [
                ("/money/accounts", [("name", "Purse"), ("kind", "cash"), ("currency", "INR"), ("opening", "")]),
                ("/money/categories", [("name", "Kites"), ("kind", "expense"), ("parent", "")]),
            ]
            for (path, fields) in forms {
                let form = try await scene.browser.get(path)
                for _ in 0..<2 {
                    #expect(try await scene.browser.post(path, from: form, fields)["location"] == path)
                }
            }
        }
    }

    @Test("a search understands sizes and tags, and the chip leads to what has no category and back")
    func search() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            let form = try await scene.browser.get("/money/transactions/new")
            try await Scene.add(scene.browser, scene.cash, payee: "Sofa", day: "2026-10-02", amount: "9000", form)
            let list = try await scene.browser.get("/money?month=2026-11")
            func found(_ fields: [(String, String)]) async throws -> RawAnswer {
                try await scene.browser.post("/money/search", from: list, fields)
            }
            let searches = [
                (">460", false, true), (">=460 <1000", true, false), ("#trip", true, true),
                ("-lunch", false, true), ("category:eating", true, false), ("on:2026-10 is:expense", false, true),
                ("is:uncategorised", false, true), ("-on:2026-10 has:note", true, false),
            ]
            for (query, lunch, sofa) in searches {
                let page = try await found([("q", query)])
                #expect(page.text.contains(">Lunch<") == lunch, "\(query)")
                #expect(page.text.contains(">Sofa<") == sofa, "\(query)")
                #expect(page.text.contains("month=2026-10&amp;edit=") == sofa, "a row leads to its own month")
            }
            let unknown = try await found([("q", "lunch account:moon on:never")])
            #expect(unknown.text.contains("No account has “moon” in its name."))
            #expect(unknown.text.contains("“on:never” names no day."))
            #expect(try await found([("q", "#trip")]).text.contains("9,460"), "what was found is added up")
            #expect(list.text.contains("1 needs a category"))
            let open = try await found([("q", ""), ("do", "uncategorised")])
            #expect(open.text.contains(">Sofa<") && !open.text.contains(">Lunch<"))
            #expect(open.text.contains("aria-pressed=\"true\""))
            let narrowed = try await found([("q", "lunch"), ("uncategorised", "yes")])
            #expect(!narrowed.text.contains(">Lunch<"), "the chip stays on while searching")
            let all = try await found([("q", ""), ("uncategorised", "yes"), ("do", "all")])
            #expect(all.text.contains(">Lunch<"))
        }
    }

    @Test("what a search found is changed in one step, what is not ticked stays, and one press takes it back")
    func bulk() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            let form = try await scene.browser.get("/money/transactions/new")
            try await Scene.add(scene.browser, scene.cash, payee: "Sofa", day: "2026-10-02", amount: "9000", form)
            let list = try await scene.browser.get("/money?month=2026-11")
            let search = [("q", "#trip")]
            let found = try await scene.browser.post("/money/search", from: list, search)
            #expect(found.text.contains("action=\"/money/change\""))
            let page = try await scene.browser.post("/money/change", from: found, search)
            let ticks = page.text.matches(of: /name="(t\.[0-9A-Z]{13})" value="([0-9]+)" checked/)
                .map { (String($0.1), String($0.2)) }
            #expect(page.status == 200 && ticks.count == 2 && page.text.contains("2 of 2 entries"))
            let nothing = try await scene.browser.post("/money/change", from: page, search + ticks + [("do", "save")])
            #expect(nothing.status == 422 && nothing.text.contains("Say what is to change."))
            let none = try await scene.browser.post("/money/change", from: page, search + [("do", "delete")])
            #expect(none.status == 422 && none.text.contains("Tick at least one entry."))
            let wrong = [("to-date", "2026-02-30"), ("to-payee", "Goa"), ("do", "save")]
            let refused = try await scene.browser.post("/money/change", from: page, search + [ticks[0]] + wrong)
            #expect(refused.status == 422 && refused.text.contains("value=\"Goa\""))
            #expect(refused.text.matches(of: /value="[0-9]+" checked/).count == 1, "what was not ticked stays so")
            let change = [("to-category", scene.food), ("to-payee", "Goa"), ("remove-tags", "#trip"), ("do", "save")]
            let done = try await scene.browser.post("/money/change", from: page, search + ticks + change)
            #expect(done.text.contains("2 entries changed."))
            let again = try await scene.browser.post("/money/search", from: list, [("q", "payee:goa -#trip")])
            #expect(again.text.contains("Showing 2 of 2"))
            let batch = try #require(done.text.firstMatch(of: /name="change" value="([0-9]+)"/)).1
            let undone = try await scene.browser.post("/money/undo", from: done, [("change", String(batch))])
            #expect(undone.status == 303)
            let back = try await scene.browser.post("/money/search", from: list, search)
            #expect(back.text.contains(">Lunch<") && back.text.contains(">Sofa<"))
        }
    }

    @Test("an empty list says why: nothing yet, nothing in this month, no match, or a day that is none")
    func empties() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            _ = try await browser.post("/sign-up", from: door, fields)
            let first = try await browser.get("/money")
            #expect(first.text.contains("Nothing here yet"))
            #expect(!first.text.contains("role=\"search\""))
            let form = try await browser.get("/money/transactions/new")
            let cash = try #require(Scene.option("Cash", of: "account", form))
            try await Scene.add(browser, cash, payee: "Lunch", day: "2026-11-18", form)
            #expect(try await browser.get("/money?month=2025-02").text.contains("No transactions in February 2025"))
            #expect(try await browser.get("/money?month=2027-02").text.contains("The month has not started"))
            let list = try await browser.get("/money")
            let none = try await browser.post("/money/search", from: list, [("q", "spice <lan")])
            #expect(none.text.contains("No match for “spice &lt;lan”"))
            let wrong = try await browser.post("/money/search", from: list, [("q", "x"), ("from", "2026-02-30")])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("<a href=\"#s-from\">From</a>"))
            #expect(!wrong.text.contains("No match"))
        }
    }

    @Test("a page says how long it may be left alone, and staying is answered until the key is gone")
    func idleLock() async throws {
        try await TestHousehold.run { household in
            let scene = try await Scene(household)
            let page = try await scene.browser.get("/today")
            #expect(page.text.contains("data-lock-after=\"1800\""))
            #expect(try await !scene.browser.get("/sign-up").text.contains("data-lock-after"))
            household.clock.turn(seconds: 29 * 60)
            #expect(try await scene.browser.post("/stay", from: page, []).status == 204)
            household.clock.turn(seconds: 29 * 60)
            #expect(try await scene.browser.post("/stay", from: page, []).status == 204, "staying begins anew")
            household.clock.turn(seconds: 30 * 60)
            let late = try await scene.browser.post("/stay", from: page, [])
            #expect(late.status == 303)
            #expect(late["location"] == "/unlock")
        }
    }
}
