import Cycle
import Primitives
import Testing

@testable import Web

/// History and settings of the diary, in a browser that runs no scripts.
@Suite("History and settings of the diary", .serialized)
struct CycleReadingPageTests {
    private static let today = CalendarDay(daysSinceEpoch: 20_777)  // Friday 20 November 2026

    private func diary(_ household: TestHousehold, predicts: Bool = true) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let start = try await browser.get("/cycle/start")
        let consents = [("diary", "yes")] + (predicts ? [("predictions", "yes")] : [])
        #expect(try await browser.post("/cycle/start", from: start, consents).status == 303)
        return browser
    }

    /// Periods that began so many days before today.
    private func log(_ browser: Browser, starts: [Int]) async throws {
        for back in starts {
            let path = "/cycle/day/" + Self.today.adding(days: -back).iso
            let page = try await browser.get(path)
            let sent = page.form(path).filter { $0.0 != "flow" } + [("flow", "3")]
            #expect(try await browser.post(path, from: page, sent).status == 303)
        }
    }

    private func post(
        _ browser: Browser,
        _ path: String,
        from page: String,
        _ fields: [(String, String)]
    ) async throws
        -> RawAnswer
    {
        try await browser.post(path, from: try await browser.get(page), fields)
    }

    @Test("without a period the history says how it begins, and nothing is made up")
    func empty() async throws {
        try await TestHousehold.run { household in
            let page = try await diary(household).get("/cycle/history")
            #expect(page.status == 200)
            #expect(page.text.contains("No cycle yet"))
            #expect(!page.text.contains("8 in 10."))
            #expect(page.text.contains("When to see a doctor"))
        }
    }

    @Test("lengths, the next window and each cycle; leaving one out changes the figures, taking it back restores them")
    func history() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            try await log(browser, starts: [100, 72, 44, 15])
            let page = try await browser.get("/cycle/history")
            #expect(page.text.contains("3 complete cycles, 12 August 2026 to 4 November 2026."))
            #expect(page.text.contains("8 in 10. Most likely"))
            #expect(page.text.contains("Length of the last 3 cycles: shortest 28 days, longest 29 days."))
            let cycle = "/cycle/history/cycles/2026-09-09"
            #expect(page.text.contains("action=\"\(cycle)\""))
            #expect(try await browser.post(cycle, from: page, [("do", "exclude")]).status == 303)
            let without = try await browser.get("/cycle/history")
            #expect(without.text.contains("2 complete cycles count so far. An estimate needs 3."))
            #expect(without.text.contains("left out</span> by you"))
            #expect(try await browser.post(cycle, from: without, [("do", "include")]).status == 303)
            #expect(try await browser.get("/cycle/history").text.contains("8 in 10. Most likely"))
        }
    }

    @Test("an answer about a missing period is kept and can be taken back; other days have no cycle")
    func answers() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            try await log(browser, starts: [100, 72, 15])
            let page = try await browser.get("/cycle/history")
            let cycle = "/cycle/history/cycles/2026-09-09"
            _ = try await browser.post(cycle, from: page, [("do", "incomplete")])
            let answered = try await browser.get("/cycle/history")
            #expect(answered.text.contains("a period in it is not logged"))
            #expect(answered.text.contains("Take my answer back"))
            _ = try await browser.post(cycle, from: answered, [("do", "unknown")])
            #expect(try await !browser.get("/cycle/history").text.contains("Take my answer back"))
            #expect(
                try await browser.post("/cycle/history/cycles/2026-09-10", from: page, [("do", "whole")]).status == 404
            )
            #expect(try await browser.post("/cycle/history/cycles/then", from: page, [("do", "whole")]).status == 404)
            #expect(try await browser.post(cycle, from: page, [("do", "burn")]).status == 400)
        }
    }

    /// If this fails, estimates are worked out for somebody who said no to them.
    @Test("without consent to estimates none stands on the page, past ones neither")
    func noEstimates() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household, predicts: false)
            try await log(browser, starts: [130, 100, 72, 44, 15])
            let page = try await browser.get("/cycle/history")
            #expect(page.text.contains("Estimates are off. They can be switched on"))
            #expect(!page.text.contains("8 in 10. Most likely") && !page.text.contains("end, estimate"))
            #expect(page.text.contains("Estimates are off, so none is compared."))
        }
    }

    @Test("a mode from a day, with its due day; a refused one comes back as it was typed; it can be removed")
    func modes() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let page = try await browser.get("/cycle/settings")
            let late = [("mode", "pregnancy"), ("from", "2026-10-01"), ("due", "2028-01-01"), ("breastfeeding", "")]
            let refused = try await browser.post("/cycle/settings/mode", from: page, late)
            #expect(refused.status == 422)
            #expect(refused.text.contains("value=\"2028-01-01\"") && refused.text.contains("at most 300 days"))
            let right = [("mode", "pregnancy"), ("from", "2026-10-01"), ("due", "2027-06-20"), ("breastfeeding", "")]
            #expect(try await browser.post("/cycle/settings/mode", from: page, right).status == 303)
            let saved = try await browser.get("/cycle/settings")
            #expect(saved.text.contains("due on 20 June 2027"))
            #expect(saved.text.contains("value=\"pregnancy\" checked"))
            let removed = "/cycle/settings/mode/2026-10-01/remove"
            #expect(try await browser.post(removed, from: saved, []).status == 303)
            #expect(try await !browser.get("/cycle/settings").text.contains("due on 20 June 2027"))
        }
    }

    @Test("units, the second sign and hidden fields are kept; a field that was switched off is no longer offered")
    func reading() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let fields = [
                ("sign", "cervix"), ("temperature", "fahrenheit"), ("weight", "pounds"), ("field", "bleeding"),
                ("field", "temperature"),
            ]
            #expect(try await post(browser, "/cycle/settings", from: "/cycle/settings", fields).status == 303)
            let page = try await browser.get("/cycle/settings")
            #expect(page.text.contains("value=\"cervix\" selected"))
            #expect(page.text.contains("value=\"fahrenheit\" selected"))
            #expect(page.text.contains("value=\"bleeding\" checked"))
            #expect(!page.text.contains("value=\"weight\" checked"))
            let wrong = try await browser.post(
                "/cycle/settings",
                from: page,
                [("temperature", "kelvin"), ("weight", "pounds")]
            )
            #expect(wrong.status == 400)
        }
    }

    @Test("a symptom of her own is added, renamed, hidden and removed; a name that is taken is refused beside it")
    func feelings() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let path = "/cycle/settings/feelings"
            let taken = try await post(browser, path, from: path, [("kind", "symptom"), ("name.symptom", "cramps")])
            #expect(taken.status == 422)
            #expect(taken.text.contains("value=\"cramps\"") && taken.text.contains("Another one has this name."))
            #expect(
                try await post(browser, path, from: path, [("kind", "symptom"), ("name.symptom", "Jaw ache")]).status
                    == 303
            )
            let page = try await browser.get(path)
            #expect(page.text.contains("Jaw ache") && page.text.contains("your own"))
            let form = try #require(
                page.text.firstMatch(of: /action="(\/cycle\/settings\/feelings\/symptom\/(\d{6,}))"/)
            )
            let (own, id) = (String(form.1), String(form.2))
            let name = "name.symptom." + id
            #expect(try await browser.post(own, from: page, [(name, "Jaw pain"), ("do", "name")]).status == 303)
            #expect(try await browser.post(own, from: page, [(name, "Jaw pain"), ("do", "hide")]).status == 303)
            let hidden = try await browser.get(path)
            #expect(hidden.text.contains("Jaw pain") && hidden.text.contains(">hidden<"))
            #expect(try await browser.post(own, from: page, [(name, ""), ("do", "remove")]).status == 303)
            #expect(try await !browser.get(path).text.contains("Jaw pain"))
            let builtIn = path + "/symptom/1"
            let kept = try await browser.post(builtIn, from: page, [("name.symptom.1", ""), ("do", "remove")])
            #expect(kept.status == 422 && kept.text.contains("part of the program"))
            #expect(try await browser.post(path + "/symptom/0", from: page, [("do", "hide")]).status == 404)
        }
    }

    @Test("a ring proposes its usual days, is renewed today, and keeps what was typed when it is refused")
    func plans() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let path = "/cycle/settings/plans"
            let form = try await browser.get(path + "/new?kind=ring")
            #expect(form.text.contains("value=\"21\"") && form.text.contains("value=\"7\""))
            #expect(try await browser.get(path + "/new?kind=wand").status == 404)
            let typed = [
                ("kind", "ring"), ("name", "My ring"), ("from", "2026-10-01"), ("to", ""), ("use", "0"),
                ("pause", "7"), ("time", "07:00"), ("renewals", ""),
            ]
            let refused = try await browser.post(path, from: form, typed)
            #expect(refused.status == 422)
            #expect(refused.text.contains("value=\"My ring\"") && refused.text.contains("From 1 to 5,500 days"))
            let right = typed.map { $0.0 == "use" ? ("use", "21") : $0 }
            #expect(try await browser.post(path, from: form, right).status == 303)
            let list = try await browser.get(path)
            #expect(list.text.contains("My ring") && list.text.contains("was due 29 Oct"))
            let renew = try #require(list.text.firstMatch(of: /action="([^"]+\/renew)"/)).1
            #expect(try await browser.post(String(renew), from: list, [("day", Self.today.iso)]).status == 303)
            #expect(try await browser.get(path).text.contains("next 18 Dec"))
        }
    }

    @Test("appointments and medicines are kept and removed; a time that is none is refused")
    func others() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let path = "/cycle/settings/plans"
            let form = try await browser.get(path + "/new?kind=medicine")
            let typed = [
                ("kind", "medicine"), ("name", "Iron"), ("unit", "mg"), ("from", "2026-11-01"), ("to", ""),
                ("times", "8 o'clock"), ("note", ""),
            ]
            let refused = try await browser.post(path, from: form, typed)
            #expect(refused.status == 422 && refused.text.contains("They must be times such as 08:00, 20:00."))
            let right = typed.map { $0.0 == "times" ? ("times", "20:00, 08:00") : $0 }
            #expect(try await browser.post(path, from: form, right).status == 303)
            let list = try await browser.get(path)
            #expect(list.text.contains("08:00, 20:00"), "in order")
            let one = try #require(list.text.firstMatch(of: /href="(\/cycle\/settings\/plans\/[0-9A-Z]{13})"/)).1
            let page = try await browser.get(String(one))
            #expect(page.text.contains("value=\"Iron\""))
            #expect(try await browser.post(String(one) + "/remove", from: page, []).status == 303)
            #expect(try await !browser.get(path).text.contains("Iron"))
        }
    }

    @Test("consents are switches: without the one for estimates none is made, and the page says since when")
    func consents() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            try await log(browser, starts: [100, 72, 44, 15])
            let page = try await browser.get("/cycle/settings")
            #expect(page.text.contains("On since"))
            let kept = [("consent", "cycle-diary")]
            #expect(try await browser.post("/cycle/settings/consents", from: page, kept).status == 303)
            #expect(try await browser.get("/cycle/settings").text.contains("Off since"))
            #expect(try await browser.get("/cycle/history").text.contains("Estimates are off."))
        }
    }
}
