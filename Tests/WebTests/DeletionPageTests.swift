import AuditTrail
import Composition
import Identity
import Primitives
import Testing
import TransparencyLog

@testable import Web

/// docs/spec/deletion.md, as a person sees it.
@Suite("Pages of a deletion", .serialized)
struct DeletionPageTests {
    private static let notice = "Everything here is deleted on"

    private func person(_ household: TestHousehold) async throws -> Browser {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        let made = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        #expect(made.status == 200)
        return browser
    }

    private func delete(_ browser: Browser, days: String) async throws -> RawAnswer {
        let page = try await browser.get("/privacy/delete")
        #expect(page.status == 200)
        return try await browser.post("/privacy/delete", from: page, [("days", days), ("understood", "yes")])
    }

    @Test("now: the session is over, and the receipt comes with the next checkpoint and verifies; altered it does not")
    func now() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household)
            let done = try await delete(browser, days: "0")
            #expect(done.status == 303)
            let path = try #require(done["location"])
            #expect(path.hasPrefix("/deleted/"))
            #expect(try await browser.get("/today").text.contains("<title>Sign in"))

            let waiting = try await browser.get(path)
            #expect(waiting.status == 200 && waiting.text.contains("next checkpoint"))
            #expect(try await browser.get(path + "/receipt.flowkeep-receipt").status == 404)
            _ = try await household.audit.publish()
            #expect(try await browser.get(path).text.contains("receipt.flowkeep-receipt"))
            let file = try await browser.get(path + "/receipt.flowkeep-receipt")
            #expect(file.status == 200 && file.text.hasPrefix(DeletionReceipt.title))

            let key = try household.audit.signerKey()
            let receipt = try DeletionReceipt.verified(file.body, logKey: key).receipt
            #expect(receipt.deleted == household.clock.now())
            let verifier = try LogVerifier(logKey: key.text)
            let report = await verifier.verify([LogFile(name: "receipt", bytes: file.body)])
            #expect(report.isVerified)
            try checkAlterations(of: file.body, key)
            #expect(try await browser.get("/deleted/" + String(repeating: "0", count: 52)).status == 404)
        }
    }

    private func checkAlterations(of bytes: [UInt8], _ key: NoteKey) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // Each of the first lines, as somebody would who wants it to say something else.
        for line in 1..<4 {
            var altered = lines
            altered[line] = lines[line].replacing("2026", with: "2027").replacing(
                "particulars A",
                with: "particulars B"
            )
            if altered[line] == lines[line] { altered[line] += "1" }
            let changed = Array(altered.joined(separator: "\n").utf8)
            #expect(throws: DeletionReceiptError.self, "\(line)") {
                try DeletionReceipt.verified(changed, logKey: key)
            }
        }
        for count in [0, 10, 200, bytes.count - 20] {
            #expect(throws: DeletionReceiptError.self) {
                try DeletionReceipt.verified(Array(bytes.prefix(count)), logKey: key)
            }
        }
    }

    @Test("after a grace: every page says so until it is kept")
    func grace() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household)
            let asked = try await delete(browser, days: "3")
            #expect(asked.status == 200 && asked.text.contains("/deleted/"))
            for path in ["/today", "/money", "/privacy/security", "/settings"] {
                #expect(try await browser.get(path).text.contains(Self.notice), "\(path)")
            }
            let page = try await browser.get("/privacy/delete")
            #expect(!page.text.contains("name=\"days\""))
            let kept = try await browser.post("/privacy/delete/keep", from: page, [])
            #expect(kept.status == 303)
            #expect(try await !browser.get("/today").text.contains(Self.notice))
            #expect(try await browser.get("/privacy/delete").text.contains("name=\"days\""))
        }
    }

    @Test("without the tick, a day, or a fresh proof nothing is deleted")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let browser = try await person(household)
            let page = try await browser.get("/privacy/delete")
            for fields in [[("days", "0")], [("understood", "yes")], [("days", "99"), ("understood", "yes")]] {
                let refused = try await browser.post("/privacy/delete", from: page, fields)
                #expect(refused.status == 422, "\(fields)")
            }
            household.clock.turn(seconds: 660)
            let unproved = try await browser.post(
                "/privacy/delete",
                from: page,
                [("days", "0"), ("understood", "yes")]
            )
            #expect(unproved.status == 303 && unproved["location"]?.hasPrefix("/confirm") == true)
            #expect(try await browser.get("/today").status == 200)
        }
    }

    @Test("by the API: asked for, shown, kept, done")
    func api() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await caller.call("DELETE", "/privacy/deletion", expecting: 409)
            let asked = try await caller.call("POST", "/privacy/deletion", #"{"graceDays":7}"#, expecting: 200)
            #expect(asked.text("due") != nil)
            #expect(try await caller.call("GET", "/privacy/deletion", expecting: 200).text("due") == asked.text("due"))
            try await caller.call("POST", "/privacy/deletion", "{}", expecting: 409)
            try await caller.call("DELETE", "/privacy/deletion", expecting: 204)
            let done = try await caller.call("POST", "/privacy/deletion", "{}", expecting: 200)
            #expect(done.text("receipt")?.hasPrefix("/deleted/") == true)
            try await caller.call("GET", "/privacy/deletion", expecting: 401)
            // The name is free, and whoever takes it sees nothing.
            let next = try await household.signUp()
            let list = try await next.call("GET", "/money/transactions", expecting: 200)
            #expect(list.raw.text.contains("\"items\":[]"))
        }
    }
}
