import Testing

@testable import Web

/// Rules, merging and matching, as a program uses them.
@Suite("Rules API", .serialized)
struct RuleAPITests {
    private func rule(_ category: String, _ name: String = "Coffee", more: String = "") -> String {
        #"{"name":"\#(name)","conditions":[{"about":"payee-contains","text":"coffee"}],"#
            + #""actions":{"category":"\#(category)","addTags":["bean"]}\#(more)}"#
    }

    private func entry(
        _ account: String,
        _ amount: String,
        _ date: String,
        category: String,
        payee: String
    ) -> String {
        let other = amount.hasPrefix("-") ? String(amount.dropFirst()) : "-" + amount
        return #"{"date":"\#(date)","payee":"\#(payee)","postings":[{"account":"\#(account)","amount":"\#(amount)"},"#
            + #"{"category":"\#(category)","amount":"\#(other)"}]}"#
    }

    private func uncategorised(_ caller: APICaller, _ kind: String) async throws -> String {
        let list = try await caller.call("GET", "/money/categories", expecting: 200)
        let place = try #require(
            (0..<200).first {
                list.text("items/\($0)/builtIn") == "true" && list.text("items/\($0)/kind") == kind
            }
        )
        return try #require(list.text("items/\(place)/id"))
    }

    @Test(
        "a rule is added, ordered, tried on what is there, applied as one step, and not when it would do something else"
    )
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let open = try await uncategorised(caller, "expense")
            let path = "/money/transactions"
            let body = entry(book.account, "-120.00", "2026-11-01", category: open, payee: "Corner Coffee")
            let made = try await caller.call("POST", path, body, expecting: 201)
            let id = try #require(made.text("id"))
            let first = try await caller.call("POST", "/money/rules", rule(book.category), expecting: 201)
            #expect(first.text("position") == "1" && first.text("match") == "all" && first.text("enabled") == "true")
            let second = try await caller.call(
                "POST",
                "/money/rules",
                rule(open, "Other", more: #","match":"any","stops":true,"enabled":false"#),
                expecting: 201
            )
            #expect(second.text("position") == "2")
            let (one, two) = (try #require(first.text("id")), try #require(second.text("id")))
            let order = try await caller.call("POST", "/money/rules/\(two)/move", #"{"to":"up"}"#, expecting: 200)
            #expect(order.text("items/0") == two && order.text("items/1") == one)
            let preview = try await caller.call("POST", "/money/rules/\(one)/preview", expecting: 200)
            #expect(preview.text("matched") == "1" && preview.text("count") == "1" && preview.text("more") == "false")
            #expect(preview.text("changes/0/transaction/id") == id && preview.text("changes/0/rules/0") == one)
            #expect(preview.text("changes/0/becomes/postings/1/category") == book.category)
            #expect(preview.text("changes/0/becomes/tags/0") == "bean")
            let digest = try #require(preview.text("digest"))
            let all = try await caller.call("POST", "/money/rules/preview", expecting: 200)
            #expect(all.text("digest") == digest)
            let apply = #"{"digest":"\#(digest)"}"#
            try await caller.call("POST", "/money/rules/apply", #"{"digest":"0"}"#, expecting: 412)
            let done = try await caller.call("POST", "/money/rules/\(one)/apply", apply, expecting: 200)
            #expect(done.text("changed") == "1" && done.text("unfit") == "0")
            let after = try await caller.call("GET", path + "/" + id, expecting: 200)
            #expect(after.text("tags/0") == "bean" && after.text("version") == "2")
            try await caller.call("POST", "/money/rules/apply", apply, expecting: 412)
            let undo = try await caller.call("GET", "/money/undo", expecting: 200)
            let change = try #require(undo.text("items/0/change"))
            try await caller.call("POST", "/money/undo", #"{"change":"\#(change)"}"#, expecting: 204)
            #expect(try await caller.call("GET", path + "/" + id, expecting: 200).count("tags") == 0)
            // What a rule names stays while it is there.
            try await caller.call("DELETE", "/money/categories/" + book.category, expecting: 409)
            try await caller.call("DELETE", "/money/rules/" + one, expecting: 204)
            try await caller.call("POST", "/money/rules/\(one)/preview", expecting: 404)
        }
    }

    @Test("what makes no rule is refused with its field, and a change by somebody else with 412")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            func refused(_ conditions: String, _ actions: String, at pointer: String) async throws {
                let body = #"{"name":"r","conditions":[\#(conditions)],"actions":{\#(actions)}}"#
                let problem = try await caller.call("POST", "/money/rules", body, expecting: 422)
                #expect(problem.text("errors/0/pointer") == pointer, "\(body)")
            }
            let fine = #"{"about":"typed"}"#
            let tags = #""addTags":["a"]"#
            try await refused(#"{"about":"payee-is"}"#, tags, at: "/conditions/0/text")
            try await refused(#"{"about":"amount"}"#, tags, at: "/conditions/0/from")
            try await refused(#"{"about":"amount","from":"2","to":"1"}"#, tags, at: "/conditions")
            try await refused(#"{"about":"amount","from":"-2"}"#, tags, at: "/conditions/0/from")
            try await refused(#"{"about":"kind"}"#, tags, at: "/conditions/0/kind")
            try await refused(#"{"about":"day-of-month"}"#, tags, at: "/conditions/0/firstDay")
            try await refused(#"{"about":"account","account":"zz"}"#, tags, at: "/conditions/0/account")
            try await refused(fine, "", at: "/actions")
            let both = #""category":"\#(book.category)","transferAccount":"\#(book.account)""#
            try await refused(fine, both, at: "/actions")
            let rule = try await caller.call("POST", "/money/rules", rule(book.category), expecting: 201)
            let path = "/money/rules/" + (try #require(rule.text("id")))
            let tag = try #require(try await caller.call("GET", path, expecting: 200).raw["etag"])
            let match = "If-Match: \(tag)\r\n"
            let other = self.rule(book.category, "Beans")
            let changed = try await caller.call("PUT", path, other, fields: match, expecting: 200)
            #expect(changed.text("name") == "Beans")
            try await caller.call("PUT", path, other, fields: match, expecting: 412)
            try await caller.call("POST", "/money/rules", other, expecting: 409)
        }
    }

    @Test("every condition is kept as it was said")
    func conditions() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let conditions = [
                #"{"about":"payee-contains","text":"a"}"#, #"{"about":"payee-is","text":"b"}"#,
                #"{"about":"note-contains","text":"c"}"#, #"{"about":"text-contains","text":"d"}"#,
                #"{"about":"tag","text":"e"}"#, #"{"about":"amount","from":"99.90","to":"250"}"#,
                #"{"about":"amount","to":"0.5"}"#, #"{"about":"account","account":"\#(book.account)"}"#,
                #"{"about":"category","category":"\#(book.category)"}"#, #"{"about":"kind","kind":"transfer"}"#,
                #"{"about":"day-of-month","firstDay":28,"lastDay":3}"#, #"{"about":"imported"}"#,
                #"{"about":"typed"}"#,
            ]
            let body = #"{"name":"r","conditions":[\#(conditions.joined(separator: ","))],"actions":{"payee":"P"}}"#
            let made = try await caller.call("POST", "/money/rules", body, expecting: 201)
            #expect(
                made.raw.text.contains(#""conditions":[\#(conditions.joined(separator: ","))]"#),
                "\(made.raw.text)"
            )
        }
    }

    @Test("two entries are made one, by who saw both as they are")
    func merge() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let path = "/money/transactions"
            let open = try await uncategorised(caller, "expense")
            let typed = entry(book.account, "-120.00", "2026-11-01", category: book.category, payee: "Chai")
            let imported = entry(book.account, "-120.00", "2026-11-02", category: open, payee: "UPI-CHAI")
            let first = try #require(try await caller.call("POST", path, typed, expecting: 201).text("id"))
            let second = try #require(try await caller.call("POST", path, imported, expecting: 201).text("id"))
            func body(_ version: Int, _ more: String = #","date":"other""#) -> String {
                #"{"keep":{"id":"\#(first)","version":1},"other":{"id":"\#(second)","version":\#(version)}\#(more)}"#
            }
            let stale = try await caller.call("POST", path + "/merge", body(2), expecting: 412)
            #expect(stale.text("errors/0/pointer") == "/other/version")
            #expect(stale.text("errors/0/reason") == "It is version 1 by now.")
            let merged = try await caller.call("POST", path + "/merge", body(1), expecting: 200)
            #expect(merged.text("id") == first && merged.text("date") == "2026-11-02" && merged.text("payee") == "Chai")
            #expect(merged.raw["etag"] == "\"2\"")
            try await caller.call("GET", path + "/" + second, expecting: 404)
            try await caller.call("POST", path + "/merge", body(1), expecting: 404)
            let dearer = entry(book.account, "-121.00", "2026-11-02", category: open, payee: "UPI-CHAI")
            let third = try #require(try await caller.call("POST", path, dearer, expecting: 201).text("id"))
            let unlike = #"{"keep":{"id":"\#(first)","version":2},"other":{"id":"\#(third)","version":1}}"#
            let refused = try await caller.call("POST", path + "/merge", unlike, expecting: 422)
            #expect(refused.text("errors/0/pointer") == "/amount")
        }
    }

    @Test("pairs are proposed, rejected, matched by who saw them as they are, and never without being asked")
    func transfers() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let other = try await caller.call(
                "POST",
                "/money/accounts",
                #"{"name":"Pot","kind":"wallet","currency":"INR"}"#,
                expecting: 201
            )
            let (path, pot) = ("/money/transactions", try #require(other.text("id")))
            let (out, into) = (try await uncategorised(caller, "expense"), try await uncategorised(caller, "income"))
            let left = entry(book.account, "-500.00", "2026-11-01", category: out, payee: "To pot")
            let came = entry(pot, "500.00", "2026-11-03", category: into, payee: "From bank")
            let sent = try #require(try await caller.call("POST", path, left, expecting: 201).text("id"))
            let received = try #require(try await caller.call("POST", path, came, expecting: 201).text("id"))
            let candidates = "/money/transfer-candidates"
            let found = try await caller.call("GET", candidates, expecting: 200)
            #expect(found.text("count") == "1" && found.text("items/0/days") == "2")
            #expect(found.text("items/0/outgoing/id") == sent && found.text("items/0/incoming/id") == received)
            #expect(found.text("items/0/sure") == "false")
            #expect(try await caller.call("GET", candidates + "?days=1", expecting: 200).count("items") == 0)
            try await caller.call("GET", candidates + "?days=31", expecting: 422)
            try await caller.call("GET", candidates + "?rate=1.5", expecting: 422)
            try await caller.call("GET", candidates + "?rate=0&from=USD&to=INR", expecting: 422)
            let pair = #"{"outgoing":"\#(sent)","incoming":"\#(received)"}"#
            let said = try await caller.call("POST", "/money/rejected-pairs", pair, expecting: 201)
            #expect(try await caller.call("GET", candidates, expecting: 200).count("items") == 0)
            let forget = "/money/rejected-pairs/" + (try #require(said.text("id")))
            try await caller.call("DELETE", forget, expecting: 204)
            func match(_ version: Int) -> String {
                #"{"pairs":[{"outgoing":{"id":"\#(sent)","version":1},"incoming":{"id":"\#(received)","#
                    + #""version":\#(version)}}]}"#
            }
            let stale = try await caller.call("POST", "/money/transfers/match", match(2), expecting: 412)
            #expect(stale.text("errors/0/pointer") == "/pairs/0/incoming/version")
            let matched = try await caller.call("POST", "/money/transfers/match", match(1), expecting: 200)
            #expect(matched.text("matched/0") == sent && matched.count("unfit") == 0)
            let transfer = try await caller.call("GET", path + "/" + sent, expecting: 200)
            #expect(transfer.text("postings/1/account") == pot && transfer.text("note") == "From bank")
            try await caller.call("GET", path + "/" + received, expecting: 404)
        }
    }

    @Test("a payee that is put into one category again and again is suggested")
    func suggestions() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            for day in 1...3 {
                let body = entry(book.account, "-5.00", "2026-11-0\(day)", category: book.category, payee: "Bus")
                try await caller.call("POST", "/money/transactions", body, expecting: 201)
            }
            let found = try await caller.call("GET", "/money/rules/suggestions", expecting: 200)
            #expect(found.count("items") == 1 && found.text("items/0/payee") == "Bus")
            #expect(found.text("items/0/category") == book.category && found.text("items/0/count") == "3")
        }
    }

    @Test("a row of a file says what rules make of it, and can be taken without them")
    func imports() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            let made = try await caller.call("POST", "/money/rules", rule(book.category), expecting: 201)
            let id = try #require(made.text("id"))
            let csv =
                "Date,Description,Amount\n19/11/2026,Corner Coffee,-120.00\n20/11/2026,Coffee Two,-80.00\n"
                + "21/11/2026,Grocer,-5.00\n"
            let staged = try await caller.call(
                "POST",
                "/money/imports?filename=a.csv&account=\(book.account)",
                csv,
                type: "application/octet-stream",
                expecting: 201
            )
            let path = "/money/imports/" + (try #require(staged.text("id")))
            let rows = try await caller.call("GET", path + "/rows", expecting: 200)
            #expect(rows.text("items/0/rules/0") == id && rows.text("items/0/category") == book.category)
            #expect(rows.text("items/1/rules/0") == id && rows.text("items/2/rules/0") == nil)
            try await caller.call("POST", path + "/commit", #"{"plain":[2]}"#, expecting: 200)
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            let tags = (0..<3).map { list.text("items/\($0)/tags/0") }
            let payees = (0..<3).map { list.text("items/\($0)/payee") }
            #expect(payees == ["Grocer", "Coffee Two", "Corner Coffee"] && tags == [nil, nil, "bean"])
        }
    }
}
