import Money
import Primitives
import Testing

@testable import Web

/// Forms of entries hold all that an entry is: opened and saved, it is what it was but for what was typed.
@Suite("Forms of entries", .serialized)
struct EntryFormTests: PlanningPages {
    /// The same person for programs.
    private func caller(_ household: TestHousehold) async throws -> APICaller {
        let caller = APICaller(household: household)
        let credentials = #"{"handle":"asha","passphrase":"\#(TestHousehold.passphrase)"}"#
        let session = try await caller.call("POST", "/sessions", credentials, expecting: 201)
        caller.setToken(try #require(session.text("token")))
        return caller
    }

    private func add(_ caller: APICaller, _ line: String) async throws -> String {
        let added = try await caller.call("POST", "/money/quick-add", #"{"text":"\#(line)"}"#, expecting: 201)
        return try #require(added.text("transaction/id") ?? added.text("recurring/id"))
    }

    private func saved(_ browser: Browser, _ path: String, _ typed: [String: String]) async throws -> RawAnswer {
        let page = try await browser.get(path)
        let fields = page.form(path, typing: typed)
        #expect(!fields.isEmpty)
        return try await browser.post(path, from: page, fields + [("do", "save")])
    }

    /// Amounts and currencies of the postings.
    private func postings(_ caller: APICaller, _ path: String) async throws -> [String] {
        let entry = try await caller.call("GET", path, expecting: 200)
        return (0..<(entry.count("postings") ?? 0)).map { place in
            let posting = "postings/\(place)/"
            return (entry.text(posting + "amount") ?? "") + " " + (entry.text(posting + "currency") ?? "")
        }
    }

    @Test("an entry in two currencies keeps both amounts when its payee changes, and either can be changed")
    func exchange() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let caller = try await caller(household)
            let id = try await add(caller, "hotel 20 usd = 1700 inr upi")
            let path = "/money/transactions/" + id
            #expect(try await postings(caller, path) == ["-1700.00 INR", "20.00 USD"])
            let page = try await browser.get(path)
            #expect(page.text.contains("Amount in USD") && page.text.contains("Amount in INR"))
            let changed = try await saved(browser, path, ["payee": "Grand Hotel", "note": "for two", "tags": "trip"])
            #expect(changed.status == 303, "\(changed.text)")
            #expect(try await postings(caller, path) == ["-1700.00 INR", "20.00 USD"])
            #expect(try await browser.get(path).text.contains("value=\"Grand Hotel\""))
            #expect(try await saved(browser, path, ["exchange.amount": "1,750", "amount.1": "21"]).status == 303)
            #expect(try await postings(caller, path) == ["-1750.00 INR", "21.00 USD"])
            let wrong = try await saved(browser, path, ["exchange.amount": "much"])
            #expect(wrong.status == 422 && wrong.text.contains("id=\"f-exchange-amount-e\""))
            // A row of the list has no second amount: the list says so by leading to the page.
            let list = try await browser.get("/money?month=2026-11")
            #expect(!list.text.contains("edit=\(id)"))
            let row = [
                ("place", "row"), ("version", "3"), ("kind", "expense"), ("payee", "Inn"), ("date", "2026-11-20"),
                ("amount.1", "21"), ("category.1", ""), ("do", "save"),
            ]
            let account = try #require(page.form(path).first { $0.0 == "account" })
            _ = try await browser.post(path, from: list, row + [account])
            #expect(try await postings(caller, path) == ["-1750.00 INR", "21.00 USD"])
        }
    }

