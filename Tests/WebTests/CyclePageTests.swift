import Cycle
import Primitives
import Testing

@testable import Web

/// The everyday pages of the diary, in a browser that runs no scripts.
@Suite("Pages of the diary", .serialized)
struct CyclePageTests {
    private static let today = CalendarDay(daysSinceEpoch: 20_777)  // Friday 20 November 2026

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

    private func diary(_ household: TestHousehold, predicts: Bool = true) async throws -> Browser {
        let browser = try await begin(household)
        let start = try await browser.get("/cycle/start")
        let consents = [("diary", "yes")] + (predicts ? [("predictions", "yes")] : [])
        #expect(try await browser.post("/cycle/start", from: start, consents).status == 303)
        return browser
    }

    private func save(_ browser: Browser, _ day: CalendarDay, _ typed: [String: String]) async throws -> RawAnswer {
        let path = "/cycle/day/" + day.iso
        let page = try await browser.get(path)
        let sent = page.form(path).filter { typed[$0.0] == nil } + typed.map { ($0.key, $0.value) }
        return try await browser.post(path, from: page, sent)
    }

    /// Starts so many days before today.
    private func log(_ browser: Browser, starts: [Int]) async throws {
        for back in starts {
            let answer = try await save(browser, Self.today.adding(days: -back), ["flow": "3"])
            #expect(answer.status == 303)
        }
    }

    @Test("nothing of the diary is shown or kept before her word, and each purpose has its own")
    func consent() async throws {
        try await TestHousehold.run { household in
            let browser = try await begin(household)
            let today = try await browser.get("/today")
            #expect(today.text.contains("There is a diary for cycle and body as well"))
            #expect(!today.text.contains("half--body"))
            let start = try await browser.get("/cycle")
            #expect(start.text.contains("A diary for cycle and body"))
            #expect(start.text.contains("<title>Diary · Flowkeep</title>"))
            let refused = try await browser.post("/cycle/start", from: start, [("predictions", "yes")])
            #expect(refused.status == 422 && refused.text.contains("nothing can be kept"))
            #expect(try await browser.get("/cycle").text.contains("A diary for cycle and body"))
            #expect(try await browser.post("/cycle/start", from: start, [("diary", "yes")]).status == 303)
            let overview = try await browser.get("/cycle")
            #expect(overview.text.contains("The diary is yours from now on."))
            #expect(overview.text.contains("Estimates are switched off."))
            #expect(try await browser.get("/today").text.contains("half--body"))
        }
    }

