import Money
import Primitives
import Testing

@testable import Web

/// Searches and reports under names, in a browser that runs no scripts and by API.
@Suite("Kept views", .serialized)
struct KeptViewTests {
    private let today = CalendarDay(daysSinceEpoch: 20_777)  // 20 November 2026

    private func begin(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let form = try await browser.get("/money/transactions/new")
        let account = try #require(form.option("Cash"))
        let made = try await browser.post(
            "/money/transactions",
            from: form,
            [
                ("kind", "expense"), ("date", "2026-11-05"), ("payee", "Ferry"), ("account", account),
                ("category.1", ""), ("amount.1", "12"), ("tags", "trip"), ("do", "save"),
            ]
        )
        #expect(made.status == 303)
        // What was added is said once, on the next page.
        _ = try await browser.get(try #require(made["location"]))
        return browser
    }

    @Test("a query keeps what the page knows, in one order, and days that are the page's own move on")
    func canonical() throws {
        func text(_ query: String, _ page: ViewPage) -> String {
            ViewQuery.text(ViewQuery.fields(query), of: page, today: today)
        }
        #expect(
            text("q=%23trip+%3E5&from=2026-01-01&do=x&account=zz!", .transactions) == "from=2026-01-01&q=%23trip%20%3E5"
        )
        #expect(text("to=2026-11-20&from=2026-06-01", .spending).isEmpty)
        #expect(text("to=2026-11-19&from=2026-06-01", .spending) == "from=2026-06-01&to=2026-11-19")
        #expect(text("to=2026-01-01&from=2026-06-01", .spending).isEmpty)
        #expect(text("to=2026-11-20&from=2026-11-01&span=this-month", .cashFlow) == "span=this-month")
        #expect(text("span=next-month&measure=much&compare=", .incomeStatement) == "compare=")
        #expect(text("across=&down=payee&measure=income&q=", .explore) == "across=&down=payee&measure=income")
        #expect(text("tag=trip&by=week&from=2026-06-01&to=2026-11-20", .trend) == "by=week&tag=trip")
        #expect(text("to=2026-11-20", .balances).isEmpty)
        #expect(text("beside=2026-01-31&to=2026-10-31", .balances) == "beside=2026-01-31&to=2026-10-31")
        #expect(text("a=%zz", .calendar).isEmpty)
        for page in ViewPage.allCases {
            let all =
                "from=2026-01-01&to=2026-02-01&q=a&measure=kept&across=tag&down=payee&by=year&tag=x&compare=before"
            let once = text(all, page)
            #expect(text(once, page) == once, "\(page)")
        }
    }

    @Test("a search is kept under a name, opened without a word in its address, renamed and forgotten")
    func search() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let month = try await browser.get("/money")
            #expect(!month.text.contains("action=\"/money/views\""), "a month is not a search")
            let found = try await browser.post("/money/search", from: month, [("q", "#trip")])
            let query = try #require(found.pieces(after: "name=\"query\" value=\"").first)
            #expect(query == "q=%23trip")
            let kept = [("page", "transactions"), ("query", query)]
            let nameless = try await browser.post("/money/views", from: found, kept + [("name", " ")])
            #expect(nameless.status == 422)
            #expect(nameless.text.contains("It is missing."))
            #expect(nameless.pieces(after: "name=\"query\" value=\"").first == query, "nothing is lost")
            let saved = try await browser.post("/money/views", from: found, kept + [("name", "Trips")])
            #expect(saved.status == 303)
            let path = try #require(saved["location"])
            #expect(path.hasPrefix("/money/views/") && !path.contains("trip"))
            let opened = try await browser.get(path)
            #expect(opened.text.contains("Ferry") && opened.text.contains("value=\"#trip\""))
            #expect(opened.text.contains("href=\"\(path)\" aria-current=\"page\""))
            let again = try await browser.post("/money/views", from: found, kept + [("name", "TRIPS")])
            #expect(again.status == 422)
            #expect(again.text.contains("Another one has this name."))
            #expect(try await browser.get("/money").text.contains(path))
            #expect(try await browser.get("/money/names").text.contains(path))
            let list = try await browser.get("/money/views")
            let id = try #require(path.split(separator: "/").last)
            let renamed = try await browser.post(path, from: list, [("name.\(id)", "Journeys")])
            #expect(renamed.status == 303)
            #expect(try await browser.get("/money/reports/spending").text.contains("Journeys"))
            let refused = try await browser.post(path, from: list, [("name.\(id)", "")])
            #expect(refused.status == 422)
            _ = try await browser.post(path + "/remove", from: list, [])
            #expect(try await browser.get("/money/views").text.contains("Nothing is kept yet"))
            #expect(try await browser.get(path).status == 404)
        }
    }

    @Test("a report is kept with days that move on, and opens as a plain address; one with words opens as its own")
    func reports() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let spans = try await browser.get("/money/reports/spending?from=2020-01-01&to=2020-02-01&span=this-month")
            #expect(spans.text.contains("value=\"2026-11-01\""))
            let query = try #require(spans.pieces(after: "name=\"query\" value=\"").first)
            #expect(query == "span=this-month")
            let saved = try await browser.post(
                "/money/views",
                from: spans,
                [("page", "spending"), ("query", query), ("name", "This month")]
            )
            #expect(saved["location"] == "/money/reports/spending?span=this-month")
            let explore = try await browser.get("/money/reports/explore")
            let shown = try await browser.post(
                "/money/reports/explore",
                from: explore,
                [("measure", "spending"), ("down", "payee"), ("across", ""), ("q", "#trip")]
            )
            let words = try #require(shown.pieces(after: "name=\"query\" value=\"").first)
            let plain = words.replacing("&amp;", with: "&")
            #expect(plain == "across=&down=payee&measure=spending&q=%23trip")
            let kept = try await browser.post(
                "/money/views",
                from: shown,
                [("page", "explore"), ("query", plain), ("name", "Trips by payee")]
            )
            let path = try #require(kept["location"])
            #expect(path.hasPrefix("/money/views/"))
            #expect(try await browser.get(path).text.contains("Ferry"))
            let trend = try await browser.get("/money/reports/trend")
            let ofTag = try await browser.post("/money/reports/trend", from: trend, [("tag", "trip"), ("by", "month")])
            #expect(ofTag.text.contains("name=\"query\" value=\"by=month&amp;tag=trip\""))
            let wrong = try await browser.get("/money/reports/spending?from=never")
            #expect(!wrong.text.contains("action=\"/money/views\""), "what is wrong is not kept")
        }
    }

    @Test("a program keeps the same, and what its page does not know is left out")
    func api() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let body = #"{"name":"Food","page":"calendar","query":"measure=income&colour=red&from=2026-01-01"}"#
            let made = try await caller.call("POST", "/money/views", body, expecting: 201)
            #expect(made.text("query") == "from=2026-01-01&measure=income")
            try await caller.call("POST", "/money/views", body, expecting: 409)
        }
    }
}

