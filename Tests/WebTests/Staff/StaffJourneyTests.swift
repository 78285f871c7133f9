import AuditTrail
import Primitives
import TestSupport
import Testing
import TransparencyLog

@testable import Staff
@testable import Web

/// Goal: the staff's pages do what they say, from a link to a decision, with passkeys alone.
///
/// Method: browsers without scripts, and software in the place of the script and the authenticator.
@Suite("Journeys of the staff")
struct StaffJourneyTests {
    @Test("from a link to a session: a passkey, somebody's look, and in")
    func joining() async throws {
        try await StaffHousehold.run { house in
            let asha = try await house.join(try await house.staff.inviteFirst(name: "Asha", role: .seniorEngineer))
            #expect(asha.browser.cookie("__Host-flowkeep-staff-device") != nil)
            let early = try await house.signIn(asha)
            #expect(early.status == 200 && early.jsonText("state") == "waits")
            #expect(asha.browser.cookie("__Host-flowkeep-staff") == nil)
            try await house.makeFit(asha.id)
            #expect(try await house.signIn(asha).jsonText("state") == "in")
            let page = try await asha.browser.get("/")
            #expect(page.status == 200)
            #expect(page.text.contains("<h1>Asha</h1>") && page.text.contains("Hold an account"))
            // The title names nobody, and the page is kept by nothing.
            #expect(page.text.contains("<title>How you stand · Flowkeep</title>"))
            #expect(page["cache-control"] == "no-store")
            let left = try await asha.browser.post("/staff/sign-out", from: page, [])
            #expect(left.status == 303)
            #expect(try await asha.browser.get("/staff").text.contains("Sign in with a passkey"))
        }
    }

