import AuditTrail
import Identity
import Primitives
import TestSupport
import Testing
import WebAuthn

@testable import Staff
@testable import Web

/// Goal: through the pages, as people use them: she allows help, it is asked for, two officers agree with their
/// passkeys, one page is read, and she reads all of it.
@Suite("Break-glass through the pages")
struct AccessJourneyTests {
    private struct Scene {
        let house: StaffHousehold
        let asha: StaffHousehold.Person
        let meera: StaffHousehold.Person
        /// Of support, signed in.
        let priya: StaffHousehold.Person
        /// The person, signed in, with an entry of money.
        let person: Browser
    }

    private static func run(_ body: @Sendable @escaping (Scene) async throws -> Void) async throws {
        try await StaffHousehold.run { house in
            let (asha, meera) = try await house.officers()
            let priya = try await house.member("Priya", .support, by: asha.id, meera.id)
            #expect(try await house.signIn(priya).jsonText("state") == "in")
            let person = Browser(server: house.household.server)
            let leela = try await house.household.signUp("leela")
            let account = #"{"name":"Savings","kind":"bank","currency":"INR"}"#
            try await leela.call("POST", "/money/accounts", account, expecting: 201)
            try await leela.call("POST", "/money/quick-add", #"{"text":"coffee 120"}"#, expecting: 201)
            let door = try await person.get("/sign-in")
            let fields = [("handle", "leela"), ("passphrase", TestHousehold.passphrase)]
            #expect(try await person.post("/sign-in", from: door, fields).status == 303)
            try await body(Scene(house: house, asha: asha, meera: meera, priya: priya, person: person))
        }
    }

    /// Shows who is there, as a change that needs it asks for.
    private static func prove(_ person: Browser) async throws {
        let page = try await person.get("/confirm")
        let proved = try await person.post("/confirm", from: page, [("passphrase", TestHousehold.passphrase)])
        try #require(proved.status == 303, "\(proved.text)")
    }

    private static func allow(_ scene: Scene) async throws {
        try await prove(scene.person)
        let page = try await scene.person.get("/privacy/support")
        #expect(page.text.contains("Nothing.") && page.text.contains("Allow it"))
        let allowed = try await scene.person.post("/privacy/support", from: page, [("scope-money", "yes")])
        try #require(allowed.status == 303, "\(allowed.text)")
    }

    private static func ask(_ scene: Scene) async throws -> String {
        let page = try await scene.priya.browser.get("/staff/access")
        let asked = try await scene.priya.browser.post(
            "/staff/access",
            from: page,
            [
                ("account", "leela"), ("scope-money", "yes"), ("minutes", "10"), ("reason", "Totals look wrong"),
                ("ticket", "HELP-7"),
            ]
        )
        try #require(asked.status == 303, "\(asked.text)")
        return try #require(asked["location"])
    }

    /// As the page's script does.
    private static func agree(_ path: String, _ officer: StaffHousehold.Person) async throws -> RawAnswer {
        let page = try await officer.browser.get(path)
        #expect(page.text.contains("Agree with my passkey"))
        let options = try await officer.browser.post(path + "/agree/options", from: page, [])
        try #require(options.status == 200, "\(options.text)")
        let ceremony = SoftwareCeremony(
            party: StaffHousehold.party,
            challenge: try options.jsonBytes("challenge"),
            prfSalt: OfficerKey.salt
        )
        let made = try officer.authenticator.assert(ceremony)
        var members = [
            "id": made.response.credentialID, "clientDataJSON": made.response.clientDataJSON,
            "authenticatorData": made.response.authenticatorData, "signature": made.response.signature,
        ]
        members["secret"] = made.prf
        let answer =
            "{" + members.map { #""\#($0.key)":"\#(Base64URL.encode($0.value))""# }.joined(separator: ",") + "}"
        return try await officer.browser.post(path + "/agree", from: page, [("answer", answer)])
    }

    @Test("from her consent to her history, with the page that was read between them")
    func whole() async throws {
        try await Self.run { scene in
            let page = try await scene.priya.browser.get("/staff/access")
            let tooEarly = try await scene.priya.browser.post(
                "/staff/access",
                from: page,
                [
                    ("account", "leela"), ("scope-money", "yes"), ("minutes", "10"), ("reason", "why"),
                    ("ticket", "HELP-7"),
                ]
            )
            #expect(tooEarly.status == 422 && tooEarly.text.contains("has not allowed help"))
            // What was typed is there, but for whom it is about.
            #expect(tooEarly.text.contains("HELP-7") && !tooEarly.text.contains("leela"))
            try await Self.allow(scene)
            let path = try await Self.ask(scene)
            #expect(try await scene.priya.browser.get(path + "/money").status == 409)
            #expect(try await Self.agree(path, scene.asha).status == 303)
            let again = try await scene.asha.browser.get(path)
            #expect(!again.text.contains("Agree with my passkey") && again.text.contains("waiting, 1 of 2 officers"))
            #expect(try await Self.agree(path, scene.meera).status == 303)
            _ = try await scene.house.household.audit.publish()
            try await scene.house.access.settle()

            let request = try await scene.priya.browser.get(path)
            #expect(request.text.contains("Read the money entries"))
            let read = try await scene.priya.browser.get(path + "/money")
            #expect(read.status == 200, "\(read.text)")
            for words in ["Savings", "coffee", "120", "Priya · HELP-7 · page 1"] {
                #expect(read.text.lowercased().contains(words.lowercased()), "\(words)")
            }
            #expect(read["cache-control"] == "no-store")
            #expect(try await scene.asha.browser.get(path + "/money").status == 403)
            #expect(try await scene.priya.browser.get(path + "/diary").status == 409)

            let today = try await scene.person.get("/today")
            #expect(today.text.contains("The staff opened a part of your data"))
            let support = try await scene.person.get("/privacy/support")
            for words in ["Totals look wrong", "HELP-7", "It is open now.", "Support asked to see"] {
                #expect(support.text.contains(words), "\(words)")
            }
            #expect(try await scene.person.post("/privacy/support/end", from: support, []).status == 303)
            #expect(try await scene.priya.browser.get(path + "/money").status == 409)
            let told = try await scene.person.get("/privacy/support")
            #expect(try await scene.person.post("/privacy/support/read", from: told, []).status == 303)
            #expect(try await !scene.person.get("/today").text.contains("The staff opened a part of your data"))
            let history = try await scene.person.get("/privacy/access").text
            for words in [
                "Support asked two officers to let them see: money entries and accounts. For 10 minutes.",
                "Senior engineer, officer agreed to it with a passkey", "The key service compared the request",
                "Support read page 1 of: money entries and accounts.", "The access ended.",
                "You ended what the staff had open.", "You allowed help",
            ] {
                #expect(history.contains(words), "\(words)")
            }
            #expect(!history.contains("Priya") && !history.contains("Asha"))
        }
    }

    @Test("the passkey of an officer on a page of people agrees to nothing; a form without an answer neither")
    func wrongAnswers() async throws {
        try await Self.run { scene in
            try await Self.allow(scene)
            let path = try await Self.ask(scene)
            let page = try await scene.asha.browser.get(path)
            #expect(try await scene.asha.browser.post(path + "/agree", from: page, []).status == 400)
            #expect(try await scene.asha.browser.post(path + "/agree", from: page, [("answer", "{")]).status == 400)
            let options = try await scene.asha.browser.post(path + "/agree/options", from: page, [])
            var ceremony = SoftwareCeremony(
                party: RelyingParty(id: "localhost", origins: ["https://localhost:8443"]),
                challenge: try options.jsonBytes("challenge")
            )
            ceremony.prfSalt = OfficerKey.salt
            let made = try scene.asha.authenticator.assert(ceremony)
            let members: [String: [UInt8]] = [
                "id": made.response.credentialID, "clientDataJSON": made.response.clientDataJSON,
                "authenticatorData": made.response.authenticatorData, "signature": made.response.signature,
                "secret": made.prf ?? [],
            ]
            let answer =
                "{" + members.map { #""\#($0.key)":"\#(Base64URL.encode($0.value))""# }.joined(separator: ",") + "}"
            let refused = try await scene.asha.browser.post(path + "/agree", from: page, [("answer", answer)])
            #expect(refused.status == 403)
            #expect(try await scene.asha.browser.get(path).text.contains("waiting, 0 of 2 officers"))
        }
    }

    @Test("who neither asked nor reads the history does not see a request; an officer refuses it")
    func visibility() async throws {
        try await Self.run { scene in
            try await Self.allow(scene)
            let path = try await Self.ask(scene)
            let ravi = try await scene.house.member("Ravi", .engineer, by: scene.asha.id, scene.meera.id)
            #expect(try await scene.house.signIn(ravi).jsonText("state") == "in")
            #expect(try await ravi.browser.get(path).status == 404)
            #expect(try await !ravi.browser.get("/staff/access").text.contains("HELP-7"))
            let page = try await scene.meera.browser.get(path)
            #expect(try await scene.meera.browser.post(path + "/end", from: page, []).status == 303)
            let ended = try await scene.priya.browser.get(path)
            #expect(ended.text.contains("refused or ended by an officer"))
            let late = try await scene.meera.browser.post(path + "/end", from: page, [])
            #expect(late.status == 422 && late.text.contains("This request has ended"))
        }
    }

    @Test("the API says the same as the page, and asks who is there")
    func api() async throws {
        try await Self.run { scene in
            let path = "/privacy/support-access"
            let tara = try await scene.house.household.signUp("tara")
            let before = try await tara.call("GET", path, expecting: 200)
            #expect(before.raw.text.contains(#""parts":[],"officers":2,"accesses":[]"#), "\(before.raw.text)")
            try await tara.call("PUT", path, #"{"parts":[]}"#, expecting: 422)
            try await tara.call("PUT", path, #"{"parts":["money","diary"]}"#, expecting: 204)
            let allowed = try await tara.call("GET", path, expecting: 200)
            #expect(allowed.raw.text.contains(#""parts":["money","diary"],"since":"#))
            try await tara.call("DELETE", path + "/open", expecting: 204)
            try await tara.call("DELETE", path, expecting: 204)
            #expect(try await tara.call("GET", path, expecting: 200).raw.text.contains(#""parts":[]"#))
            scene.house.clock.turn(seconds: 20 * 60)
            try await tara.call("PUT", path, #"{"parts":["money"]}"#, expecting: 403)
        }
    }
}
