import Testing

@testable import Web

/// Goals, people and loans, in a browser that runs no scripts.
@Suite("Goals, people and loans", .serialized)
struct DebtsPageTests {
    /// A person with one account.
    private func begin(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let accounts = try await browser.get("/money/accounts")
        _ = try await browser.post(
            "/money/accounts",
            from: accounts,
            [("name", "Salary bank"), ("kind", "bank"), ("currency", "INR"), ("opening", "1000")]
        )
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

    private func between(_ first: String, _ last: Character, in page: RawAnswer) -> String? {
        page.text.split(separator: first).dropFirst().first.map { String($0.prefix { $0 != last }) }
    }

    @Test("a goal is made, money is set aside and taken back, and it is put away")
    func goals() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            #expect(try await browser.get("/money/goals").text.contains("No goal yet"))
            let form = try await browser.get("/money/goals/new")
            let account = try #require(
                form.text.split(separator: "<label class=\"chk").first { $0.contains("Salary bank (INR)") }
                    .flatMap { $0.split(separator: "value=\"").dropFirst().first }
                    .map { String($0.prefix { $0 != "\"" }) }
            )
            let fields = [("name", "Trip"), ("currency", "INR"), ("target", "6,000"), ("due", "2027-05-20")]
            let refused = try await browser.post(
                "/money/goals",
                from: form,
                [("name", "Trip"), ("currency", "INR"), ("target", "much"), ("due", "soon")]
            )
            #expect(refused.status == 422 && refused.text.contains("Two things to fix."))
            #expect(refused.text.contains("value=\"much\""))
            #expect(
                try await browser.post("/money/goals", from: form, fields + [("account.1", account)]).status == 303
            )
            let second = try await browser.post(
                "/money/goals",
                from: form,
                [("name", "Car"), ("currency", "INR"), ("target", "5"), ("account.7", account)]
            )
            #expect(second.status == 422 && second.text.contains("An account counts for one goal"))
            let page = try await browser.get("/money/goals")
            #expect(page.text.contains("₹1,000 of ₹6,000 saved"))
            #expect(page.text.contains("₹833.34 a month until 20 May 2027"))
            let id = try #require(between("id=\"g-", "\"", in: page))
            func deposit(_ amount: String, _ action: String) async throws -> RawAnswer {
                try await browser.post(
                    "/money/goals/\(id)/deposit",
                    from: page,
                    [("amount." + id, amount), ("date." + id, "2026-11-19"), ("note." + id, "Bonus"), ("do", action)]
                )
            }
            let wrong = try await deposit("0", "aside")
            #expect(wrong.status == 422 && wrong.text.contains("It must not be zero."))
            #expect(wrong.text.contains("<details class=\"mt-2\" open>"), "what was typed stays in sight")
            #expect(try await deposit("500", "aside").status == 303)
            #expect(try await deposit("200", "back").status == 303)
            let after = try await browser.get("/money/goals")
            #expect(after.text.contains("₹1,300 of ₹6,000 saved") && after.text.contains("Set aside: ₹300."))
            #expect(try await browser.get("/today").text.contains("₹1,300 of ₹6,000 saved"))
            let edit = try await browser.get("/money/goals/" + id)
            #expect(edit.text.contains("19 November 2026 · −₹200 · Bonus"))
            let tag = try #require(between("name=\"tag\" value=\"", "\"", in: edit)).replacing("&quot;", with: "\"")
            let changes = fields + [("tag", tag), ("account.1", account), ("drop.2", "yes"), ("archived", "yes")]
            #expect(try await browser.post("/money/goals/" + id, from: edit, changes).status == 303)
            let stale = try await browser.post("/money/goals/" + id, from: edit, fields + [("tag", tag)])
            #expect(stale.status == 422 && stale.text.contains("changed elsewhere"))
            #expect(stale.text.contains("It is “Salary bank” now.") && stale.text.contains("It is switched on now."))
            let away = try await browser.get("/money/goals")
            #expect(away.text.contains("Put away") && away.text.contains("₹1,500 of ₹6,000 saved"))
            _ = try await browser.post("/money/goals/\(id)/remove", from: away, [])
            #expect(try await browser.get("/money/goals").text.contains("No goal yet"))
        }
    }

    @Test("money is lent to a new person, and one link fills in what settles it")
    func people() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let page = try await browser.get("/money/people")
            let account = try #require(option("Salary bank", in: page))
            func move(_ move: String, _ more: [(String, String)]) async throws -> RawAnswer {
                try await browser.post(
                    "/money/people",
                    from: page,
                    [("move", move), ("account", account), ("date", "2026-11-19"), ("note", "Cinema")] + more
                )
            }
            let refused = try await move("lent", [("name", ""), ("amount", "120")])
            #expect(refused.status == 422 && refused.text.contains("It is missing."))
            let taken = try await move("lent", [("name", "salary bank"), ("amount", "120")])
            #expect(taken.status == 422 && taken.text.contains("An account that is no person has this name."))
            #expect(try await move("lent", [("name", "Asha"), ("amount", "1,200")]).status == 303)
            let lent = try await browser.get("/money/people")
            #expect(lent.text.contains("Asha owes you ₹1,200") && lent.text.contains("19 Nov · Cinema"))
            let settle = try #require(between("/money/people?settle=", "#", in: lent))
            let filled = try await browser.get("/money/people?settle=" + settle)
            #expect(filled.text.contains("value=\"1200.00\""))
            #expect(filled.text.contains("value=\"paid-back\" checked"))
            let person = try #require(option("Asha", in: filled))
            #expect(try await move("paid-back", [("person", person), ("amount", "1500")]).status == 303)
            #expect(try await browser.get("/money/people").text.contains("You owe Asha ₹300"))
            #expect(try await move("paid-back", [("person", person), ("amount", "300")]).status == 303)
            #expect(try await browser.get("/money/people").text.contains("Asha and you are even"))
            let even = try await move("paid-back", [("person", person), ("amount", "1")])
            #expect(even.status == 422 && even.text.contains("Nothing is owed between you"))
        }
    }

    @Test("a part of an entry is a person's, and stays so when the entry is edited")
    func parts() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let page = try await browser.get("/money/people")
            let account = try #require(option("Salary bank", in: page))
            let begun = [("move", "lent"), ("name", "Asha"), ("amount", "1"), ("account", account)]
            _ = try await browser.post("/money/people", from: page, begun + [("date", "2026-11-01")])
            let form = try await browser.get("/money/transactions/new")
            let category = try #require(option("Groceries", in: form))
            let person = try #require(option("Asha · Person", in: form))
            #expect(person.hasPrefix("account:"))
            func entry(_ share: String, _ payee: String) -> [(String, String)] {
                [
                    ("kind", "expense"), ("date", "2026-11-19"), ("payee", payee), ("account", account),
                    ("category.1", category), ("amount.1", "450"), ("category.2", person), ("amount.2", share),
                    ("do", "save"),
                ]
            }
            #expect(try await browser.post("/money/transactions", from: form, entry("450", "Dinner")).status == 303)
            let people = try await browser.get("/money/people")
            #expect(people.text.contains("Asha owes you ₹451"))
            let id = try #require(between("href=\"/money/transactions/", "\"", in: people))
            let edit = try await browser.get("/money/transactions/" + id)
            #expect(edit.text.contains("<option value=\"\(person)\" selected>"))
            let version = [("version", "1")]
            let path = "/money/transactions/" + id
            let itself = entry("450", "Dinner").map { $0.0 == "category.2" ? ($0.0, "account:" + account) : $0 }
            let refused = try await browser.post(path, from: edit, itself + version)
            #expect(refused.status == 422 && refused.text.contains("Choose a category."))
            #expect(try await browser.post(path, from: edit, entry("300", "Dinner out") + version).status == 303)
            #expect(try await browser.get("/money/people").text.contains("Asha owes you ₹301"))
        }
    }

    @Test("a loan with a new account has its plan, its payments are entered, and a stale button does nothing")
    func loans() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/loans/new")
            let account = try #require(option("Salary bank", in: form))
            let category = try #require(option("Fees and interest", in: form))
            let fields = [
                ("direction", "borrowed"), ("name", "Car loan"), ("principal", "10,00,000"), ("rate", "9 %"),
                ("period", "month"), ("firstPayment", "2026-11-05"), ("paying", account), ("category", category),
            ]
            let both = fields + [("count", "60"), ("payment", "20000")]
            let refused = try await browser.post("/money/loans", from: form, both)
            #expect(refused.status == 422 && refused.text.contains("Fill in either how many payments"))
            let small = try await browser.post("/money/loans", from: form, fields + [("payment", "7500")])
            #expect(small.status == 422 && small.text.contains("It does not cover the interest"))
            #expect(try await browser.post("/money/loans", from: form, fields + [("count", "60")]).status == 303)
            let list = try await browser.get("/money/people")
            #expect(list.text.contains("₹20,758.36 was due on 5 November 2026"))
            #expect(list.text.contains("0 of 60 payments made"))
            let links = list.text.split(separator: "href=\"/money/loans/").dropFirst()
            let id = try #require(links.map { String($0.prefix { $0 != "\"" }) }.first { $0 != "new" })
            let path = "/money/loans/" + id
            let plan = try await browser.get(path)
            #expect(plan.text.contains("Payment 1, on 5 November 2026: ₹20,758.36, of which ₹7,500 is interest."))
            let late = try await browser.post(path + "/pay", from: plan, [("number", "1"), ("date", "2026-11-21")])
            #expect(late.status == 422 && late.text.contains("It must not be after both its day and today."))
            let paid = [("number", "1"), ("date", "2026-11-06")]
            #expect(try await browser.post(path + "/pay", from: plan, paid).status == 303)
            let after = try await browser.get(path)
            #expect(
                after.text.contains("1 of 60 payments made") && after.text.contains("Payment 2, on 5 December 2026")
            )
            _ = try await browser.post(path + "/pay", from: plan, [("number", "1"), ("date", "2026-11-05")])
            #expect(try await browser.get(path).text.contains("It was settled elsewhere"))
            #expect(try await browser.get("/money").text.contains("Car loan"))
            let edit = try await browser.get(path + "/edit")
            #expect(edit.text.contains("value=\"1000000.00\"") && edit.text.contains("value=\"60\""))
            _ = try await browser.post(path + "/remove", from: edit, [])
            #expect(try await browser.get(path).status == 404)
            #expect(try await browser.get("/money/accounts").text.contains("Car loan"), "the account stays")
        }
    }
}
