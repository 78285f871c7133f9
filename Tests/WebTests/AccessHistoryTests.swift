import AuditTrail
import JSON
import Primitives
import Testing
import TransparencyLog
import Vault

@testable import Web

@Suite("Access history", .serialized)
struct AccessHistoryTests {
    private static let path = "/privacy/access-history"

    private func acts(_ caller: APICaller) async throws -> [JSONObject] {
        let answer = try await caller.call("GET", Self.path, expecting: 200)
        guard case .object(let object) = answer.value, case .array(let items)? = object["items"] else { return [] }
        return items.compactMap { if case .object(let item) = $0 { item } else { nil } }
    }

    private func words(_ acts: [JSONObject]) -> [String] {
        acts.map { act in
            guard case .string(let purpose)? = act["purpose"], case .string(let by)? = act["openedBy"] else {
                return "?"
            }
            return "\(purpose) by \(by)"
        }
    }

    @Test("the history of a person is what she did, to the opening")
    func everyOpening() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp()
            try await asha.call("GET", "/money/accounts", expecting: 200)
            try await asha.call("GET", "/money/accounts", expecting: 200)
            var expected = ["money-tracking by session"]
            #expect(words(try await acts(asha)) == expected, "pages within one opening are no openings")
            household.clock.turn(seconds: Opening.durationSeconds)
            try await asha.call("GET", "/money/accounts", expecting: 200)
            expected.insert("money-tracking by session", at: 0)
            #expect(words(try await acts(asha)) == expected, "an opening is renewed after its time")
            let usha = try await household.signUp("usha")
            #expect(words(try await acts(usha)) == ["money-tracking by session"])
            #expect(words(try await acts(asha)) == expected, "what others do is not in it")
            let code = try await household.signUp("meera").call("GET", Self.path, expecting: 200)
            #expect(code.raw.status == 200)
        }
    }

    @Test("an entry is proven from the next checkpoint on, to whoever has the log's key")
    func proof() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp()
            let proof =
                "GET /api/v1\(Self.path)/0/proof HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer \(asha.token)\r\n\r\n"
            #expect(try await household.server.request(proof).status == 409)
            _ = try await household.audit.publish()
            let answer = try await household.server.request(proof)
            #expect(answer.status == 200)
            let key = try await household.server.request("GET /log/key HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let file = try LogProofFile(parsing: Array(answer.body))
            let (event, inclusion) = try file.verifyOpening(
                logKey: try NoteKey(text: String(String(decoding: key.body, as: UTF8.self).dropLast())),
                origin: "localhost/log"
            )
            #expect(event.act == .vaultOpening)
            #expect(event.purpose == .moneyTracking)
            let act = try #require(try await acts(asha).first)
            #expect(act["entry"] == .number(String(inclusion.index)))
            #expect(act["proven"] == .boolean(true))
            let usha = try await household.signUp("usha")
            try await usha.call("GET", Self.path + "/7/proof", expecting: 404)
        }
    }

    @Test("the public log is served as its format says, and nothing else of it")
    func publicLog() async throws {
        try await TestHousehold.run { household in
            func get(_ path: String) async throws -> RawAnswer {
                try await household.server.request("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            }
            #expect(try await get("/log/checkpoint").status == 404)
            _ = try await household.signUp()
            _ = try await household.audit.publish()
            let checkpoint = try UnverifiedCheckpoint(parsing: Array(try await get("/log/checkpoint").body))
            #expect(checkpoint.claimedOrigin == "localhost/log")
            let size = checkpoint.claimedHead.size
            let tile = try await get("/log/tile/0/000.p/\(size)")
            #expect(tile.status == 200)
            #expect(tile.body.count == Int(size) * 32)
            #expect(tile["cache-control"] == "public, max-age=31536000, immutable")
            for path in ["/log/tile/0/000", "/log/tile/0/0.p/\(size)", "/log/tile", "/log/tile/9/000.p/1"] {
                #expect(try await get(path).status == 404, "\(path)")
            }
        }
    }

    @Test("the page shows each entry with its badge, and the archive holds each proof")
    func page() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            _ = try await browser.post("/sign-up", from: try await browser.get("/sign-up"), fields)
            let before = try await browser.get("/privacy/access").text
            #expect(before.contains("Proof is due"))
            #expect(!before.contains("data-proof="))
            _ = try await household.audit.publish()
            let after = try await browser.get("/privacy/access").text
            #expect(after.contains(#"data-proof="/api/v1/privacy/access-history/0/proof""#))
            #expect(after.contains("Opened your vault"))
            let archive = try await browser.get("/privacy/access/proofs.tar")
            #expect(archive["content-type"] == "application/x-tar")
            #expect(archive.body.count.isMultiple(of: 512))
            #expect(archive.text.contains("c2sp.org/tlog-proof@v1"))
            #expect(archive.text.hasPrefix("flowkeep-0.tlog-proof\0"))
        }
    }
}
