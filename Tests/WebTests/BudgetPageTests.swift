import Testing

@testable import Web

/// Budgets, in a browser that runs no scripts.
@Suite("Budget pages", .serialized)
struct BudgetPageTests: PlanningPages {
    @Test("a budget shows what is left for each day, takes another amount for a period, and refuses nonsense")
    func budgets() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/budgets/new")
            let category = try #require(option("Groceries", in: form))
            let fields = [
                ("name", "Household"), ("currency", "INR"), ("style", "limit"), ("span", "month"), ("day", "1"),
                ("starts", "2026-11-01"), ("category.1", category), ("amount.1", "1,100"), ("rollover.1", "surplus"),
                ("category.2", ""), ("amount.2", ""), ("do", "save"),
            ]
            func changed(_ name: String, _ value: String) -> [(String, String)] {
                fields.filter { $0.0 != name } + [(name, value)]
            }
            let more = try await browser.post("/money/budgets", from: form, changed("do", "line"))
            #expect(more.status == 200)
            #expect(more.text.contains("name=\"category.4\""))
            for (name, value, words) in [
                ("amount.1", "lots", "It must be an amount"), ("span", "payday", "Choose a recurring entry."),
                ("span", "custom", "It must be a day"), ("category.1", "", "Choose a category."),
                ("starts", "soon", "It must be a day"), ("name", " ", "It is missing."),
            ] {
                let refused = try await browser.post("/money/budgets", from: form, changed(name, value))
                #expect(refused.status == 422, "\(name)")
                #expect(refused.text.contains(words), "\(name)")
            }
            let zero = changed("span", "custom") + [("to", "2026-10-31")]
            let refused = try await browser.post("/money/budgets", from: form, zero)
            #expect(refused.text.contains("It must not be before the first day."))
            #expect(try await browser.post("/money/budgets", from: form, fields).status == 303)
            let page = try await browser.get("/money/budgets")
            #expect(page.text.contains("₹100 a day until 30 Nov"))
            #expect(page.text.contains("₹0 of ₹1,100"))
            #expect(try await browser.get("/today").text.contains("₹100 a day until 30 Nov"))
            let id = try #require(between("id=\"b-", "\"", in: page))
            let assign = [("category", category), ("day", "2026-11-01"), ("amount.\(id).\(category)", "220")]
            _ = try await browser.post("/money/budgets/\(id)/assign", from: page, assign)
            #expect(try await browser.get("/money/budgets").text.contains("₹20 a day until 30 Nov"))
            #expect(try await browser.get("/money/budgets?on=2026-12-05").text.contains("₹220 carried over"))
            let wrong = try await browser.post(
                "/money/budgets/\(id)/assign",
                from: page,
                Array(assign.dropLast()) + [("amount.\(id).\(category)", "x")]
            )
            #expect(wrong.status == 422)
            let removed = try await browser.post("/money/budgets/\(id)/remove", from: page, [])
            #expect(removed.status == 303)
            #expect(try await browser.get("/money/budgets").text.contains("No budget yet"))
        }
    }

    @Test("a budget without a report is named with the reason, and keeps nothing else from being shown")
    func budgetWithoutReport() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/budgets/new")
            let amounts = ["Groceries", "Eating out", "Transport"].enumerated()
            func fields(_ name: String, _ starts: String, _ amount: String) throws -> [(String, String)] {
                let head = [
                    ("name", name), ("currency", "INR"), ("style", "limit"), ("span", "week"), ("weekday", "mon"),
                    ("starts", starts), ("do", "save"),
                ]
                return try head
                    + amounts.flatMap { place, name in
                        [
                            ("category.\(place + 1)", try #require(option(name, in: form))),
                            ("amount.\(place + 1)", amount), ("rollover.\(place + 1)", "surplus"),
                        ]
                    }
            }
            // What rolls over through 75 years of the largest amounts leaves 64 bits.
            let broken = try fields("Too large", "1951-11-05", "9223372036854.77")
            #expect(try await browser.post("/money/budgets", from: form, broken).status == 303)
            let good = try fields("Household", "2026-11-02", "100")
            #expect(try await browser.post("/money/budgets", from: form, good).status == 303)
            let page = try await browser.get("/money/budgets")
            #expect(page.status == 200)
            #expect(page.text.contains("These cannot be shown"))
            #expect(page.text.contains("It is larger than can be stored."))
            #expect(page.text.contains("₹0 of ₹900"))
            let today = try await browser.get("/today")
            #expect(today.status == 200)
            #expect(today.text.contains("₹0 of ₹900"))
        }
    }

    /// Fields of two envelopes.
    private func envelopes(_ form: RawAnswer, _ more: [(String, String)] = []) throws -> [(String, String)] {
        let names = Set(more.map(\.0))
        let fields = [
            ("name", "Household"), ("currency", "INR"), ("style", "envelope"), ("span", "month"), ("day", "1"),
            ("starts", "2026-11-01"), ("opening", "5,000"), ("category.1", try #require(option("Groceries", in: form))),
            ("amount.1", "800"), ("rollover.1", "none"), ("category.2", try #require(option("Transport", in: form))),
            ("amount.2", "50"), ("rollover.2", "none"), ("do", "save"),
        ]
        return fields.filter { !names.contains($0.0) } + more
    }

    @Test("money moves from one envelope to another in one step, which one undo takes back")
    func move() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/budgets/new")
            #expect(try await browser.post("/money/budgets", from: form, envelopes(form)).status == 303)
            let page = try await browser.get("/money/budgets")
            #expect(page.text.contains("Move money here"))
            #expect(page.text.contains("Groceries · ₹800 left"))
            let id = try #require(between("id=\"b-", "\"", in: page))
            let (food, fuel) = (
                try #require(option("Groceries", in: form)), try #require(option("Transport", in: form))
            )
            func sent(_ amount: String, from source: String) -> [(String, String)] {
                [("to", fuel), ("day", "2026-11-01"), ("from.\(id).\(fuel)", source), ("move.\(id).\(fuel)", amount)]
            }
            let path = "/money/budgets/\(id)/move"
            for (amount, source, words) in [
                ("much", food, "It must be an amount"), ("-5", food, "It must be an amount"),
                ("5", fuel, "Choose another envelope."), ("5", "", "Choose another envelope."),
            ] {
                let refused = try await browser.post(path, from: page, sent(amount, from: source))
                #expect(refused.status == 422, "\(amount)")
                #expect(refused.text.contains(words), "\(amount)")
                #expect(refused.text.contains("value=\"\(amount)\""), "\(amount)")
            }
            #expect(try await browser.post(path, from: page, sent("300", from: food)).status == 303)
            let moved = try await browser.get("/money/budgets")
            #expect(moved.text.contains("₹500 left"))
            #expect(moved.text.contains("₹350 left"))
            #expect(moved.text.contains("₹4,150 is in no envelope yet."))
            let change = try #require(between("name=\"change\" value=\"", "\"", in: moved))
            _ = try await browser.post("/money/undo", from: moved, [("change", change)])
            #expect(try await browser.get("/money/budgets").text.contains("₹800 left"))
        }
    }

    @Test("a budget that was changed elsewhere says what is other now, and the next save replaces it")
    func stale() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/budgets/new")
            _ = try await browser.post("/money/budgets", from: form, envelopes(form))
            let page = try await browser.get("/money/budgets")
            let path = "/money/budgets/" + (try #require(between("id=\"b-", "\"", in: page)))
            func tag(_ page: RawAnswer) throws -> (String, String) {
                let value = try #require(between("name=\"tag\" value=\"", "\"", in: page))
                return ("tag", value.replacing("&quot;", with: "\""))
            }
            let open = try await browser.get(path)
            let elsewhere = [
                ("name", "Home"), ("amount.1", "900"), ("rollover.2", "surplus"), ("ends", "2027-12-31"), try tag(open),
            ]
            #expect(try await browser.post(path, from: open, envelopes(form, elsewhere)).status == 303)
            let mine = try envelopes(form, [("amount.2", "70"), try tag(open)])
            let refused = try await browser.post(path, from: open, mine)
            #expect(refused.status == 422)
            #expect(refused.text.contains("Save again to put this in its place."))
            for words in [
                "It is “Home” now.", "It is “900.00” now.", "It is “what is left” now.", "It is “2027-12-31” now.",
                "It is “50.00” now.",
            ] { #expect(refused.text.contains(words), "\(words)") }
            #expect(!refused.text.contains("It is “INR” now."))
            let again = try envelopes(form, [("amount.2", "70"), try tag(refused)])
            #expect(try await browser.post(path, from: refused, again).status == 303)
            #expect(try await browser.get("/money/budgets").text.contains("₹70 left"))
        }
    }
}
