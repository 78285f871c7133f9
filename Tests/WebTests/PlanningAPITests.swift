import Testing

@testable import Web

/// Recurring entries, budgets and the forecast, as a program uses them.
@Suite("Planning API", .serialized)
struct PlanningAPITests {
    private func rent(_ book: APIBook, _ more: String = "", amount: String = "180.00") -> String {
        #"{"schedule":{"every":1,"unit":"month","on":["last-working-1"],"start":"2026-09-01"},"payee":"Landlord","#
            + #""postings":[{"account":"\#(book.account)","amount":"-\#(amount)"},"#
            + #"{"category":"\#(book.category)","amount":"\#(amount)"}]\#(more)}"#
    }

    @Test("what is due is made once, and confirmed, changed, skipped and taken back")
    func occurrences() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let entry = try await caller.call("POST", "/money/recurring", rent(book), expecting: 201)
            #expect(entry.text("schedule/on/0") == "last-working-1")
            #expect(entry.text("makesFrom") == "2026-09-01")
            let made = try await caller.call("POST", "/money/occurrences", expecting: 200)
            #expect(made.text("made") == "2")
            #expect(try await caller.call("POST", "/money/occurrences", expecting: 200).text("made") == "0")
            let list = try await caller.call("GET", "/money/occurrences?days=60", expecting: 200)
            #expect(list.count("pending") == 2)
            #expect(list.text("pending/0/date") == "2026-09-30")
            #expect(list.text("pending/1/transaction/date") == "2026-10-30")
            #expect(list.text("more") == "false")
            #expect(list.text("upcoming/0/date") == "2026-11-30")
            #expect(list.text("upcoming/0/state") == "upcoming")
            let (first, second) = (try #require(list.text("pending/0/id")), try #require(list.text("pending/1/id")))
            let third = try #require(list.text("upcoming/0/id"))
            let path = "/money/occurrences/"
            let confirmed = try await caller.call("POST", path + first, #"{"action":"confirm"}"#, expecting: 200)
            #expect(confirmed.text("state") == "confirmed")
            let edited = try await caller.call(
                "POST",
                path + second,
                #"{"action":"confirm","transaction":\#(book.transaction("185.00", date: "2026-10-30"))}"#,
                expecting: 200
            )
            #expect(edited.text("state") == "edited")
            #expect(edited.text("transaction/postings/0/amount") == "-185.00")
            let other = #","transaction":\#(book.transaction("190.00", date: "2026-10-30"))}"#
            let version = try #require(edited.text("transaction/version"))
            let stale = #"{"action":"confirm","version":1"# + other
            try await caller.call("POST", path + second, stale, expecting: 412)
            try await caller.call("POST", path + second, #"{"action":"skip","version":1}"#, expecting: 412)
            let seen = #"{"action":"confirm","version":\#(version)"# + other
            let again = try await caller.call("POST", path + second, seen, expecting: 200)
            #expect(again.text("transaction/postings/0/amount") == "-190.00")
            let skipped = try await caller.call("POST", path + third, #"{"action":"skip"}"#, expecting: 200)
            #expect(skipped.text("state") == "skipped")
            #expect(skipped.text("transaction") == nil)
            let back = try await caller.call("POST", path + third, #"{"action":"unskip"}"#, expecting: 200)
            #expect(back.text("state") == "upcoming")
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "2")
        }
    }

    @Test("a recurring entry is changed for the future only, by whoever saw it as it is, and ended")
    func editing() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let entry = try await caller.call("POST", "/money/recurring", rent(book), expecting: 201)
            let path = "/money/recurring/" + (try #require(entry.text("id")))
            let tag = try #require(try await caller.call("GET", path, expecting: 200).raw["etag"])
            let dearer = rent(book, amount: "200.00")
            try await caller.call("PUT", path, dearer, expecting: 428)
            let match = "If-Match: \(tag)\r\n"
            let changed = try await caller.call("PUT", path, dearer, fields: match, expecting: 200)
            #expect(changed.text("makesFrom") == "2026-11-21")
            try await caller.call("PUT", path, dearer, fields: match, expecting: 412)
            let past = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(past.text("items/0/postings/0/amount") == "-180.00", "what was due is made as it was planned")
            #expect(past.text("count") == "2")
            try await caller.call("DELETE", path, expecting: 204)
            try await caller.call("GET", path, expecting: 404)
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "2")
        }
    }

