import HTTPTypes
import Identity
import Primitives
import Testing

@testable import Staff
@testable import Web

/// docs/spec/rights.md, as a person and the staff see it.
@Suite("Pages of requests", .serialized)
struct RightsPageTests {
    private static let path = "/privacy/requests"

    private func person(_ server: TestServer, _ handle: String = "priya") async throws -> Browser {
        let browser = Browser(server: server)
        let door = try await browser.get("/sign-up")
        let made = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", handle), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        #expect(made.status == 200)
        return browser
    }

    private func file(_ kind: RightsKind, _ browser: Browser, _ fields: [(String, String)]) async throws -> String {
        let page = try await browser.get("\(Self.path)/new/\(kind.name)")
        #expect(page.status == 200)
        let sent = try await browser.post("\(Self.path)/new/\(kind.name)", from: page, fields)
        try #require(sent.status == 303, "\(sent.text)")
        return try #require(sent["location"])
    }

    @Test("each kind has its page, with the day it is due; what is refused keeps what was typed")
    func kinds() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household.server)
            let list = try await browser.get(Self.path)
            for kind in RightsKind.allCases {
                #expect(list.text.contains("\(Self.path)/new/\(kind.name)"), "\(kind)")
                let page = try await browser.get("\(Self.path)/new/\(kind.name)")
                #expect(page.status == 200 && page.text.contains("name=\"words\""), "\(kind)")
            }
            #expect(try await browser.get("\(Self.path)/new/anything").status == 404)
            let page = try await browser.get("\(Self.path)/new/grievance")
            let action = "\(Self.path)/new/grievance"
            let card = "My card 4111 1111 1111 1111"
            let refused = try await browser.post(action, from: page, [("words", card)])
            #expect(refused.status == 422 && refused.text.contains("It looks like a card number."))
            #expect(refused.text.contains(card))
            let empty = try await browser.post(action, from: page, [("words", " ")])
            #expect(empty.status == 422 && empty.text.contains("Nothing is written yet."))
        }
    }

    @Test("a request is taken back by who filed it and nobody else, and stands in her history")
    func withdrawn() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household.server)
            let path = try await file(.correction, browser, [("words", "<b>The name is wrong.</b>")])
            let page = try await browser.get(path)
            #expect(page.text.contains("&lt;b&gt;The name is wrong.") && page.text.contains("Waits"))
            let other = try await person(household.server, "usha")
            let door = try await other.get(Self.path)
            #expect(try await other.send("GET", path, nil).status == 404)
            #expect(try await other.post(path + "/withdraw", from: door, []).status == 404)
            #expect(try await browser.post(path + "/withdraw", from: page, []).status == 303)
            let again = try await browser.post(path + "/withdraw", from: page, [])
            #expect(again.status == 422 && again.text.contains("answered or taken back already"))
            let history = try await browser.get("/privacy/access")
            #expect(history.text.contains("You asked for something about your rights: Correct something"))
            #expect(history.text.contains("You took a request back: Correct something"))
        }
    }

    @Test("the staff sees number and words by the day they are due, and answers; she is told and reads it")
    func answered() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let browser = try await person(house.household.server)
            let path = try await file(.grievance, browser, [("words", "Something went wrong.")])
            let id = try #require(path.split(separator: "/").last)
            let list = try await asha.browser.get("/staff/requests")
            #expect(list.status == 200 && list.text.contains("/staff/requests/\(id)") && list.text.contains("Complain"))
            let desk = "/staff/requests/\(id)"
            let page = try await asha.browser.get(desk)
            #expect(page.text.contains("Something went wrong."))
            for text in [list.text, page.text] { #expect(!text.lowercased().contains("priya")) }
            #expect(!page.text.contains("It takes longer"))  // no law extends a grievance
            #expect(try await asha.browser.post(desk + "/acknowledge", from: page, []).status == 303)
            house.clock.turn(seconds: 5)
            let refused = try await asha.browser.post(
                desk + "/answer",
                from: page,
                [("answer", ""), ("outcome", "done")]
            )
            #expect(refused.status == 422)
            let sent = try await asha.browser.post(
                desk + "/answer",
                from: page,
                [("answer", "We mended it.\nThank you."), ("outcome", "done")]
            )
            #expect(sent.status == 303)
            #expect(try await browser.get("/privacy/consents").text.contains("There is news of a request of yours."))
            let own = try await browser.get(path)
            #expect(own.text.contains("We mended it.\nThank you.") && own.text.contains("Done"))
            let read = try await browser.post(Self.path + "/read", from: own, [])
            #expect(read.status == 303)
            #expect(try await !browser.get("/privacy/consents").text.contains("There is news of a request"))
            let history = try await browser.get("/privacy/access")
            #expect(history.text.contains("Senior engineer, officer answered a request of yours."))
            #expect(!history.text.contains("Asha"))
            let over = try await asha.browser.post(desk + "/acknowledge", from: page, [])
            #expect(over.status == 422)
        }
    }

    @Test("overdue ones stand first; without the permission, and with one that is nobody's, nothing is shown or done")
    func overdue() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let browser = try await person(house.household.server)
            _ = try await file(.access, browser, [("words", "On paper, please.")])
            let list = try await asha.browser.get("/staff/requests")
            #expect(!list.text.contains("Overdue"))
            let lines = try await house.household.identity.requestLines()
            let today = try #require(lines.first).deadline.adding(days: 1)
            #expect(try await house.household.identity.requestCounts(on: today).overdue == 1)
            let unknown = RightsRequestID(high: 1, low: 2).text
            #expect(try await asha.browser.send("GET", "/staff/requests/\(unknown)", nil).status == 404)
            let stranger = Browser(server: house.server)
            #expect(try await stranger.send("GET", "/staff/requests", nil).status == 303)
            #expect(StaffRole.auditor.permissions.contains(.answerRequests) == false)
        }
    }

    @Test("who is named to act for her is sealed until two of the staff agree; finding it stands in her history")
    func nominee() async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            let browser = try await person(house.household.server)
            _ = try await file(.nominee, browser, [("words", "Ravi, +91 99999 00000")])
            let list = try await asha.browser.get("/staff/requests")
            let nobody = try await asha.browser.post("/staff/requests/find", from: list, [("account", "nobody")])
            #expect(nobody.status == 422)
            let found = try await asha.browser.post("/staff/requests/find", from: list, [("account", "priya")])
            let desk = try #require(found["location"])
            let sealed = try await asha.browser.get(desk)
            #expect(!sealed.text.contains("Ravi") && sealed.text.contains("sealed until two of you agree"))
            #expect(try await asha.browser.post(desk + "/read", from: sealed, []).status == 303)
            #expect(try await !asha.browser.get(desk).text.contains("Ravi"))
            let second = try await meera.browser.get(desk)
            #expect(try await meera.browser.post(desk + "/read", from: second, []).status == 303)
            #expect(try await meera.browser.get(desk).text.contains("Ravi"))
            #expect(try await asha.browser.get(desk).text.contains("Ravi"))
            let history = try await browser.get("/privacy/access")
            #expect(history.text.contains("agreed to read whom you named to act for you"))
            #expect(history.text.contains("looked up whether your account is held"))
        }
    }

    @Test("a program files, reads and takes back what a person can; what is not on the list is refused")
    func program() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let path = "/privacy/requests"
            let body = #"{"kind":"access","text":"On paper, please."}"#
            let made = try await caller.call("POST", path, body, expecting: 201)
            let id = try #require(made.text("id"))
            #expect(made.text("state") == "filed" && made.text("number")?.count == 9)
            let today = household.clock.now().day()
            let due = RightsKind.access.deadline(from: try #require(CalendarDay(iso: made.text("filedOn") ?? "")))
            #expect(made.text("due") == due.iso && due > today)
            #expect(try await caller.call("GET", path, expecting: 200).text("items/0/text") == "On paper, please.")
            #expect(try await caller.call("GET", "\(path)/\(id)", expecting: 200).text("kind") == "access")
            let sold = try await caller.call("POST", path, #"{"kind":"do-not-sell"}"#, expecting: 201)
            #expect(sold.text("state") == "done" && sold.text("answer")?.contains("not sold") == true)
            for wrong in [
                #"{"kind":"access"}"#, #"{"kind":"anything","text":"a"}"#,
                #"{"kind":"access","text":"4111 1111 1111 1111"}"#,
                #"{"kind":"grievance","text":"a","purpose":"export"}"#,
            ] {
                try await caller.call("POST", path, wrong, expecting: 422)
            }
            try await caller.call("POST", "\(path)/\(id)/withdrawal", expecting: 204)
            try await caller.call("POST", "\(path)/\(id)/withdrawal", expecting: 409)
            try await caller.call("GET", "\(path)/\(RightsRequestID(high: 1, low: 1).text)", expecting: 404)
            try await caller.call("POST", "/privacy/requests-read", expecting: 204)
        }
    }
}
