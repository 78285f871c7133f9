import Testing

@testable import Web

/// One box for money and diary, through the API and in a browser that runs no scripts.
@Suite("Diary line journeys", .serialized)
struct DiaryLineJourneyTests {
    private static let path = "/money/quick-add"

    @Test("a line of the diary is never money: while there is no diary it stays, and says where to go")
    func closed() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let answer = try await caller.call("POST", Self.path, #"{"text":"cramps 2 yesterday"}"#, expecting: 200)
            #expect(answer.text("kind") == "diary")
            #expect(answer.text("added") == "false")
            #expect(answer.text("date") == "2026-11-19")
            #expect(answer.text("questions/0/code") == "diary-closed")
            #expect(try await caller.call("GET", "/money/transactions", expecting: 200).text("count") == "0")
        }
    }

    @Test("what may be either is money and says so; what she says it is, it is")
    func choice() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let maybe = try await caller.call("POST", Self.path, #"{"text":"36,62","dryRun":true}"#, expecting: 200)
            #expect(maybe.text("kind") == "expense")
            #expect(maybe.text("mayBeDiary") == "true")
            let money = try await caller.call(
                "POST",
                Self.path,
                #"{"text":"cramps 2","as":"money","dryRun":true}"#,
                expecting: 200
            )
            #expect(money.text("kind") == "expense")
            #expect(money.text("mayBeDiary") == nil)
            let diary = try await caller.call("POST", Self.path, #"{"text":"36,62","as":"diary"}"#, expecting: 200)
            #expect(diary.text("kind") == "diary")
            _ = try await caller.call("POST", Self.path, #"{"text":"x","as":"other"}"#, expecting: 422)
        }
    }

    @Test("a line of money is answered as before")
    func money() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            for line in ["period pads 120", "temp job 500", "sex toys 900", "condoms 250"] {
                let answer = try await caller.call(
                    "POST",
                    Self.path,
                    #"{"text":"\#(line)","dryRun":true}"#,
                    expecting: 200
                )
                #expect(answer.text("kind") == "expense")
                #expect(answer.text("mayBeDiary") == nil)
            }
        }
    }

    @Test("the line stays in the box, is said in parts, and leads to the diary")
    func page() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            _ = try await browser.post(
                "/sign-up",
                from: door,
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let today = try await browser.get("/today")
            let asked = try await browser.post("/today/add", from: today, [("text", "cramps 2"), ("do", "save")])
            #expect(asked.status == 422)
            #expect(asked.text.contains("value=\"cramps 2\""))
            #expect(asked.text.contains("Cramps, moderate"))
            #expect(asked.text.contains("href=\"/cycle\""))
            let maybe = try await browser.post("/today/add", from: today, [("text", "36,62"), ("do", "check")])
            #expect(maybe.text.contains("It may be meant for your diary."))
        }
    }

    @Test("with a diary the line is on its day, beside what was there, and can be taken back")
    func open() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let door = try await browser.get("/sign-up")
            _ = try await browser.post(
                "/sign-up",
                from: door,
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let start = try await browser.get("/cycle/start")
            #expect(try await browser.post("/cycle/start", from: start, [("diary", "yes")]).status == 303)
            for line in ["note: a long day", "temp 36.62 at 6:40, note: and an early one"] {
                let today = try await browser.get("/today")
                let added = try await browser.post("/today/add", from: today, [("text", line), ("do", "save")])
                #expect(added.status == 303)
            }
            // The page after it offers to take it back, once.
            let shown = try await browser.get("/today")
            let day = try await browser.get("/cycle/day/2026-11-20")
            #expect(day.text.contains("a long day\nand an early one"))
            #expect(day.text.contains("36.62"))
            let change = try #require(shown.text.split(separator: "name=\"change\"").dropFirst().first)
            let value = change.split(separator: "value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
            _ = try await browser.post("/cycle/undo", from: shown, [("change", try #require(value))])
            let undone = try await browser.get("/cycle/day/2026-11-20")
            #expect(undone.text.contains("a long day"))
            #expect(!undone.text.contains("an early one"))
        }
    }
}