    @Test("two officers decide on the pages; the link is shown once and made of the staff's own address")
    func deciding() async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            var page = try await asha.browser.get("/staff/decisions")
            let proposed = try await asha.browser.post(
                "/staff/decisions/invite",
                from: page,
                [("name", "Priya"), ("role", "support")]
            )
            #expect(proposed.status == 303)
            page = try await asha.browser.get("/staff/decisions")
            #expect(page.text.contains("Invite Priya: Support") && page.text.contains("Agreed: Asha"))
            #expect(!page.text.contains("Agree as the second officer"))
            let id = try #require(try await house.staff.roster().proposals.first?.id.text)
            let own = try await asha.browser.post("/staff/decisions/\(id)/approve", from: page, [])
            #expect(own.status == 422 && own.text.contains("You have agreed already."))
            let other = try await meera.browser.get("/staff/decisions")
            #expect(other.text.contains("Agree as the second officer"))
            let link = try await meera.browser.post("/staff/decisions/\(id)/approve", from: other, [])
            #expect(link.status == 200)
            let text = try #require(link.text.firstMatch(of: /https:\/\/localhost\/staff\/join#([0-9a-z]{52})/))
            let secret = try #require(StaffSecret(.link, text: text.1))
            let priya = try await house.join(secret)
            #expect(try await house.staff.roster()[priya.id]?.role == .support)
            let again = try await house.call(priya.browser, "join/start", #"{"link":"\#(text.1)"}"#)
            #expect(again.status == 409 && again.text.contains("This link was used or taken back"))
        }
    }

    @Test("a refused invitation keeps what was typed and says why")
    func refused() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let page = try await asha.browser.get("/staff/decisions")
            let answer = try await asha.browser.post(
                "/staff/decisions/invite",
                from: page,
                [("name", "meera"), ("role", "auditor")]
            )
            #expect(answer.status == 422)
            #expect(answer.text.contains("Somebody has that name already."))
            #expect(answer.text.contains("value=\"meera\"") && answer.text.contains("value=\"auditor\" selected"))
        }
    }

    @Test("colleagues record each other's device, training and duty; nobody her own")
    func recording() async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            let proposal = try await house.staff.propose(.invitation(name: "Priya", role: .support), by: asha.id)
            let link = try #require(try await house.staff.approve(proposal, by: meera.id))
            let priya = try await house.join(link)
            let path = "/staff/members/\(priya.id.text)"
            let device = try #require(try await house.staff.roster()[priya.id]?.devices.first?.id.text)
            let page = try await asha.browser.get(path)
            #expect(page.text.contains("Nobody has looked at it yet"))
            let until = house.clock.now().day().adding(days: 30).iso
            let half = try await asha.browser.post(
                "\(path)/devices/\(device)/attest",
                from: page,
                [("disk", "yes"), ("screen", "yes"), ("until", until)]
            )
            #expect(half.status == 422 && half.text.contains("all three"))
            let whole = try await asha.browser.post(
                "\(path)/devices/\(device)/attest",
                from: page,
                [("disk", "yes"), ("screen", "yes"), ("wipe", "yes"), ("until", until)]
            )
            #expect(whole.status == 303)
            let today = house.clock.now().day()
            for (form, fields) in [
                ("training", [("kind", "onboarding"), ("day", today.iso)]),
                (
                    "duty",
                    [
                        ("from-day", today.adding(days: -1).iso), ("from-time", "08:00"),
                        ("until-day", today.adding(days: 5).iso), ("until-time", "08:00"),
                    ]
                ),
            ] {
                let answer = try await asha.browser.post("\(path)/\(form)", from: page, fields)
                #expect(answer.status == 303, "\(form): \(answer.text)")
            }
            #expect(try await house.signIn(priya).jsonText("state") == "in")
            let own = try await priya.browser.get("/staff")
            #expect(!own.text.contains("closed now"))
            // Her own page of herself has no forms, and sent all the same they are refused.
            let herself = try await asha.browser.get("/staff/members/\(asha.id.text)")
            #expect(!herself.text.contains("I looked at it") && !herself.text.contains("Plan it"))
            let selfish = try await asha.browser.post(
                "/staff/members/\(asha.id.text)/training",
                from: herself,
                [("kind", "quarterly"), ("day", today.iso)]
            )
            #expect(selfish.status == 422 && selfish.text.contains("Nobody decides this for herself."))
            let duty = try #require(try await house.staff.roster()[priya.id]?.duty.first?.id.text)
            let cancelled = try await asha.browser.post("\(path)/duty/\(duty)/cancel", from: page, [])
            #expect(cancelled.status == 303)
            let closed = try await priya.browser.get("/staff")
            #expect(closed.text.contains("You are not on duty now") && closed.text.contains("closed now"))
            let refused = try await priya.browser.get("/staff/console")
            #expect(refused.status == 403 && refused.text.contains("You are not on duty now"))
            let taken = try await asha.browser.post("\(path)/devices/\(device)/take", from: page, [])
            #expect(taken.status == 303)
            #expect(try await priya.browser.get("/staff").text.contains("Sign in with a passkey"))
        }
    }

    @Test("ten quiet minutes end a session, as its page says")
    func idle() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            house.clock.turn(seconds: StaffSession.idleSeconds - 1)
            #expect(try await asha.browser.send("GET", "/staff", nil).status == 200)
            house.clock.turn(seconds: StaffSession.idleSeconds)
            #expect(try await asha.browser.send("GET", "/staff", nil).status == 303)
        }
    }

    @Test("a wrong passkey, a stolen challenge and bodies that are none are refused with a sentence")
    func badInput() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let fresh = Browser(server: house.server)
            for fault in [SoftwareFault.badSignature, .otherKey, .otherRelyingParty] {
                let answer = try await house.signIn(asha, browser: fresh) { $0.fault = fault }
                #expect(answer.status == 403 && answer.text.contains("The passkey was not accepted."))
            }
            let unverified = try await house.signIn(asha, browser: fresh) { $0.isUserVerified = false }
            #expect(unverified.status == 403)
            let stolen = try await house.signIn(asha, browser: fresh) { $0.challenge[0] ^= 1 }
            #expect(stolen.status == 403)
            for body in ["", "[]", "{}", #"{"challenge":"*","id":"","clientData":1}"#, #"{"link":"x"}"#] {
                for path in ["sign-in", "join", "join/start"] {
                    let answer = try await house.call(fresh, path, body)
                    #expect((400..<500).contains(answer.status), "\(path) \(body): \(answer.status)")
                }
            }
            #expect(fresh.cookie("__Host-flowkeep-staff") == nil)
            // Thirty tries an address, then a wait.
            var last = 200
            for _ in 0..<40 where last != 429 {
                last = try await house.call(fresh, "sign-in/start", "{}").status
            }
            #expect(last == 429)
        }
    }

    @Test("what the staff did stands on its page, each proved or due, and in the log as acts of the staff")
    func history() async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            try await house.staff.endSessions(of: meera.id, by: .member(asha.id))
            let page = try await asha.browser.get("/staff/history")
            #expect(page.status == 200)
            for words in ["Ended a colleague’s sessions", "Signed in", "Joined the staff", "the command line"] {
                #expect(page.text.contains(words), "\(words)")
            }
            let acts = try await house.household.audit.history(of: .staff, limit: 100)
            #expect(acts.allSatisfy { $0.entry.event.act == .staffAct })
            guard case .staff(let newest)? = acts.first?.entry.particulars else {
                Issue.record("no particulars")
                return
            }
            #expect(newest.deed == .sessionsEnded && newest.concerned == meera.id && newest.role == .seniorEngineer)
        }
    }
}