    @Test("a day is written, shown as it was typed, and taken back")
    func day() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let path = "/cycle/day/" + Self.today.iso
            let typed = [
                "flow": "3", "s.1": "2", "m.4": "1", "temp": "36,62", "temp.time": "06:40", "mucus.feeling": "2",
                "lh.1": "2", "sex.1": "2", "sex.1.p1": "yes", "desire": "2", "weight": "58.4", "sleep": "7:20",
                "energy": "4", "f.5": "yes", "f.5.effect": "1", "note": "Slept well.\nIron.", "own-s": "jaw ache",
            ]
            let answer = try await save(browser, Self.today, typed)
            #expect(answer.status == 303 && answer["location"] == path)
            let page = try await browser.get(path)
            #expect(page.text.contains("Saved.") && page.text.contains("action=\"/cycle/undo\""))
            #expect(page.text.contains("jaw ache") && page.text.contains("value=\"36.62\""))
            let fields = Dictionary(page.form(path), uniquingKeysWith: { $1 })
            for (name, value) in typed where !["own-s", "temp", "note"].contains(name) {
                #expect(fields[name] == value, "\(name)")
            }
            #expect(fields["note"] == "Slept well.\nIron.")
            let change = try #require(page.form("/cycle/undo").first { $0.0 == "change" })
            let undone = try await browser.post("/cycle/undo", from: page, [change, ("next", path)])
            #expect(undone.status == 303)
            #expect(try await browser.get(path).text.contains("jaw ache") == false)
        }
    }

    @Test("a sheet that cannot be read comes back as it was typed, with a sentence beside each field")
    func refusedDay() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let answer = try await save(
                browser,
                Self.today,
                ["temp": "three", "sleep": "long", "note": "Slept <well>.", "s.11": "3", "flow": "1"]
            )
            #expect(answer.status == 422)
            #expect(answer.text.contains("Two things to fix."))
            #expect(answer.text.contains("value=\"three\"") && answer.text.contains("value=\"long\""))
            #expect(answer.text.contains("Slept &lt;well&gt;."))
            #expect(answer.text.contains("name=\"s.11\" value=\"3\" checked"))
            #expect(answer.text.contains("name=\"flow\" value=\"1\" checked"))
            #expect(try await browser.get("/cycle/day/" + Self.today.iso).text.contains("Slept") == false)
        }
    }

    @Test("a day that is too far ahead, or no day, is not written")
    func days() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let ahead = "/cycle/day/" + Self.today.adding(days: 9).iso
            let page = try await browser.get(ahead)
            #expect(page.status == 200 && page.text.contains("Nothing can be logged for it yet."))
            let answer = try await browser.post(ahead, from: page, [("flow", "3"), ("seen", "")])
            #expect(answer.status == 422 && answer.text.contains("has not come yet"))
            for wrong in ["2026-02-30", "tomorrow", "0001-01-01"] {
                #expect(try await browser.get("/cycle/day/" + wrong).status == 404, "\(wrong)")
            }
        }
    }

    @Test("two sheets of one day: each writes what it touched, and no more")
    func twoSheets() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let path = "/cycle/day/" + Self.today.iso
            let (one, two) = (try await browser.get(path), try await browser.get(path))
            func fields(_ page: RawAnswer, _ name: String, _ value: String) -> [(String, String)] {
                page.form(path).filter { $0.0 != name } + [(name, value)]
            }
            _ = try await browser.post(path, from: one, fields(one, "temp", "36.62"))
            _ = try await browser.post(path, from: two, fields(two, "note", "Later."))
            let page = try await browser.get(path)
            #expect(page.text.contains("value=\"36.62\"") && page.text.contains("Later."))
        }
    }

    @Test("one tap logs what is usual, and one more takes it back")
    func taps() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let log = "/cycle/day/\(Self.today.iso)/log"
            for (tap, words) in [("flow", "Flow: Medium"), ("s.1", "level 2 of 3")] {
                let page = try await browser.get("/cycle")
                #expect(!page.text.contains(words))
                let answer = try await browser.post(log, from: page, [("log", tap), ("next", "/cycle")])
                #expect(answer.status == 303 && answer["location"] == "/cycle")
                let logged = try await browser.get("/cycle")
                #expect(logged.text.contains(words), "\(tap)")
                _ = try await browser.post(log, from: logged, [("log", tap), ("next", "/today")])
                #expect(try await browser.get("/cycle").text.contains(words) == false)
            }
            let page = try await browser.get("/today")
            #expect(try await browser.post(log, from: page, [("log", "s.4711"), ("next", "/today")]).status == 400)
        }
    }

    @Test("the overview says what is likely with its odds, and nothing once estimates are paused")
    func overview() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            try await log(browser, starts: [16])
            let few = try await browser.get("/cycle")
            #expect(few.text.contains("The diary only, for now.") && few.text.contains("Period recorded on day 1."))
            try await log(browser, starts: [44, 73, 101, 130])
            let page = try await browser.get("/cycle")
            #expect(page.text.contains("Next period, 8 in 10 chance"))
            #expect(page.text.contains("Rests on 4 cycles."))
            #expect(page.text.contains("Estimates, not contraception."))
            #expect(page.text.contains("period may start, estimate"))
            #expect(try await browser.get("/today").text.contains("is when your next period will likely start."))
            let paused = try await browser.post("/cycle/predictions", from: page, [("do", "off")])
            #expect(paused.status == 303)
            let without = try await browser.get("/cycle")
            #expect(without.text.contains("Estimates are switched off."))
            for words in ["8 in 10", "day--est", "day--fert"] { #expect(!without.text.contains(words), "\(words)") }
            _ = try await browser.post("/cycle/predictions", from: without, [("do", "on")])
            #expect(try await browser.get("/cycle").text.contains("Next period, 8 in 10 chance"))
        }
    }

    @Test("it asks about a cycle that may be two, and writes what she answers")
    func questions() async throws {
        for (answer, isAnswered) in [("whole", true), ("incomplete", true), ("add", true), ("unsure", false)] {
            try await TestHousehold.run { household in
                let browser = try await diary(household)
                try await log(browser, starts: [10, 39, 97, 126, 154, 183])
                let page = try await browser.get("/cycle")
                #expect(page.text.contains("Was a period not logged about"))
                let asked = page.form("/cycle/answers")
                let on = try #require(asked.first { $0.0 == "on" })
                let fields = asked.filter { $0.0 != "on" } + [("answer", answer)] + (answer == "add" ? [on] : [])
                #expect(try await browser.post("/cycle/answers", from: page, fields).status == 303)
                let after = try await browser.get("/cycle")
                #expect(after.text.contains("Was a period not logged about") != isAnswered, "\(answer)")
                let wrong = asked.filter { $0.0 != "on" } + [("answer", "add"), ("on", "2030-01-01")]
                _ = try await browser.post("/cycle/answers", from: page, wrong)
                #expect(try await browser.get("/cycle").text.contains("nothing was changed"))
            }
        }
    }

    @Test("doubts are kept and asked about")
    func doubts() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            let answer = try await save(browser, Self.today, ["temp": "39.20", "preg.1": "2"])
            #expect(answer.status == 303)
            let page = try await browser.get("/cycle/day/" + Self.today.iso)
            #expect(page.text.contains("Kept as you wrote it."))
            #expect(page.text.contains("far from what people wake with") && page.text.contains("A test is positive"))
        }
    }

    @Test("the calendar names every day in full, and steps by month and year")
    func calendar() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            try await log(browser, starts: [3])
            let page = try await browser.get("/cycle/calendar")
            #expect(page.text.contains("aria-label=\"17 November, period recorded, has entries\""))
            #expect(page.text.contains("href=\"/cycle/calendar?month=2025-11\""))
            let other = try await browser.get("/cycle/calendar?month=2024-02")
            #expect(other.text.contains("29 February 2024") && !other.text.contains("30 February"))
            #expect(try await browser.get("/cycle/calendar?month=junk").text.contains("November 2026"))
        }
    }

    @Test("no address, title or link of the diary says what is in it")
    func discretion() async throws {
        try await TestHousehold.run { household in
            let browser = try await diary(household)
            _ = try await save(browser, Self.today, ["note": "secretword", "own-s": "jawache", "flow": "3"])
            for path in ["/cycle", "/cycle/calendar", "/cycle/day/" + Self.today.iso] {
                let page = try await browser.get(path)
                #expect(page.text.contains("<title>Diary · Flowkeep</title>"), "\(path)")
                #expect(page.text.contains("data-hide"), "\(path)")
                for match in page.text.matches(of: /(?:href|action)="([^"]*)"/) {
                    #expect(!match.1.contains("secret") && !match.1.contains("jaw"), "\(path)")
                }
            }
        }
    }
}
