import AuditTrail
import KeyService
import Logging
import Primitives
import TestSupport
import Testing
import TransparencyLog

@testable import Staff
@testable import Web

/// Goal: what the staff does about an account needs none of its data, and its person reads of each act.
@Suite("Account actions of the staff")
struct StaffAccountTests {
    @Test(
        "a held account ends its sessions and lets nobody in until it is released; its person reads it in plain words"
    )
    func hold() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let person = Browser(server: house.household.server)
            _ = try await house.household.signUp("priya")
            let signIn = try await person.get("/sign-in")
            let fields = [("handle", "priya"), ("passphrase", TestHousehold.passphrase)]
            #expect(try await person.post("/sign-in", from: signIn, fields).status == 303)
            #expect(try await person.get("/today").text.contains("priya"))

            let page = try await asha.browser.get("/staff/accounts")
            let found = try await asha.browser.post("/staff/accounts/find", from: page, [("account", "Priya")])
            #expect(found.status == 200)
            // Neither the answer nor its address repeats the handle.
            #expect(!found.text.lowercased().contains("priya"))
            let id = try #require(found.text.firstMatch(of: /\/staff\/accounts\/([0-9a-z]{26})\/hold/)).1
            let held = try await asha.browser.post("/staff/accounts/\(id)/hold", from: found, [])
            #expect(held.status == 303)
            #expect(try await person.get("/today").text.contains("Sign in"))
            let again = try await person.get("/sign-in")
            let refused = try await person.post("/sign-in", from: again, fields)
            #expect(refused.status == 401 && refused.text.contains("This account is held"))
            // Who does not know the passphrase learns nothing of it.
            let wrong = try await person.post(
                "/sign-in",
                from: again,
                [("handle", "priya"), ("passphrase", "something else entirely")]
            )
            #expect(wrong.status == 401 && !wrong.text.contains("held"))

            let byID = try await asha.browser.post("/staff/accounts/find", from: page, [("account", String(id))])
            #expect(byID.text.contains("Release it") && !byID.text.contains(">Hold it<"))
            let released = try await asha.browser.post("/staff/accounts/\(id)/release", from: byID, [])
            #expect(released.status == 303)
            #expect(try await person.post("/sign-in", from: again, fields).status == 303)
            let history = try await person.get("/privacy/access")
            for words in [
                "Senior engineer, officer looked up whether your account is held",
                "Senior engineer, officer held your account", "Senior engineer, officer released your account",
                "Somebody of the staff acted",
            ] {
                #expect(history.text.contains(words), "\(words)")
            }
            #expect(!history.text.contains("Asha"))
            let ended = try await asha.browser.post("/staff/accounts/\(id)/sessions/end", from: byID, [])
            #expect(ended.status == 303)
            #expect(try await person.get("/today").text.contains("Sign in"))
        }
    }

    @Test("an account that nobody has is refused, and nothing is written of it")
    func nobody() async throws {
        try await StaffHousehold.run { house in
            let (asha, _) = try await house.officers()
            let page = try await asha.browser.get("/staff/accounts")
            let before = try await house.household.audit.newestOrdinal(of: .staff)
            for name in ["nobody", "", "a", String(repeating: "z", count: 26), UserAccountID(high: 1, low: 2).text] {
                let answer = try await asha.browser.post("/staff/accounts/find", from: page, [("account", name)])
                #expect(answer.status == 422, "\(name)")
            }
            let id = UserAccountID(high: 1, low: 2).text
            let answer = try await asha.browser.post("/staff/accounts/\(id)/hold", from: page, [])
            #expect(answer.status == 404)
            #expect(try await house.household.audit.newestOrdinal(of: .staff) == before)
        }
    }

    @Test("names, labels, links and handles stand in no diagnostics and in no stored byte")
    func canaries() async throws {
        let lines = LogLines()
        let logger = Logger(label: "canary") { _ in CollectingLogHandler(lines: lines) }
        try await StaffHousehold.run(logger: logger) { house in
            let (asha, meera) = try await house.officers()
            let proposal = try await house.staff.propose(
                .invitation(name: "Canaryname", role: .auditor),
                by: asha.id
            )
            let link = try #require(try await house.staff.approve(proposal, by: meera.id))
            let person = try await house.join(link)
            try await house.makeFit(person.id)
            #expect(try await house.signIn(person).jsonText("state") == "in")
            _ = try await house.household.signUp("canaryhandle")
            let page = try await asha.browser.get("/staff/accounts")
            _ = try await asha.browser.post("/staff/accounts/find", from: page, [("account", "canaryhandle")])
            _ = try await asha.browser.get("/staff/members/\(person.id.text)")
            let token = try #require(person.browser.cookie("__Host-flowkeep-staff"))
            let secrets = ["Canaryname", "canaryhandle", "Laptop", link.text(), token, "Meera"]
            let text = lines.all.joined(separator: "\n")
            #expect(text.contains("/staff/members/{id}"))
            for secret in secrets {
                #expect(!text.contains(secret), "\(secret)")
            }
            for record in try await house.records.scan(after: nil, limit: 1000) {
                let stored = record.bytes + record.key.owner + record.key.name
                for secret in secrets { #expect(stored.firstRange(of: Array(secret.utf8)) == nil, "\(secret)") }
            }
        }
    }
}
