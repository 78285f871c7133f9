import Money
import Primitives
import TestSupport
import Testing

@testable import Web

/// Tags in one field, and what becomes of them on pages that write them back.
@Suite("Typed tags", .serialized)
struct TypedTagsTests: PlanningPages {
    @Test(
        "commas stand between tags, spaces inside them, and a # before one is none of it",
        arguments: [
            ("home, road trip", ["home", "road trip"]), ("#Dine Out,#b", ["Dine Out", "b"]), (" , ,", []),
            ("# a", ["a"]),
            ("\"a, b\", c", ["a, b", "c"]), ("\"#1\"", ["#1"]), ("##1", ["#1"]), ("\"a", ["\"a"]),
            ("\"a\" b", ["\"a\" b"]),
            ("\"\"\"a\"\"\"", ["\"a\""]), ("", []),
        ]
    )
    func read(text: String, tags: [String]) { #expect(TypedTags.read(text) == tags) }

    @Test("whatever tags there are, they are read as they are written")
    func roundTrip() {
        var generator = SeededGenerator(seed: 7)
        let pieces = ["a", "Ж", ",", "\"", "#", " ", "\u{301}", "ट", "1", "é"]
        for _ in 0..<2000 {
            let tags = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                (0..<Int.random(in: 1...5, using: &generator))
                    .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
                    .trimmingWhitespace()
            }
            let known = tags.filter { !$0.isEmpty && $0.unicodeScalars.first != " " && $0.unicodeScalars.last != " " }
            #expect(TypedTags.read(TypedTags.text(known)) == known)
        }
    }

    @Test("a tag of two words goes through every form whole, and a # that is part of one through every change")
    func journey() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let choices = try await browser.get("/money/rules/new")
            let (food, account) = (
                try #require(option("Groceries", in: choices)), try #require(option("Cash", in: choices))
            )
            let form = try await browser.get("/money/transactions/new")
            let fields = [
                ("kind", "expense"), ("date", "2026-11-10"), ("payee", "Diner"), ("account", account),
                ("category.1", food), ("amount.1", "50"), ("tags", "#Dine Out, \"#1\""), ("do", "save"),
            ]
            #expect(try await browser.post("/money/transactions", from: form, fields).status == 303)
            let list = try await browser.get("/money?month=2026-11")
            let id = try #require(list.pieces(after: "id=\"t-").first)
            let path = "/money/transactions/" + id
            let shown = "value=\"Dine Out, &quot;#1&quot;\""
            #expect(try await browser.get(path).text.contains(shown))
            // One more tag beside them, a copy, and all of it repeated.
            let page = try await browser.get(path)
            let more = page.form(path, typing: ["tags": "Dine Out, \"#1\", late"]) + [("do", "save")]
            #expect(try await browser.post(path, from: page, more).status == 303)
            let wanted = "value=\"Dine Out, &quot;#1&quot;, late\""
            #expect(try await browser.get(path).text.contains(wanted))
            #expect(try await browser.get("/money/transactions/new?from=" + id).text.contains(wanted))
            let new = try await browser.get("/money/recurring/new?from=" + id)
            let rule = new.form("/money/recurring") + [("do", "save")]
            #expect(try await browser.post("/money/recurring", from: new, rule).status == 303)
            let rules = try await browser.get("/money/recurring")
            let entry = try #require(rules.pieces(after: "href=\"/money/recurring/").last)
            let recurring = "/money/recurring/" + entry
            let open = try await browser.get(recurring)
            #expect(open.text.contains(wanted))
            let again = open.form(recurring) + [("do", "save")]
            #expect(try await browser.post(recurring, from: open, again).status == 303)
            #expect(try await browser.get(recurring).text.contains(wanted))
            // Many at once, by hand and by a rule: what is stored is written back as it is.
            let found = try await browser.get("/money")
            let tick = ("t." + id, "2")
            let bulk = [("q", "diner"), ("do", "save"), ("to-payee", "Diner Two"), ("add-tags", "two words"), tick]
            #expect(try await browser.post("/money/change", from: found, bulk).text.contains("1 entry changed."))
            let all = "value=\"Dine Out, &quot;#1&quot;, late, two words\""
            #expect(try await browser.get(path).text.contains(all))
            let draft = [
                ("name", "Diners"), ("match", "all"), ("about.1", "payee-contains"), ("text.1", "diner"),
                ("to-payee", "Diner Three"), ("add-tags", "ruled by it"), ("enabled", "yes"), ("do", "save"),
            ]
            #expect(try await browser.post("/money/rules", from: choices, draft).status == 303)
            let run = try await browser.get("/money/rules/run")
            let digest = try #require(run.pieces(after: "name=\"digest\" value=\"").first)
            let done = try await browser.post("/money/rules/run", from: run, [("rule", ""), ("digest", digest)])
            #expect(done.text.contains("changed."))
            let ruled = "value=\"Dine Out, &quot;#1&quot;, late, two words, ruled by it\""
            #expect(try await browser.get(path).text.contains(ruled))
            let saved = try await browser.get("/money/rules")
            let made = try #require(saved.pieces(after: "href=\"/money/rules/run?rule=").first)
            let edit = try await browser.get("/money/rules/" + made)
            #expect(edit.text.contains("value=\"ruled by it\""))
            let same = edit.form("/money/rules/" + made) + [("do", "save")]
            #expect(try await browser.post("/money/rules/" + made, from: edit, same).status == 303)
            #expect(try await browser.get("/money/rules/" + made).text.contains("value=\"ruled by it\""))
        }
    }
}
