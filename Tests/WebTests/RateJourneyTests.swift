import Money
import Primitives
import Testing

@testable import Web

/// Rates between currencies and what reports make of them, by API and by page.
@Suite("Rates")
struct RateJourneyTests {
    private static let csv =
        "date,from,to,rate\n2026-11-02,USD,INR,84.10\n2026-11-03,USD,INR,zero\n2026-11-04,EUR,INR,90\n"

    @Test("by API: a rate is set, replaced, listed and removed, and a wrong one says why")
    func rates() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            func body(_ day: String, _ from: String, _ to: String, _ rate: String) -> String {
                #"{"date":"\#(day)","from":"\#(from)","to":"\#(to)","rate":"\#(rate)"}"#
            }
            for (day, rate) in [("2026-03-01", "80"), ("2026-03-20", "83"), ("2026-03-20", "84.00")] {
                let put = try await caller.call("PUT", "/money/rates", body(day, "USD", "INR", rate), expecting: 200)
                #expect(put.text("date") == day)
            }
            try await caller.call("PUT", "/money/rates", body("2026-03-02", "EUR", "INR", "90"), expecting: 200)
            let first = try await caller.call("GET", "/money/rates?limit=2", expecting: 200)
            #expect(first.text("items/0/from") == "EUR" && first.text("items/1/rate") == "84")
            let next = try #require(first.text("next"))
            let second = try await caller.call("GET", "/money/rates?limit=2&cursor=\(next)", expecting: 200)
            #expect(second.count("items") == 1 && second.text("items/0/date") == "2026-03-01")
            #expect(second.text("next") == nil)
            let dollars = try await caller.call("GET", "/money/rates?from=USD&to=INR", expecting: 200)
            #expect(dollars.count("items") == 2)
            for (wrong, pointer) in [
                (body("2026-03-01", "USD", "USD", "1"), "/to"), (body("2026-03-01", "USD", "INR", "0"), "/rate"),
                (body("2026-03-01", "USD", "INR", "x"), "/rate"), (body("2026-02-30", "USD", "INR", "1"), "/date"),
                (body("2026-03-01", "XXQ", "INR", "1"), "/from"),
            ] {
                let refused = try await caller.call("PUT", "/money/rates", wrong, expecting: 422)
                #expect(refused.text("errors/0/pointer") == pointer)
            }
            try await caller.call("DELETE", "/money/rates?date=2026-03-20&from=USD&to=INR", expecting: 204)
            try await caller.call("DELETE", "/money/rates?date=2026-03-20&from=USD&to=INR", expecting: 404)
            try await caller.call("DELETE", "/money/rates?date=2026-03-01&from=USD", expecting: 422)
            try await caller.call("GET", "/money/rates?cursor=nothing", expecting: 422)
            let left = try await caller.call("GET", "/money/rates?from=USD", expecting: 200)
            #expect(left.count("items") == 1)
        }
    }

    @Test("by API: a file is read and written only when it is asked for, without the lines that cannot be read")
    func file() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            func send(_ query: String, _ text: String, expecting status: Int) async throws -> APIAnswer {
                try await caller.call("POST", "/money/rates" + query, text, type: "text/csv", expecting: status)
            }
            let read = try await send("", Self.csv, expecting: 200)
            #expect(read.text("isWritten") == "false" && read.text("newCount") == "2")
            #expect(read.text("rejected/0/line") == "3" && read.text("rejected/0/code") == "not-a-rate")
            #expect(try await caller.call("GET", "/money/rates", expecting: 200).count("items") == 0)
            let written = try await send("?commit=true", Self.csv, expecting: 200)
            #expect(written.text("isWritten") == "true")
            #expect(try await caller.call("GET", "/money/rates", expecting: 200).count("items") == 2)
            let again = try await send("?commit=true", Self.csv, expecting: 200)
            #expect(again.text("newCount") == "0" && again.text("sameCount") == "2")
            let wide = "Date,USD,INR\n2026-11-05,1.07,91\n"
            #expect(try await send("", wide, expecting: 422).text("errors/0/pointer") == "base")
            #expect(try await send("?base=CHF&only=book", wide, expecting: 200).text("skippedCount") == "2")
            _ = try await send("", "no,table\n", expecting: 422)
        }
    }

    @Test("by API: every report in the base currency, gains, and a currency without a rate by its name")
    func reports() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let dollars = try await caller.call(
                "POST",
                "/money/accounts",
                #"{"name":"Dollars","kind":"bank","currency":"USD","openingBalance":"100.00"}"#,
                expecting: 201
            )
            let account = try #require(dollars.text("id"))
            let entry =
                #"{"date":"2026-11-10","postings":[{"account":"\#(account)","amount":"-10.00"},"#
                + #"{"category":"\#(book.category)","amount":"10.00","currency":"USD"}]}"#
            try await caller.call("POST", "/money/transactions", entry, expecting: 201)
            let days = "from=2026-11-01&to=2026-11-30"
            let path = "/money/reports/"
            let unknown = try await caller.call("GET", path + "spending?\(days)&in=base", expecting: 200)
            #expect(unknown.text("leftOut/0") == "USD" && unknown.count("totals") == 0)
            for (day, rate) in [("2026-11-01", "80"), ("2026-11-20", "84")] {
                let body = #"{"date":"\#(day)","from":"USD","to":"INR","rate":"\#(rate)"}"#
                try await caller.call("PUT", "/money/rates", body, expecting: 200)
            }
            for name in ["spending?\(days)", "pivot?\(days)", "calendar?\(days)"] {
                let report = try await caller.call("GET", path + name + "&in=base", expecting: 200)
                #expect(report.text("totals/0/amount") == "800.00" && report.text("totals/0/currency") == "INR")
                #expect(report.count("totals") == 1 && report.text("leftOut/0") == nil)
            }
            let plain = try await caller.call("GET", path + "spending?\(days)", expecting: 200)
            #expect(plain.text("totals/0/currency") == "USD" && plain.text("totals/0/amount") == "10.00")
            let flow = try await caller.call("GET", path + "cash-flow?\(days)&in=base", expecting: 200)
            #expect(flow.text("totals/0/spending") == "800.00")
            let statement = try await caller.call("GET", path + "income-statement?\(days)&in=base", expecting: 200)
            #expect(statement.text("totals/0/kept") == "-800.00")
            let balances = try await caller.call("GET", path + "balances?to=2026-11-30&in=base", expecting: 200)
            #expect(balances.text("rows/1/amount") == "90.00" && balances.text("rows/1/value") == "7560.00")
            #expect(balances.text("totals/0/amount") == "8560.00")
            let worth = try await caller.call("GET", path + "net-worth?\(days)&in=base", expecting: 200)
            #expect(worth.text("rows/0/amount") == "8560.00" && worth.count("rows") == 1)
            let sheet = try await caller.call(
                "GET",
                path + "balance-sheet?to=2026-11-30&beside=2026-11-10&in=base",
                expecting: 200
            )
            #expect(sheet.text("totals/0/net") == "8560.00" && sheet.text("totals/0/netBefore") == "8200.00")
            let trend = try await caller.call("GET", path + "trend?\(days)&in=base", expecting: 200)
            #expect(trend.text("rows/0/amount") == "800.00" && trend.text("rows/0/currency") == "INR")
            let gains = try await caller.call("GET", path + "currencies?\(days)", expecting: 200)
            #expect(gains.text("rows/0/currency") == "USD" && gains.text("rows/0/rate") == "84")
            #expect(gains.text("worthBefore") == "9000.00" && gains.text("worthAfter") == "8560.00")
            #expect(gains.text("spending") == "800.00" && gains.text("gain") == "360.00")
            try await caller.call("GET", path + "currencies?from=2026-11-01", expecting: 422)
            try await caller.call("GET", path + "spending?in=gold", expecting: 422)
        }
    }

    private func begin(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        _ = try await browser.post("/sign-up", from: door, fields)
        return browser
    }

    @Test(
        "by page: a rate is typed, shown, refused and removed; reports offer the base currency as soon as there are two"
    )
    func pages() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let plain = try await browser.get("/money/reports/balances")
            #expect(!plain.text.contains("All in INR"))
            let accounts = try await browser.get("/money/accounts")
            let account = [("name", "Dollars"), ("kind", "bank"), ("currency", "USD"), ("opening", "100")]
            #expect(try await browser.post("/money/accounts", from: accounts, account).status == 303)
            let unknown = try await browser.get("/money/reports/balances?in=base")
            #expect(unknown.text.contains("No rate is known for USD") && unknown.text.contains("All in INR"))
            let empty = try await browser.get("/money/rates")
            #expect(empty.text.contains("No rates yet"))
            func rate(_ rate: String, _ day: String = "2026-01-05") -> [(String, String)] {
                [("from", "USD"), ("to", "INR"), ("rate", rate), ("date", day)]
            }
            let refused = try await browser.post("/money/rates", from: empty, rate("-3"))
            #expect(refused.status == 422 && refused.text.contains("It must be above zero."))
            #expect(refused.text.contains("value=\"-3\""))
            let made = try await browser.post("/money/rates", from: empty, rate("84,35"))
            #expect(made.status == 303)
            let list = try await browser.get(try #require(made["location"]))
            #expect(list.text.contains("USD in INR") && list.text.contains("84.35"))
            let base = try await browser.get("/money/reports/balances?in=base")
            #expect(base.text.contains("8,435") && !base.text.contains("No rate is"))
            for tab in [
                "spending", "income-statement", "cash-flow", "net-worth", "trend", "calendar", "explore", "currencies",
            ] {
                let page = try await browser.get("/money/reports/\(tab)?in=base")
                #expect(page.status == 200, "\(tab)")
                #expect(tab == "currencies" || page.text.contains("All in INR"), "\(tab)")
            }
            let gains = try await browser.get("/money/reports/currencies?from=2026-01-01&to=2026-01-31")
            #expect(gains.text.contains("84.35") && gains.text.contains("8,435"))
            let month = try await browser.get("/money/month?in=base")
            #expect(month.status == 200 && month.text.contains("As entered"))
            let gone = [("from", "USD"), ("to", "INR"), ("date", "2026-01-05")]
            #expect(try await browser.post("/money/rates/remove", from: list, gone).status == 303)
            let after = try await browser.get("/money/rates")
            #expect(after.text.contains("No rates yet"))
        }
    }

    @Test(
        "a typed rate is read with the marks of a person, and refused with both readings where there are two",
        arguments: [
            ("84,35", DigitGrouping.western, "84.35"), ("84,35", .continental, "84.35"),
            ("84.35", .continental, "84.35"),
            ("1.450", .western, "1.45"), ("1,450", .continental, "1.45"), ("1,450.5", .indian, "1450.5"),
            ("1.450,5", .western, "1450.5"), ("1450", .indian, "1450"), ("1 450", .western, "1450"),
            ("1,450,000", .western, "1450000"), ("0,125", .western, "0.125"), ("1450,125", .western, "1450.125"),
        ]
    )
    func typed(_ text: String, _ grouping: DigitGrouping, _ rate: String) throws {
        #expect(try TypedRate.read(text, grouping).text == rate)
    }

    @Test(
        "a group mark before three digits could be decimals",
        arguments: [
            ("1,450", DigitGrouping.western, "1450", "1.45"), ("84,350", .indian, "84350", "84.35"),
            ("1.082", .continental, "1082", "1,082"),
        ]
    )
    func twoReadings(_ text: String, _ grouping: DigitGrouping, _ grouped: String, _ decimals: String) throws {
        let refusal = #expect(throws: FormRefusal.self) { try TypedRate.read(text, grouping) }
        let sentence = try #require(refusal?.problems.errors.first?.message)
        #expect(sentence.contains(" \(grouped) ") && sentence.contains(" \(decimals)."))
    }

    @Test("by page: a file whose decimal mark is open asks for it, and a typed rate with two readings is refused")
    func marks() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let page = try await browser.get("/money/rates")
            let typed = [("from", "USD"), ("to", "KRW"), ("rate", "1,450"), ("date", "2026-01-05")]
            let refused = try await browser.post("/money/rates", from: page, typed)
            #expect(refused.status == 422 && refused.text.contains("It can be read as 1450 or as 1.45."))
            #expect(try await browser.get("/money/rates").text.contains("No rates yet"))
            let token = try #require(Browser.formToken(page))
            let body =
                "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n"
                + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n"
                + "date;from;to;rate\n2026-01-05;USD;IDR;16,250\n\r\n--XX--\r\n"
            let kind = "multipart/form-data; boundary=XX"
            let taken = try await browser.send("POST", "/money/rates/import", body, type: kind)
            let path = try #require(taken["location"])
            let open = try await browser.get(path)
            #expect(open.text.contains("The rates can be read with a decimal comma or a decimal point."))
            #expect(!open.text.contains("Save 1 rate"))
            let answer = [("base", ""), ("decimal", "point"), ("only", "all")]
            #expect(try await browser.post(path, from: open, answer).status == 303)
            let known = try await browser.get(path)
            #expect(known.text.contains("Save 1 rate") && !known.text.contains("Say which it is"))
            #expect(try await browser.post(path + "/commit", from: known, []).status == 303)
            #expect(try await browser.get("/money/rates?pair=USDIDR").text.contains("16250"))
        }
    }

    @Test("by API: a file whose decimal mark is open lists its lines until it is said")
    func marksByAPI() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let csv = "date;from;to;rate\n2026-01-05;USD;IDR;16,250\n"
            func send(_ query: String) async throws -> APIAnswer {
                try await caller.call("POST", "/money/rates" + query, csv, type: "text/csv", expecting: 200)
            }
            let open = try await send("")
            #expect(open.text("newCount") == "0" && open.text("rejected/0/code") == "unclear-decimal-mark")
            #expect(try await send("?decimal=comma&commit=true").text("newCount") == "1")
            let rates = try await caller.call("GET", "/money/rates", expecting: 200)
            #expect(rates.text("items/0/rate") == "16.25")
        }
    }

    @Test("by page: a file is read, checked with its unreadable lines, and saved or discarded")
    func filePages() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let page = try await browser.get("/money/rates")
            func upload(_ text: String, base: String = "") async throws -> RawAnswer {
                let token = try #require(Browser.formToken(page))
                let body =
                    "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n"
                    + "--XX\r\nContent-Disposition: form-data; name=\"base\"\r\n\r\n\(base)\r\n"
                    + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n\(text)\r\n"
                    + "--XX--\r\n"
                return try await browser.send(
                    "POST",
                    "/money/rates/import",
                    body,
                    type: "multipart/form-data; boundary=XX"
                )
            }
            let wrong = try await upload("no,table\n1,2\n")
            #expect(wrong.status == 422 && wrong.text.contains("No rates were found"))
            let taken = try await upload(Self.csv)
            let path = try #require(taken["location"])
            let check = try await browser.get(path)
            #expect(check.text.contains("The rate is not a number.") && check.text.contains("Line 3"))
            #expect(try await browser.get("/money/rates").text.contains("No rates yet"))
            let all = try await browser.post(path, from: check, [("base", ""), ("only", "all")])
            #expect(all.status == 303)
            let again = try await browser.get(path)
            #expect(again.text.contains("Save 2 rates"))
            let saved = try await browser.post(path + "/commit", from: again, [])
            #expect(saved.status == 303)
            let list = try await browser.get("/money/rates")
            #expect(list.text.contains("The rates were saved.") && list.text.contains("EUR in INR"))
            let wide = try #require(try await upload("Date,INR\n2026-11-05,91\n")["location"])
            let open = try await browser.get(wide)
            #expect(open.text.contains("Say of which currency one unit is expressed"))
            _ = try await browser.post(wide, from: open, [("base", "EUR"), ("only", "all")])
            let known = try await browser.get(wide)
            #expect(known.text.contains("Save 1 rate"))
            #expect(try await browser.post(wide + "/discard", from: known, []).status == 303)
            #expect(try await browser.get(wide).status == 404)
        }
    }
}