    @Test("rules that make no sense are refused with their field")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            func schedule(_ text: String) -> String {
                #"{"schedule":{\#(text)},"postings":[{"account":"\#(book.account)","amount":"-1"},"#
                    + #"{"category":"\#(book.category)","amount":"1"}]}"#
            }
            for (text, field) in [
                (#""every":1,"unit":"week","start":"2026-09-01""#, "/weekdays"),
                (#""every":1,"unit":"month","start":"2026-09-01""#, "/monthDays"),
                (#""every":1,"unit":"day","on":["31"],"start":"2026-09-01""#, "/schedule/on"),
                (#""every":1,"unit":"day","start":"2026-09-01","until":"2026-08-31""#, "/until"),
                (#""every":1,"unit":"day","start":"2026-09-01","until":"2026-09-30","count":3"#, "/schedule/count"),
                (#""every":1,"unit":"year","on":["31"],"start":"2026-09-01""#, "/schedule/month"),
            ] {
                let answer = try await caller.call("POST", "/money/recurring", schedule(text), expecting: 422)
                #expect(answer.text("errors/0/pointer") == field, "\(text): \(answer.raw.text)")
            }
            let unbalanced = rent(book).replacing(#""amount":"180.00"}]"#, with: #""amount":"170.00"}]"#)
            try await caller.call("POST", "/money/recurring", unbalanced, expecting: 422)
            try await caller.call("POST", "/money/occurrences/none", #"{"action":"skip"}"#, expecting: 404)
        }
    }

    @Test("a budget says what is left for each day, takes other amounts for a period, and follows paydays")
    func budgets() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call("POST", "/money/transactions", book.transaction("120.00"), expecting: 201)
            let line = #"{"category":"\#(book.category)","amount":"1000.00","rollover":"both"}"#
            func budget(_ name: String, _ span: String, _ style: String = "envelope") -> String {
                #"{"name":"\#(name)","style":"\#(style)","currency":"INR","span":\#(span),"starts":"2026-11-01","#
                    + #""opening":"5000.00","lines":[\#(line)]}"#
            }
            let body = budget("Household", #"{"kind":"month"}"#)
            let made = try await caller.call("POST", "/money/budgets", body, expecting: 201)
            let id = try #require(made.text("id"))
            #expect(made.text("span/day") == "1")
            try await caller.call("POST", "/money/budgets", body, expecting: 409)
            let report = try await caller.call("GET", "/money/reports/budget", expecting: 200)
            #expect(report.text("items/0/from") == "2026-11-01")
            #expect(report.count("refused") == 0)
            #expect(report.text("items/0/daysLeft") == "11")
            #expect(report.text("items/0/lines/0/left") == "880.00")
            #expect(report.text("items/0/lines/0/leftPerDay") == "80.00")
            #expect(report.text("items/0/toAssign") == "4000.00")
            try await caller.call(
                "POST",
                "/money/budgets/\(id)/assignments",
                #"{"category":"\#(book.category)","date":"2026-11-20","amount":"100.00"}"#,
                expecting: 204
            )
            let over = try await caller.call("GET", "/money/reports/budget", expecting: 200)
            #expect(over.text("items/0/lines/0/over") == "20.00")
            #expect(over.text("items/0/toAssign") == "4900.00")
            let next = try await caller.call("GET", "/money/reports/budget?on=2026-12-01", expecting: 200)
            #expect(next.text("items/0/lines/0/carried") == "-20.00")
            let pay = try await caller.call("POST", "/money/recurring", rent(book), expecting: 201)
            let payday = #"{"kind":"payday","recurring":"\#(try #require(pay.text("id")))"}"#
            try await caller.call("POST", "/money/budgets", budget("Between paydays", payday, "limit"), expecting: 201)
            let both = try await caller.call("GET", "/money/reports/budget", expecting: 200)
            #expect(both.text("items/1/from") == "2026-10-30")
            #expect(both.text("items/1/to") == "2026-11-29")
            try await caller.call("DELETE", "/money/recurring/" + (try #require(pay.text("id"))), expecting: 409)
            for (name, span) in [
                ("none", #"{"kind":"custom","to":"2026-10-31"}"#), ("gone", #"{"kind":"payday","recurring":"zz"}"#),
            ] {
                try await caller.call("POST", "/money/budgets", budget(name, span), expecting: 422)
            }
        }
    }

    @Test("an amount moves from one line to another as one change, and nonsense is refused with its field")
    func moves() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let pets = #"{"name":"Pets","kind":"expense"}"#
            let other = try #require(
                try await caller.call("POST", "/money/categories", pets, expecting: 201).text("id")
            )
            let made = try await caller.call(
                "POST",
                "/money/budgets",
                #"{"name":"Household","style":"envelope","currency":"INR","span":{"kind":"month"},"#
                    + #""starts":"2026-11-01","lines":[{"category":"\#(book.category)","amount":"100.00"},"#
                    + #"{"category":"\#(other)","amount":"10.00"}]}"#,
                expecting: 201
            )
            let path = "/money/budgets/\(try #require(made.text("id")))/moves"
            func move(_ amount: String, to category: String, on day: String = "2026-11-20") -> String {
                #"{"from":"\#(book.category)","to":"\#(category)","date":"\#(day)","amount":"\#(amount)"}"#
            }
            try await caller.call("POST", path, move("30.00", to: other), expecting: 204)
            let report = try await caller.call("GET", "/money/reports/budget", expecting: 200)
            #expect(report.text("items/0/lines/0/assigned") == "70.00")
            #expect(report.text("items/0/lines/1/assigned") == "40.00")
            #expect(report.text("items/0/toAssign") == "-110.00")
            for (body, field) in [
                (move("30.00", to: book.category), "/from"), (move("0", to: other), "/amount"),
                (move("5.00", to: other, on: "2026-10-31"), "/period"),
            ] {
                let refused = try await caller.call("POST", path, body, expecting: 422)
                #expect(refused.text("errors/0/pointer") == field)
            }
            let none = "/money/budgets/" + String(repeating: "0", count: 13) + "/moves"
            try await caller.call("POST", none, move("30.00", to: other), expecting: 404)
        }
    }

    @Test("the forecast counts what is to come, finds the lowest day, and what-if changes nothing")
    func forecast() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call("POST", "/money/recurring", rent(book), expecting: 201)
            try await caller.call("POST", "/money/occurrences", expecting: 200)
            let forecast = try await caller.call("GET", "/money/forecast?days=60&pace=0", expecting: 200)
            #expect(forecast.count("totals/0/balances") == 60)
            #expect(forecast.text("rows/0/balances/0") == "640.00")
            #expect(forecast.text("rows/0/balances/10") == "460.00")
            #expect(forecast.text("rows/0/lowest/amount") == "280.00")
            #expect(forecast.text("rows/0/lowest/date") == "2026-12-31")
            #expect(forecast.text("expected") == "2")
            let wonder =
                #"{"days":60,"pace":0,"whatIf":[{"account":"\#(book.account)","date":"2026-11-25","amount":"-500.00","#
                + #""repeats":{"every":1,"unit":"week","weekdays":["wed"]}}]}"#
            let what = try await caller.call("POST", "/money/forecast", wonder, expecting: 200)
            #expect(what.text("rows/0/belowZero") == "2026-11-30")
            let again = try await caller.call("GET", "/money/forecast?days=60&pace=0", expecting: 200)
            #expect(again.raw.body == forecast.raw.body)
            try await caller.call("GET", "/money/forecast?days=0", expecting: 422)
            try await caller.call(
                "POST",
                "/money/forecast",
                wonder.replacing("2026-11-25", with: "2026-11-19"),
                expecting: 422
            )
        }
    }
}
