import AuditTrail
import HTTPTypes
import Identity
import Primitives
import Testing
import TransparencyLog

@testable import Staff
@testable import Web

/// docs/spec/breaches.md, as the staff and a person see it.
@Suite("Pages of breaches", .serialized)
struct BreachPageTests {
    private static let notice = "Something happened to data of yours."

    private func person(_ server: TestServer) async throws -> Browser {
        let browser = Browser(server: server)
        let door = try await browser.get("/sign-up")
        let fields = [("handle", "priya"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        #expect(try await browser.post("/sign-up", from: door, fields).status == 200)
        return browser
    }

    private func fields(_ now: Timestamp, rule: [(String, String)] = [("rule", "all")]) -> [(String, String)] {
        let noticed = now.adding(seconds: -3600)
        return [
            ("day", noticed.day().iso), ("time", TimeText(noticed).short), ("what", "A disk was <lost>."),
            ("consequences", "None known."), ("measures", "Keys were replaced."), ("data-money", "yes"),
        ] + rule
    }

    @Test("written down, counted without names, told to all at once, in the log and in her history; texts to send")
    func told() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let browser = try await person(house.household.server)
            let list = try await asha.browser.get("/staff/breaches")
            #expect(list.status == 200)
            let before = try await house.household.audit.newestOrdinal(of: .staff) ?? 0
            let made = try await asha.browser.post("/staff/breaches", from: list, fields(house.clock.now()))
            let path = try #require(made["location"], "\(made.text)")
            #expect(try await house.household.audit.newestOrdinal(of: .staff) == before + 1)
            let early = try await asha.browser.get(path)
            #expect(early.text.contains("Being worked out"))
            let tell = [("who", "persons"), ("owed", "yes")]
            #expect(try await asha.browser.post(path + "/mark", from: early, tell).status == 422)
            try await house.household.identity.settleBreaches { _, _ in false }
            let page = try await asha.browser.get(path)
            #expect(page.text.contains("1 person") && !page.text.lowercased().contains("priya"))
            #expect(try await !browser.get("/today").text.contains(Self.notice))
            #expect(try await asha.browser.post(path + "/mark", from: page, tell).status == 303)
            try await house.household.identity.settleBreaches { _, _ in false }
            #expect(try await browser.get("/today").text.contains(Self.notice))
            let own = try await browser.get("/privacy/breaches")
            #expect(own.text.contains("A disk was &lt;lost&gt;."))
            let form = try #require(own.text.firstMatch(of: /\/privacy\/breaches\/[0-9a-z]{26}\/read/)).0
            #expect(try await browser.post(String(form), from: own, []).status == 303)
            #expect(try await !browser.get("/today").text.contains(Self.notice))
            #expect(try await browser.get("/privacy/breaches").text.contains("Keys were replaced."))
            #expect(try await browser.get("/privacy/access").text.contains("You were told of a breach"))

            for (locale, words) in [("en-GB", "What happened"), ("de", "Was geschah"), ("hi", "क्या हुआ")] {
                for duty in BreachDuty.allCases {
                    let text = try await asha.browser.get("\(path)/text/\(duty.name)/\(locale)")
                    #expect(text.status == 200 && text["content-type"] == "text/plain; charset=utf-8")
                    #expect(text.text.contains("A disk was <lost>.") && text.text.contains(words), "\(duty) \(locale)")
                    #expect(text.text.contains("1 ") == (duty != .persons) || duty == .persons, "\(duty)")
                }
            }
            #expect(try await asha.browser.get("\(path)/text/anybody/de").status == 404)
            let sent = [("who", "certIn"), ("owed", "yes")]
            #expect(try await asha.browser.post(path + "/mark", from: page, sent).status == 400)
            let owed = [("who", "cert-in"), ("owed", "no"), ("reason", "Nobody in India.")]
            #expect(try await asha.browser.post(path + "/mark", from: page, owed).status == 303)
            #expect(try await asha.browser.get(path).text.contains("Not owed: Nobody in India."))
            let history = try await asha.browser.get("/staff/history")
            #expect(history.text.contains("Wrote down a breach, or who was told of it"))
        }
    }

    @Test("what is refused keeps what was typed; a stranger and an auditor see nothing")
    func refused() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let list = try await asha.browser.get("/staff/breaches")
            let now = house.clock.now()
            for rule in [
                [("rule", "accounts"), ("accounts", "nobody")], [("rule", "existed"), ("from-day", "2026-11-02")],
                [("rule", "opened"), ("from-day", "2026-11-02"), ("until-day", "2026-11-01")], [("rule", "anything")],
            ] {
                let refused = try await asha.browser.post("/staff/breaches", from: list, fields(now, rule: rule))
                #expect(refused.status == 422 && refused.text.contains("A disk was &lt;lost&gt;."), "\(rule)")
            }
            let unknown = BreachID(high: 1, low: 2).text
            #expect(try await asha.browser.send("GET", "/staff/breaches/\(unknown)", nil).status == 404)
            let stranger = Browser(server: house.server)
            #expect(try await stranger.send("GET", "/staff/breaches", nil).status == 303)
            #expect(!StaffRole.auditor.permissions.contains(.handleBreaches))
            #expect(!StaffRole.support.permissions.contains(.handleBreaches))
        }
    }
}
