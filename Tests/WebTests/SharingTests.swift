import Primitives
import Testing

@testable import Web

/// Parts of a diary for a partner, as programs and as browsers without scripts use it.
@Suite("Sharing a diary: API and pages", .serialized)
struct SharingTests {
    /// A diary with six cycles of 28 days, the last of which began on 2026-11-13.
    private func diary(_ household: TestHousehold) async throws -> APICaller {
        let caller = try await household.signUp("asha")
        try await CycleAPITests.consent(caller, "cycle-diary", "cycle-prediction")
        for cycle in 0..<7 {
            let start = TestHousehold.today.adding(days: -7 - 28 * cycle)
            for day in 0..<4 {
                let path = "/cycle/days/\(start.adding(days: day).iso)"
                try await caller.call("PATCH", path, #"{"bleeding":{"level":"medium"}}"#, expecting: 200)
            }
        }
        return caller
    }

    private func share(_ asha: APICaller, _ ravi: APICaller, _ parts: String) async throws {
        let body = #"{"parts":[\#(parts)],"displayName":"Asha"}"#
        let code = try #require(try await asha.call("POST", "/cycle/shares", body, expecting: 201).text("code"))
        let look = try await ravi.call("POST", "/sharing/with-me/look", #"{"code":"\#(code)"}"#, expecting: 200)
        #expect(look.text("from") == "Asha")
        let accept = #"{"code":"\#(code)","displayName":"Ravi"}"#
        try await ravi.call("POST", "/sharing/with-me", accept, expecting: 204)
    }

    /// As a page of the diary does when it is opened.
    private func touch(_ asha: APICaller) async throws {
        let path = "/cycle/days/\(TestHousehold.today.iso)"
        try await asha.call("PATCH", path, #"{"note":"Slept well."}"#, expecting: 200)
    }

    @Test("the partner sees the parts that were chosen, as the diary estimates them, and nothing else")
    func estimates() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await diary(household), try await household.signUp("ravi"))
            try await share(asha, ravi, #""next-period","today""#)
            let before = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(before.text("items/0/estimates/madeOn") == nil)
            try await touch(asha)
            let shown = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(shown.text("items/0/estimates/madeOn") == TestHousehold.today.iso)
            #expect(shown.text("items/0/estimates/cycleDay") == "8")
            #expect(shown.count("items/0/estimates/nextPeriod") == 2)
            #expect(shown.text("items/0/estimates/fertileDays/0") == nil)
            #expect(!shown.raw.text.contains("Slept well"))
            let id = try #require(try await asha.call("GET", "/sharing/diary", expecting: 200).text("items/0/id"))
            try await asha.call("PUT", "/cycle/shares/\(id)", #"{"parts":["fertile-days"]}"#, expecting: 204)
            let other = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(other.text("items/0/estimates/cycleDay") == nil)
            #expect(other.count("items/0/estimates/fertileDays") == 2)
            try await asha.call("DELETE", "/sharing/diary/\(id)", expecting: 204)
            let ended = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(ended.text("items/0/hasEnded") == "true" && ended.text("items/0/estimates/madeOn") == nil)
        }
    }

    @Test("without consent to estimates, or while they are paused, nothing is said")
    func consent() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await diary(household), try await household.signUp("ravi"))
            try await share(asha, ravi, #""today""#)
            try await touch(asha)
            try await asha.call("PUT", "/privacy/consents/cycle-prediction", #"{"given":false}"#, expecting: 204)
            let gone = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(gone.text("items/0/estimates/madeOn") == nil)
            try await asha.call("PATCH", "/cycle/days/2026-11-19", #"{"energy":3}"#, expecting: 200)
            let silent = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(silent.text("items/0/estimates/madeOn") == TestHousehold.today.iso)
            #expect(silent.text("items/0/estimates/cycleDay") == nil)
        }
    }

    @Test("a diary behind its own lock goes on to show the last, and it is ended without opening it")
    func ownLock() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await diary(household), try await household.signUp("ravi"))
            try await share(asha, ravi, #""today""#)
            try await touch(asha)
            let lock = #"{"passphrase":"cobalt heron sundial marzipan"}"#
            try await asha.call("PUT", "/cycle/lock", lock, expecting: 200)
            try await asha.call("POST", "/cycle/lock/lock", expecting: 204)
            let shown = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(shown.text("items/0/estimates/cycleDay") == "8")
            let id = try #require(try await asha.call("GET", "/sharing/diary", expecting: 200).text("items/0/id"))
            try await asha.call("DELETE", "/sharing/diary/\(id)", expecting: 204)
            let ended = try await ravi.call("GET", "/sharing/with-me", expecting: 200)
            #expect(ended.text("items/0/hasEnded") == "true")
        }
    }

    private func person(_ household: TestHousehold, _ handle: String) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", handle), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        return browser
    }

    @Test("pages: off by default, a code, agreeing, what is seen with its day, and one click that ends it")
    func pages() async throws {
        try await TestHousehold.run { household in
            let (asha, ravi) = (try await person(household, "asha"), try await person(household, "ravi"))
            let start = try await asha.get("/cycle/start")
            let consents = [("diary", "yes"), ("predictions", "yes")]
            #expect(try await asha.post("/cycle/start", from: start, consents).status == 303)
            let page = try await asha.get("/cycle/sharing")
            #expect(page.text.contains("Nobody sees anything of your diary.") && !page.text.contains(" checked"))
            let refused = try await asha.post("/cycle/sharing", from: page, [("displayName", "Asha")])
            #expect(refused.status == 422 && refused.text.contains("Choose at least one part"))
            let made = try await asha.post("/cycle/sharing", from: page, [("part", "today"), ("displayName", "Asha")])
            let code = made.text.matches(of: /<li>([0-9a-z]{4})<\/li>/).map { String($0.1) }.joined(separator: "-")
            let list = try await ravi.get("/sharing")
            #expect(list.text.contains("They are not contraception"))
            let wrong = try await ravi.post("/sharing/join", from: list, [("code", "nonsense")])
            #expect(wrong.status == 422 && wrong.text.contains("This code opens nothing"))
            let look = try await ravi.post("/sharing/join", from: list, [("code", code)])
            #expect(look.text.contains("Asha") && look.text.contains("The day of the cycle"))
            let fields = [("code", code), ("displayName", "Ravi")]
            #expect(try await ravi.post("/sharing/join/agree", from: look, fields).status == 303)
            #expect(try await ravi.get("/sharing").text.contains("Nothing yet"))
            let shared = try await asha.get("/cycle/sharing")
            #expect(shared.text.contains("Ravi"))
            let seen = try await ravi.get("/sharing")
            #expect(seen.text.contains("As of") && seen.text.contains("Nothing is estimated at the moment."))
            let end = try #require(shared.text.firstMatch(of: /action="([^"]*\/end)"/)).1
            #expect(try await asha.post(String(end), from: shared, []).status == 303)
            #expect(try await ravi.get("/sharing").text.contains("This ended."))
            #expect(try await asha.get("/privacy/access").text.contains("is not shared any more"))
            #expect(try await ravi.get("/privacy/access").text.contains("is not shared any more"))
        }
    }
}