    @Test("of two currencies, neither amount is taken for one in a third, and a transfer takes both along")
    func exchangeElsewhere() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let caller = try await caller(household)
            func account(_ code: String) async throws -> String {
                let body = #"{"name":"In \#(code)","kind":"bank","currency":"\#(code)"}"#
                return try #require(try await caller.call("POST", "/money/accounts", body, expecting: 201).text("id"))
            }
            let (euro, dollar) = (try await account("EUR"), try await account("USD"))
            let id = try await add(caller, "hotel 20 usd = 1700 inr upi")
            let path = "/money/transactions/" + id
            let refused = try await saved(browser, path, ["account": euro])
            #expect(refused.status == 422 && refused.text.contains("The account holds another currency."))
            #expect(try await postings(caller, path) == ["-1700.00 INR", "20.00 USD"])
            let page = try await browser.get(path)
            let asTransfer = page.form(path, typing: ["kind": "transfer"])
            let transfer = try await browser.post(path, from: page, asTransfer + [("do", "kind")])
            #expect(transfer.text.contains("value=\"1700.00\"") && transfer.text.contains("value=\"20.00\""))
            #expect(try await saved(browser, path, ["account": dollar]).status == 303)
            #expect(try await postings(caller, path) == ["-20.00 USD", "20.00 USD"])
        }
    }

    @Test("income and recurring entries in two currencies keep both amounts as well")
    func exchangeOfIncomeAndRecurring() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let caller = try await caller(household)
            let account = try #require(option("Salary bank", in: try await browser.get("/money/transactions/new")))
            let categories = try await browser.get("/money/rules/new")
            let salary = try #require(option("Salary", in: categories))
            let body =
                #"{"date":"2026-11-10","postings":[{"account":"\#(account)","amount":"1700.00"},"#
                + #"{"category":"\#(salary)","amount":"-20.00","currency":"USD"}]"#
            let made = try await caller.call("POST", "/money/transactions", body + "}", expecting: 201)
            let income = "/money/transactions/" + (try #require(made.text("id")))
            #expect(try await saved(browser, income, ["payee": "Client"]).status == 303)
            #expect(try await postings(caller, income) == ["1700.00 INR", "-20.00 USD"])
            let schedule = #","schedule":{"start":"2026-12-01","unit":"month","every":1,"on":["1"]}}"#
            let rule = try await caller.call(
                "POST",
                "/money/recurring",
                body.replacing(#""date":"2026-11-10","#, with: "") + schedule,
                expecting: 201
            )
            let recurring = "/money/recurring/" + (try #require(rule.text("id")))
            #expect(try await saved(browser, recurring, ["payee": "Client"]).status == 303)
            #expect(try await postings(caller, recurring) == ["1700.00 INR", "-20.00 USD"])
        }
    }

    @Test("a category of the other kind stays: of a refund, in a split of a salary, in its row, copied and recurring")
    func otherKind() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let caller = try await caller(household)
            let choices = try await browser.get("/money/rules/new")
            let (food, salary) = (
                try #require(option("Groceries", in: choices)), try #require(option("Salary", in: choices))
            )
            let account = try #require(option("Salary bank", in: try await browser.get("/money/transactions/new")))
            func post(_ path: String, _ head: String, _ parts: String) async throws -> String {
                let body = "{\(head),\"postings\":[\(parts)]}"
                let made = try await caller.call("POST", path, body, expecting: 201)
                return path + "/" + (try #require(made.text("id")))
            }
            let refund =
                #"{"account":"\#(account)","amount":"120.00"},{"category":"\#(food)","amount":"-120.00"}"#
            let split =
                #"{"account":"\#(account)","amount":"900.00"},{"category":"\#(salary)","amount":"-1000.00"},"#
                + #"{"category":"\#(food)","amount":"100.00"}"#
            let day = #""date":"2026-11-10""#
            for (parts, wanted) in [(refund, [food]), (split, [salary, food])] {
                let path = try await post("/money/transactions", day, parts)
                #expect(try await saved(browser, path, ["payee": "Somebody"]).status == 303)
                let entry = try await caller.call("GET", path, expecting: 200)
                for (place, category) in wanted.enumerated() {
                    #expect(entry.text("postings/\(place + 1)/category") == category)
                }
                let id = try #require(path.split(separator: "/").last)
                let copy = try await browser.get("/money/transactions/new?from=\(id)")
                let sent = copy.form("/money/transactions") + [("do", "save")]
                #expect(try await browser.post("/money/transactions", from: copy, sent).status == 303)
                let newest = try await caller.call("GET", "/money/transactions", expecting: 200)
                #expect(newest.text("items/0/date") == TestHousehold.today.iso)
                #expect(newest.text("items/0/postings/1/category") == wanted[0])
            }
            let plain = try await post("/money/transactions", day, refund)
            let id = try #require(plain.split(separator: "/").last)
            let list = try await browser.get("/money?month=2026-11&edit=\(id)")
            let row = try await browser.post(plain, from: list, list.form(plain) + [("do", "save")])
            #expect(row.status == 303)
            #expect(try await caller.call("GET", plain, expecting: 200).text("postings/1/category") == food)
            let schedule = #""schedule":{"start":"2026-12-01","unit":"month","every":1,"on":["1"]}"#
            let recurring = try await post("/money/recurring", schedule, refund)
            #expect(try await saved(browser, recurring, ["payee": "Somebody"]).status == 303)
            #expect(try await caller.call("GET", recurring, expecting: 200).text("postings/1/category") == food)
        }
    }

    @Test("a refund that has no category yet stays one of spending")
    func refundWithoutCategory() throws {
        var book = MoneyBook()
        let planned = try MoneyCommands.starterSet(currency: .inr, batchStart: 1)
        try book.apply(planned.changes, batchStart: 1, at: .init(seconds: 0))
        let cash = try #require(book.liveAccounts.first)
        let amount = Amount(minorUnits: 100, currency: cash.currency)
        let content = TransactionContent(
            day: TestHousehold.today,
            postings: [
                Posting(.account(cash.id), amount), Posting(.category(.uncategorisedExpense), try amount.negated()),
            ]
        )
        let form = try #require(TransactionFormReader.form(of: content, .western))
        #expect(try TransactionFormReader.draft(of: form, book).postings == content.postings)
        #expect(PageChoices.categories(book, form).contains { $0.value == form.lines[0].category })
    }

    @Test("accounts that are archived meanwhile stay chosen: of a transfer, in its row, recurring, and in a rule")
    func archived() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let caller = try await caller(household)
            let from = try #require(option("Salary bank", in: try await browser.get("/money/transactions/new")))
            let pot = #"{"name":"Pot","kind":"bank","currency":"INR"}"#
            let made = try await caller.call("POST", "/money/accounts", pot, expecting: 201)
            let (to, tag) = (try #require(made.text("id")), made.raw["etag"] ?? "")
            let postings =
                #""postings":[{"account":"\#(from)","amount":"-50.00"},{"account":"\#(to)","amount":"50.00"}]}"#
            let body = #"{"date":"2026-11-10","# + postings
            let entry = try await caller.call("POST", "/money/transactions", body, expecting: 201)
            let path = "/money/transactions/" + (try #require(entry.text("id")))
            let schedule = #"{"schedule":{"start":"2026-12-01","unit":"month","every":1,"on":["1"]},"# + postings
            let repeated = try await caller.call("POST", "/money/recurring", schedule, expecting: 201)
            let recurring = "/money/recurring/" + (try #require(repeated.text("id")))
            let rule =
                #"{"name":"To pot","conditions":[{"about":"payee-is","text":"pot"}],"#
                + #""actions":{"transferAccount":"\#(to)"}}"#
            let ruled = try await caller.call("POST", "/money/rules", rule, expecting: 201)
            let rulePath = "/money/rules/" + (try #require(ruled.text("id")))
            try await caller.call(
                "PUT",
                "/money/accounts/" + to,
                #"{"name":"Pot","kind":"bank","currency":"INR","archived":true}"#,
                fields: "If-Match: \(tag)\r\n",
                expecting: 200
            )
            #expect(try await saved(browser, path, ["note": "as before"]).status == 303)
            #expect(try await caller.call("GET", path, expecting: 200).text("postings/1/account") == to)
            let id = try #require(path.split(separator: "/").last)
            let list = try await browser.get("/money?month=2026-11&edit=\(id)")
            _ = try await browser.post(path, from: list, list.form(path) + [("do", "save")])
            #expect(try await caller.call("GET", path, expecting: 200).text("postings/1/account") == to)
            #expect(try await saved(browser, recurring, ["note": "as before"]).status == 303)
            #expect(try await caller.call("GET", recurring, expecting: 200).text("postings/1/account") == to)
            #expect(try await saved(browser, rulePath, ["name": "Into the pot"]).status == 303)
            let read = try await caller.call("GET", rulePath, expecting: 200)
            #expect(read.text("actions/transferAccount") == to)
        }
    }

    @Test("amounts that no posting can have are refused beside their fields, however many lines there are")
    func hugeAmounts() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/transactions/new")
            let account = try #require(option("Salary bank", in: form))
            let huge = "-46116860184273879.04"
            let fields = [
                ("kind", "expense"), ("date", "2026-11-10"), ("account", account), ("amount.1", huge),
                ("category.1", ""), ("amount.2", huge), ("category.2", ""), ("do", "save"),
            ]
            let refused = try await browser.post("/money/transactions", from: form, fields)
            #expect(refused.status == 422)
            #expect(refused.text.contains("It is larger than can be stored."))
            #expect(refused.text.contains("id=\"f-amount-2-e\"") && refused.text.contains("value=\"\(huge)\""))
            let more = [("every", "1"), ("unit", "month"), ("on.1", "1"), ("end", "never"), ("shift", "none")]
            #expect(try await browser.post("/money/recurring", from: form, fields + more).status == 422)
        }
    }

    @Test("numbers out of all bounds that a page never sends are taken for the nearest that mean something")
    func hostileNumbers() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let form = try await browser.get("/money/transactions/new")
            let account = try #require(option("Salary bank", in: form))
            let path = "/money/accounts/\(account)/reconcile"
            let typed = [("date", "2026-10-31"), ("balance", "1000"), ("start", String(Int.max)), ("do", "next")]
            let next = try await browser.post(path, from: try await browser.get(path), typed)
            #expect(next.status == 200)
            #expect(next.text.contains("name=\"start\" value=\"0\""))
        }
    }
}
