import HTTPTypes
import Identity
import KeyService
import Primitives
import Testing

@testable import Web

/// What a person agreed to, in a browser that runs no scripts, and as programs read it.
@Suite("Consents", .serialized)
struct ConsentPageTests {
    private static let path = "/privacy/consents"

    private func begin(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        return browser
    }

    /// Presses the switch of a purpose as the page offers it.
    private func press(_ purpose: Purpose, _ browser: Browser) async throws -> RawAnswer {
        let page = try await browser.get(Self.path)
        let action = "\(Self.path)/\(purpose.name)"
        let answer = try await browser.post(action, from: page, page.form(action))
        #expect(answer.status == 303 && answer["location"] == Self.path)
        return try await browser.get(Self.path)
    }

    @Test("every purpose has its notice; one press gives, the same press takes back, and both are in its history")
    func pressed() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let page = try await browser.get(Self.path)
            #expect(page.status == 200)
            for purpose in Purpose.allCases {
                let notice = try #require(ConsentNotices.shown(purpose, 1))
                #expect(page.text.contains(">\(notice.heading)</h3>"), "\(purpose)")
                #expect(page.text.contains(notice.off), "\(purpose)")
            }
            let asked = Purpose.allCases.filter { $0.isAsked && $0 != .supportAccess }
            let forms = ConsentForms.forms(in: page.text).filter { $0.action.hasPrefix(Self.path) }
            #expect(forms.count == asked.count)
            #expect(forms.allSatisfy { $0.stepCount == 1 })
            for purpose in asked {
                let isOn = ConsentForms.form(for: purpose, in: forms)?.hidden["given"] == "no"
                let first = try await press(purpose, browser)
                #expect(first.text.contains(isOn ? "Switched off." : "Switched on."))
                let second = try await press(purpose, browser)
                #expect(second.text.contains(isOn ? "Switched on." : "Switched off."))
                let history = try await browser.get("\(Self.path)/\(purpose.name)")
                #expect(history.text.contains("<b>given</b>") && history.text.contains("<b>taken back</b>"))
            }
            let access = try await browser.get("/privacy/access")
            #expect(access.text.contains("You agreed to a purpose: Estimate what is likely"))
            #expect(access.text.contains("You took your agreement to a purpose back: Keep your diary"))
        }
    }

    @Test("whoever signs up reads the notices of what an account begins with")
    func signUp() async throws {
        try await TestHousehold.run { household in
            let door = try await Browser(server: household.server).get("/sign-up")
            for purpose in IdentityService.signUpPurposes {
                let notice = try #require(ConsentNotices.shown(purpose, 1))
                for text in [notice.heading, notice.reason, notice.used, notice.kept, notice.seen, notice.off] {
                    #expect(door.text.contains(text), "\(purpose)")
                }
            }
        }
    }

    @Test("without the diary's consent its pages lead to where it is given, and what rested on it is gone")
    func diary() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            _ = try await press(.cycleDiary, browser)
            #expect(try await browser.get("/cycle").text.contains("id=\"main\""))
            #expect(try await browser.send("GET", "/cycle", nil).status == 200)
            _ = try await press(.cycleDiary, browser)
            #expect(try await browser.send("GET", "/cycle", nil)["location"] == "/cycle/start")
        }
    }

    @Test("with money switched off nothing fails, and every page of it says how it is opened again")
    func withoutMoney() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            _ = try await press(.moneyTracking, browser)
            for path in ["/today", "/money", "/money/accounts", "/money/reports/spending", "/settings"] {
                let answer = try await browser.send("GET", path, nil)
                #expect(answer.status == 303, "\(path)")
                #expect(answer["location"] == "\(Self.path)?for=money-tracking", "\(path)")
            }
            let led = try await browser.get("/money")
            #expect(led.text.contains("Switch on “Keep your money records” to open it again."))
            #expect(led.text.contains("href=\"/money/export\""))
            for path in ["/privacy/access", "/privacy/security", "/privacy/support", "/money/export", Self.path] {
                #expect(try await browser.send("GET", path, nil).status == 200, "\(path)")
            }
            for endpoint in household.endpoints where endpoint.method == .get && !endpoint.template.text.contains("{") {
                let answer = try await browser.send("GET", endpoint.template.text, nil)
                #expect(answer.status < 500, "\(endpoint.template.text): \(answer.status)")
            }
            let adding = try await browser.post("/today/add", from: led, [("text", "coffee 120"), ("do", "save")])
            #expect(adding.status == 303 && adding["location"] == "\(Self.path)?for=money-tracking")
            _ = try await press(.moneyTracking, browser)
            #expect(try await browser.send("GET", "/money", nil).status == 200)
            #expect(!(try await browser.get("\(Self.path)?for=money-tracking").text.contains("That page is closed")))
        }
    }

    @Test("what is no purpose, is not asked or says neither yes nor no changes nothing")
    func refused() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let page = try await browser.get(Self.path)
            for (purpose, status) in [("selling", 404), ("key-maintenance", 404), ("export", 400)] {
                let answer = try await browser.post("\(Self.path)/\(purpose)", from: page, [("given", "maybe")])
                #expect(answer.status == status, "\(purpose)")
            }
            #expect(try await browser.send("GET", "\(Self.path)/selling", nil).status == 404)
            #expect(try await browser.get("\(Self.path)?for=selling").status == 200)
            let help = try await browser.post("\(Self.path)/support-access", from: page, [("given", "yes")])
            #expect(help["location"] == "/privacy/support")
            let forged = try await browser.send("POST", "\(Self.path)/export", "given=no")
            #expect(forged.status == 403)
            _ = try await browser.post("/lock", from: page, [])
            #expect(try await browser.send("GET", Self.path, nil)["location"]?.hasPrefix("/unlock") == true)
        }
    }

    @Test("a browser's signal is read, shown, and says no to what is for others")
    func signal() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let sentence = "Your browser asks sites not to sell or share data"
            #expect(!(try await browser.get(Self.path).text.contains(sentence)))
            let asked = try await browser.send("GET", Self.path, nil, fields: ["Sec-GPC: 1"])
            #expect(asked.status == 200 && asked.text.contains(sentence))
            let other = try await browser.send("GET", Self.path, nil, fields: ["Sec-GPC: 0"])
            #expect(!other.text.contains(sentence))
            let file = try await browser.send("GET", "/.well-known/gpc.json", nil)
            #expect(file.status == 200 && file["content-type"]?.hasPrefix("application/json") == true)
            #expect(file.text == "{\"gpc\":true,\"lastUpdate\":\"2026-11-21\"}")
        }
        let asking = RequestSignals([.secGPC: "1"])
        for purpose in Purpose.allCases { #expect(asking.allows(purpose) == (purpose != .aggregates)) }
        #expect(RequestSignals([:]).allows(.moneyTracking) && !RequestSignals([.secGPC: "true"]).asksNotToShare)
    }

    @Test("a program reads each purpose with its notice, changes one, and reads how it changed")
    func program() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let list = try await caller.call("GET", Self.path, expecting: 200)
            let count = Purpose.allCases.filter { $0.isAsked && $0 != .supportAccess }.count
            #expect(list.count("items") == count)
            #expect(list.text("items/0/purpose") == "money-tracking" && list.text("items/0/version") == "1")
            #expect(list.text("items/0/agreedVersion") == "1" && list.text("items/0/given") == "true")
            #expect(list.text("items/0/notice/withdrawn")?.hasPrefix("Money closes") == true)
            household.clock.turn(seconds: 1)
            try await caller.call("PUT", Self.path + "/cycle-diary", "{\"given\":true}", expecting: 204)
            let history = try await caller.call("GET", "/privacy/consent-history", expecting: 200)
            #expect(history.count("items") == 4)
            #expect(history.text("items/0/purpose") == "cycle-diary" && history.text("items/0/given") == "true")
            try await caller.call("PUT", Self.path + "/support-access", "{\"given\":true}", expecting: 404)
        }
    }

    @Test("each version of a notice that ever was has its text, and none else")
    func notices() {
        for purpose in Purpose.allCases {
            #expect(Purpose(name: purpose.name) == purpose)
            let today = NoticeVersions.today.version(of: purpose)
            for version in 1...today { #expect(ConsentNotices.notice(of: purpose, version: version) != nil) }
            for version in [0, today + 1] { #expect(ConsentNotices.notice(of: purpose, version: version) == nil) }
        }
    }

    @Test("the record of processing has every purpose, every kind of record and every promise, for anyone")
    func processing() async throws {
        try await TestHousehold.run { household in
            let register = ProcessingRegister()
            #expect(register.uses.map(\.purpose) == Purpose.allCases)
            let ids = Set(register.holdings.map(\.id))
            #expect(ids.isSuperset(of: RecordKind.allCases.map { "\($0.rawValue)" }))
            #expect(ids.isSuperset(of: StoredThing.allCases.map(\.rawValue)))
            #expect(ids.count == RecordKind.allCases.count + StoredThing.allCases.count)
            let browser = Browser(server: household.server)
            let page = try await browser.get("/trust/processing")
            #expect(page.status == 200)
            for rule in RetentionRule.all { #expect(page.text.contains("<td data-l=\"What it is\">\(rule.what)</td>")) }
            for purpose in Purpose.allCases { #expect(page.text.contains(ConsentNotices.heading(purpose))) }
            #expect(page.text.contains("/trust#ENC-1"))
            let answer = try await APICaller(household: household).call("GET", "/trust/processing", expecting: 200)
            #expect(answer.count("purposes") == Purpose.allCases.count)
            #expect(answer.count("holdings") == register.holdings.count)
            #expect(answer.text("recipients")?.hasPrefix("Nobody.") == true)
        }
    }
}