/// The trend and the balance sheet, by API and by page.
@Suite("Trend and balance sheet", .serialized)
struct TimeReportTests {
    @Test("by API: steps with their average and the year before, and a sheet beside another day")
    func api() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            for (amount, date) in [("30.00", "2025-11-03"), ("12.00", "2026-09-09"), ("60.00", "2026-11-05")] {
                let body = book.transaction(amount, date: date)
                try await caller.call("POST", "/money/transactions", body, expecting: 201)
            }
            let path = "/money/reports/"
            let trend = try await caller.call("GET", path + "trend?from=2026-10-01&to=2026-11-30", expecting: 200)
            #expect(trend.text("by") == "month")
            #expect(trend.text("rows/0/amount") == "0.00" && trend.text("rows/0/average") == "4.00")
            #expect(trend.text("rows/1/amount") == "60.00" && trend.text("rows/1/yearBefore") == "30.00")
            #expect(trend.text("rows/1/change") == "30.00" && trend.text("rows/1/average") == "24.00")
            let none = try await caller.call(
                "GET",
                path + "trend?from=2026-10-01&to=2026-11-30&by=week&measure=income",
                expecting: 200
            )
            #expect(none.text("rows/0/amount") == nil)
            try await caller.call("GET", path + "trend?by=day&from=2026-10-01&to=2026-11-30", expecting: 422)
            try await caller.call("GET", path + "trend", expecting: 422)
            let sheet = try await caller.call("GET", path + "balance-sheet?beside=2026-10-31", expecting: 200)
            #expect(sheet.text("rows/0/side") == "assets" && sheet.text("rows/0/amount") == "898.00")
            #expect(sheet.text("rows/0/before") == "958.00")
            #expect(sheet.text("totals/0/net") == "898.00" && sheet.text("totals/0/netBefore") == "958.00")
        }
    }

    @Test("by page: what is chosen is shown, and what is wrong is said")
    func pages() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            _ = try await browser.post(
                "/sign-up",
                from: door,
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let form = try await browser.get("/money/transactions/new")
            let (account, category) = (try #require(form.option("Cash")), try #require(form.option("Groceries")))
            for (amount, date) in [("30", "2025-11-03"), ("60", "2026-11-05")] {
                _ = try await browser.post(
                    "/money/transactions",
                    from: form,
                    [
                        ("kind", "expense"), ("date", date), ("payee", "Grocer"), ("account", account),
                        ("category.1", category), ("amount.1", amount), ("do", "save"),
                    ]
                )
            }
            let trend = try await browser.get("/money/reports/trend")
            #expect(trend.text.contains("Against a year before") && trend.text.contains("A year before"))
            let chosen = try await browser.post(
                "/money/reports/trend",
                from: trend,
                [("measure", "income"), ("by", "year"), ("category", category)]
            )
            #expect(chosen.text.contains("2026, so far"), "a category of spending has nothing of income")
            let long = try await browser.post(
                "/money/reports/trend",
                from: trend,
                [("by", "week"), ("from", "1990-01-01"), ("to", "2026-11-01")]
            )
            #expect(long.status == 422)
            #expect(long.text.contains("Choose a shorter time, or longer steps."))
            let sheet = try await browser.get("/money/reports/balances?to=2026-11-10&beside=2026-10-31")
            #expect(sheet.text.contains("All liabilities") && sheet.text.contains("Net worth"))
            let wrong = try await browser.get("/money/reports/balances?beside=never")
            #expect(wrong.status == 422)
            let alone = try await browser.get("/money/reports/balances?beside=")
            #expect(!alone.text.contains(">Change</th>"))
        }
    }
}
