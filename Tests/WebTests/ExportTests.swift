import HTTPTypes
import Money
import Primitives
import Testing

@testable import Web

/// The whole book as a file, by API and by page.
@Suite("Exports", .serialized)
struct ExportTests {
    @Test("every format is handed out as a file with a name, and says what is in the book")
    func formats() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call("POST", "/money/transactions", book.transaction("120.00"), expecting: 201)
            for format in ExportFormat.allCases {
                let file = try await caller.call("GET", "/money/export?format=\(format.name)", expecting: 200)
                let name = "flowkeep-2026-11-20.\(format.fileExtension)"
                #expect(file.raw["content-disposition"] == "attachment; filename=\"\(name)\"")
                #expect(file.raw["content-type"] == format.mediaType)
                #expect(file.raw["content-length"] == nil, "it is made while it is sent")
                #expect(file.raw["cache-control"] == "no-store")
                #expect(file.raw.text.contains("120.00"), "\(format)")
                #expect(file.raw.text.contains("Café"), "\(format)")
            }
            try await caller.call("GET", "/money/export?format=xlsx", expecting: 422)
            try await caller.call("GET", "/money/export", expecting: 422)
        }
    }

    @Test("JSON holds what is planned, ruled and kept, as the API says it")
    func plans() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call("POST", "/money/transactions", book.transaction("120.00"), expecting: 201)
            let bare = try await caller.call("GET", "/money/export?format=json", expecting: 200)
            #expect(bare["goals"] == nil && bare["recurring"] == nil, "nothing where there is nothing")
            for (path, body) in [
                ("goals", #"{"name":"A “trip”","currency":"INR","target":"6000.00"}"#),
                (
                    "rules",
                    #"{"name":"Cafés","conditions":[{"about":"payee-contains","text":"caf"}],"#
                        + #""actions":{"category":"\#(book.category)"}}"#
                ),
                ("views", #"{"name":"Food","page":"trend","query":"measure=spending"}"#),
                ("reconciliations", #"{"account":"\#(book.account)","date":"2026-11-19","balance":"880.00"}"#),
                (
                    "recurring",
                    #"{"schedule":{"every":1,"unit":"month","on":["1"],"start":"2026-11-01"},"payee":"Landlord","#
                        + #""postings":[{"account":"\#(book.account)","amount":"-180.00"},"#
                        + #"{"category":"\#(book.category)","amount":"180.00"}]}"#
                ),
                (
                    "budgets",
                    #"{"name":"Household","style":"envelope","currency":"INR","span":{"kind":"month"},"#
                        + #""starts":"2026-11-01","opening":"5000.00","#
                        + #""lines":[{"category":"\#(book.category)","amount":"1000.00","rollover":"both"}]}"#
                ),
            ] { try await caller.call("POST", "/money/\(path)", body, expecting: 201) }
            try await caller.call("POST", "/money/occurrences", expecting: 200)
            let file = try await caller.call("GET", "/money/export?format=json", expecting: 200)
            for path in ["goals", "rules", "views", "reconciliations"] {
                let listed = try await caller.call("GET", "/money/\(path)", expecting: 200)
                #expect(file[path] != nil && file[path] == listed["items"], "\(path)")
            }
            #expect(file.text("recurring/0/payee") == "Landlord")
            #expect(file.text("occurrences/0/date") == "2026-11-01" && file.text("occurrences/0/state") == "pending")
            #expect(file.text("occurrences/0/transaction") == file.text("transactions/0/id"), "the rent of the first")
            #expect(file.text("budgets/0/lines/0/rollover") == "both")
        }
    }

    @Test("a book of many pieces arrives whole, and its import adds every transaction")
    func manyPieces() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp("asha")
            let count = 1500
            let rows = (0..<count).map { "2026-0\($0 % 9 + 1)-11,Shop number \($0) of a street,-\($0 + 1).50" }
            let csv = (["Date,Description,Amount"] + rows).joined(separator: "\n")
            let staged = try await asha.call(
                "POST",
                "/money/imports",
                csv,
                type: "text/csv",
                expecting: 201
            )
            try await asha.call("POST", "/money/imports/\(try #require(staged.text("id")))/commit", expecting: 200)
            let file = try await asha.call("GET", "/money/export?format=hledger", expecting: 200)
            #expect(file.raw.body.count > 128 * 1024)
            let devika = try await household.signUp("devika")
            let there = try await devika.call(
                "POST",
                "/money/imports",
                file.raw.text,
                type: "text/plain",
                expecting: 201
            )
            #expect(there.text("new") == "\(count)")
            #expect(there.text("rejectedCount") == "0")
            #expect(there.text("journal/isOwn") == "false", "a book is known by its own mark only")
        }
    }

    @Test("a locked session hands out nothing, and a download that is under way breaks off")
    func locked() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let endpoint = try #require(household.endpoints.first { $0.template.text == "/api/v1/money/export" })
            let gate = IdentityGate(identity: household.identity)
            let session = try #require(try await gate.session(for: caller.token, purpose: .export))
            let request = WebRequest(
                id: .next(),
                method: .get,
                fields: [:],
                parameters: [:],
                target: "/api/v1/money/export",
                query: FormFields([("format", "json")]),
                body: .none,
                peer: .thisMachine,
                isLocalSocket: false,
                session: session,
                idempotencyKey: nil,
                formSecret: FormSecret("")
            )
            var whole = try #require(try await endpoint.handler(request).pieces)
            #expect(try await whole.next() != nil)
            #expect(try await whole.next() == nil)
            var cut = try #require(try await endpoint.handler(request).pieces)
            try await caller.call("POST", "/sessions/current/lock", expecting: 204)
            await #expect(throws: (any Error).self) { _ = try await cut.next() }
            try await caller.call("GET", "/money/export?format=json", expecting: 423)
        }
    }

    /// Gives one piece and then nothing more, as a download whose vault was locked.
    struct BrokenPieces: AnswerPieces {
        var given = false

        mutating func next() async throws -> [UInt8]? {
            guard !given else { throw Problem(.locked) }
            given = true
            return [1]
        }
    }

    @Test("a body that breaks off ends the connection without its end, so that nobody takes it for whole")
    func brokenOff() async throws {
        let endpoint = Endpoint(.get, "/broken", surface: .page, access: .anyone) { _ in
            .download(BrokenPieces(), name: "x", mediaType: "text/plain")
        }
        try await TestServer.run(endpoints: [endpoint]) { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            try await client.send("GET /broken HTTP/1.1\r\nHost: localhost:\(server.httpsPort)\r\n\r\n")
            try await client.untilClosed()
            let text = client.received
            #expect(text.hasPrefix("HTTP/1.1 200"))
            #expect(text.lowercased().contains("transfer-encoding: chunked"))
            #expect(!text.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("the page names seven formats, what each leaves out of this book, and the files are behind it")
    func page() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await browser.post(
                "/sign-up",
                from: try await browser.get("/sign-up"),
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let today = try await browser.get("/today")
            _ = try await browser.post("/today/add", from: today, [("text", "coffee 120 #home"), ("do", "save")])
            let page = try await browser.get("/money/export")
            #expect(page.status == 200)
            #expect(page.text.contains("The tags of 1 transaction."))
            for format in ExportFormat.allCases {
                let path = "/money/export/file?format=\(format.name)"
                #expect(page.text.contains("href=\"\(path)&amp;book=own\""))
                let file = try await browser.get(path)
                #expect(file.status == 200)
                #expect(file["content-disposition"]?.hasPrefix("attachment; ") == true)
            }
            #expect(try await browser.get("/money/export/file?format=exe").status == 404)
            // That the book left is something its person can see.
            let access = try await browser.get("/privacy/access")
            #expect(access.text.contains("to hand you a copy of what is yours"))
        }
    }

    /// docs/spec/factors.md §8.
    @Test("ten minutes after signing in, nothing leaves as a whole before a proof, and then it does")
    func proof() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            try await caller.call("PUT", "/privacy/consents/cycle-diary", #"{"given":true}"#, expecting: 204)
            let feed = #"{"name":"Phone","title":"Note","contents":["periods"]}"#
            try await caller.call("POST", "/cycle/calendars", feed, expecting: 201)
            #expect(try await caller.call("GET", "/cycle/calendars", expecting: 200).text("items/0/url") != nil)
            household.clock.turn(seconds: 601)
            for path in ["/money/export?format=json", "/cycle/exports/json", "/cycle/exports/fhir?all=true"] {
                let refused = try await caller.call("GET", path, expecting: 403)
                #expect(refused.text("type") == "urn:flowkeep:problem:proof-needed", "\(path)")
            }
            try await caller.call("POST", "/cycle/calendars", feed, expecting: 403)
            let list = try await caller.call("GET", "/cycle/calendars", expecting: 200)
            #expect(list.count("items") == 1 && list.text("items/0/url") == nil)
            let proof = #"{"passphrase":"\#(TestHousehold.passphrase)"}"#
            try await caller.call("POST", "/sessions/current/proof", proof, expecting: 204)
            try await caller.call("GET", "/money/export?format=json", expecting: 200)
            try await caller.call("GET", "/cycle/exports/json", expecting: 200)
            #expect(try await caller.call("GET", "/cycle/calendars", expecting: 200).text("items/0/url") != nil)
        }
    }

    @Test("the pages lead to the proof and back to where the files are")
    func proofOfPages() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await browser.post(
                "/sign-up",
                from: try await browser.get("/sign-up"),
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let start = try await browser.get("/cycle/start")
            _ = try await browser.post("/cycle/start", from: start, [("diary", "yes")])
            let diary = try await browser.get("/cycle/export")
            #expect(diary.status == 200 && diary.text.contains("<h1>"))
            household.clock.turn(seconds: 601)
            let money = try await browser.send("GET", "/money/export", nil)
            #expect(money["location"] == "/confirm?next=%2Fmoney%2Fexport")
            let file = try await browser.send("GET", "/money/export/file?format=json", nil)
            #expect(file["location"] == "/confirm?next=%2Fmoney%2Fexport", "a download leads to no page")
            let settings = try await browser.get("/cycle/settings")
            #expect(!settings.text.contains("action=\"/cycle/settings/calendars\""), "nothing typed is lost")
            #expect(settings.text.contains("/confirm?next=%2Fcycle%2Fsettings%23calendars"))
            let sent = try await browser.post("/cycle/export/file", from: diary, [("format", "json")])
            #expect(sent["location"] == "/confirm?next=%2Fcycle%2Fexport")
            let door = try await browser.get("/cycle/export")
            let fields = [("passphrase", TestHousehold.passphrase), ("next", "/cycle/export")]
            #expect(try await browser.post("/confirm", from: door, fields)["location"] == "/cycle/export")
            #expect(try await browser.get("/cycle/settings").text.contains("action=\"/cycle/settings/calendars\""))
            let again = try await browser.get("/cycle/export")
            let made = try await browser.post("/cycle/export/file", from: again, [("format", "json")])
            #expect(made.status == 200 && made["content-disposition"]?.hasPrefix("attachment; ") == true)
        }
    }
}
