import Money
import Primitives
import Testing

@testable import Web

/// The reports that compare, count days and answer what a person asks, by API and by page.
@Suite("Reports")
struct ReportJourneyTests {
    @Test("by API: a pivot of each measure, a statement beside another time, and the days on which something happened")
    func api() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call("POST", "/money/transactions", book.transaction("120.50"), expecting: 201)
            let path = "/money/reports/"
            let pivot = try await caller.call("GET", path + "pivot?by=account,category&measure=kept", expecting: 200)
            #expect(pivot.text("rows/0/amount") == "-120.50" && pivot.text("totals/0/amount") == "-120.50")
            #expect(pivot.text("rows/0/categoryPath") == "Food")
            let income = try await caller.call("GET", path + "pivot?measure=income", expecting: 200)
            #expect(income.text("rows/0/amount") == nil)
            let days = "from=2026-01-01&to=2026-12-31"
            let statement = try await caller.call(
                "GET",
                path + "income-statement?\(days)&compare=year-before",
                expecting: 200
            )
            #expect(statement.text("comparedFrom") == "2025-01-01" && statement.text("comparedTo") == "2025-12-31")
            #expect(statement.text("rows/0/side") == "spending" && statement.text("rows/0/amount") == "120.50")
            #expect(statement.text("rows/0/before") == "0.00" && statement.text("totals/0/kept") == "-120.50")
            let calendar = try await caller.call("GET", path + "calendar?\(days)&q=-is:transfer", expecting: 200)
            #expect(calendar.text("rows/0/amount") == "120.50" && calendar.text("rows/1/day") == nil)
            let none = try await caller.call("GET", path + "calendar?\(days)&q=is:transfer", expecting: 200)
            #expect(none.text("rows/0/day") == nil)
            for query in [
                "calendar", "calendar?from=2020-01-01&to=2026-01-01", "calendar?\(days)&measure=much",
                "income-statement?compare=before", "income-statement?\(days)&compare=never", "pivot?by=colour",
            ] {
                let refused = try await caller.call("GET", path + query, expecting: 422)
                #expect(refused.text("errors/0/pointer") != nil, "\(query)")
            }
        }
    }

    @Test("two payees that differ only in how a letter is written have each their own figures")
    func canonicalForms() throws {
        var book = MoneyBook()
        let plan = try MoneyCommands.plan(book, batchStart: 1) { plan throws(MoneyError) in
            let cash = try plan.addAccount(AccountContent(name: "Cash", kind: .cash, currency: .inr))
            let food = try plan.addCategory(CategoryContent(name: "Food", kind: .expense))
            for (payee, minorUnits) in [("Caf\u{E9}", 10_000), ("Cafe\u{301}", 4000)] as [(String, Int64)] {
                let amount = Amount(minorUnits: minorUnits, currency: .inr)
                let day = CalendarDay(year: 2026, month: 1, day: 5) ?? CalendarDay(daysSinceEpoch: 0)
                let draft = try TransactionDraft.expense(amount, day: day, from: cash, on: food, payee: payee)
                _ = try plan.addTransaction(draft)
            }
        }
        try book.apply(plan.changes, batchStart: 1, at: .init(seconds: 0))
        let tables = try PivotTables(book, down: .payee, across: .category, TransactionFilter()).tables
        let rows = try #require(tables.first).rows
        #expect(rows.map(\.total.text) == ["₹100.00", "₹40.00"])
        #expect(rows.map { $0.cells.first?.money?.text } == ["₹100.00", "₹40.00"])
    }

    @Test("the last month there is can be shown, and a report of too long a time says so")
    func ends() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let entry = book.transaction("1.00", date: "9999-12-31")
            try await caller.call("POST", "/money/transactions", entry, expecting: 201)
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-in")
            let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase)]
            _ = try await browser.post("/sign-in", from: door, fields)
            let month = try await browser.get("/money?month=9999-12")
            #expect(month.status == 200 && month.text.contains("1.00"))
            let worth = try await browser.get("/money/reports/net-worth?from=1900-01-01")
            #expect(worth.status == 422 && worth.text.contains("at most 98 years"))
        }
    }

    @Test("by page: what was asked is shown again, a search stands in no address, and wrong days say so")
    func pages() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            _ = try await browser.post("/sign-up", from: door, fields)
            let today = try await browser.get("/today")
            for line in ["coffee 120", "landlord 24000 #home"] {
                #expect(try await browser.post("/today/add", from: today, [("text", line)]).status == 303)
            }
            let start = try await browser.get("/money/reports/explore")
            #expect(start.text.contains("24,120"))
            let asked = [
                ("measure", "spending"), ("down", "payee"), ("across", ""), ("q", "#home moon -coffee"), ("from", ""),
                ("to", ""),
            ]
            let none = try await browser.post("/money/reports/explore", from: start, asked)
            #expect(none.status == 200 && none.text.contains("Nothing in these days"))
            #expect(none.text.contains("value=\"#home moon -coffee\""))
            let found = try await browser.post(
                "/money/reports/explore",
                from: start,
                asked.map { $0.0 == "q" ? ("q", "#home") : $0 }
            )
            #expect(found.text.contains(">landlord<") && !found.text.contains(">coffee<"))
            #expect(found.text.contains("<option value=\"payee\" selected>"))
            let statement = try await browser.get("/money/reports/income-statement?compare=year-before")
            #expect(statement.text.contains("All spending") && statement.text.contains("24,120"))
            let calendar = try await browser.get("/money/reports/calendar?measure=spending")
            #expect(calendar.text.contains("The largest days") && calendar.text.contains("class=\"h1\""))
            for path in ["calendar?from=2020-01-01&to=2026-01-01", "income-statement?from=2026-02-30", "calendar?to=x"]
            {
                #expect(try await browser.get("/money/reports/" + path).status == 422, "\(path)")
            }
        }
    }
}
