import Testing

@testable import Web

/// Statement files by API: read, checked, added, taken back.
@Suite("Imports", .serialized)
struct ImportJourneyTests {
    private static let csv = """
        Date,Description,Amount
        19/11/2026,Café Rosa,-120.00
        20/11/2026,Green Grocer,-642.50
        31/11/2026,Not a day,-1.00
        21/11/2026,Salary,78400.00

        """

    private static let octets = "application/octet-stream"

    @Test("a file is read without saving anything, its bad line is named, the rest is added and taken back whole")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let staged = try await caller.call(
                "POST",
                "/money/imports?format=auto&filename=may.csv",
                Self.csv,
                type: Self.octets,
                expecting: 201
            )
            #expect(staged.text("format") == "csv")
            #expect(staged.text("rows") == "3")
            #expect(staged.text("new") == "3")
            #expect(staged.text("rejected/0/line") == "4")
            #expect(staged.text("accounts/0/isNew") == "true")
            let before = try await caller.call("GET", "/money/accounts", expecting: 200)
            #expect(before.count("items") == 0)
            let id = try #require(staged.text("id"))
            let rows = try await caller.call("GET", "/money/imports/\(id)/rows?limit=2", expecting: 200)
            #expect(rows.text("items/0/amount") == "-120.00")
            #expect(rows.text("next") == "2")
            let done = try await caller.call("POST", "/money/imports/\(id)/commit", expecting: 200)
            #expect(done.text("added") == "3")
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "3")
            let again = try await caller.call("POST", "/money/imports/\(id)/commit", expecting: 200)
            #expect(again.text("id") == done.text("id"))
            try await caller.call("DELETE", "/money/imports/\(try #require(done.text("id")))", expecting: 204)
            let after = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(after.text("count") == "0")
            let accounts = try await caller.call("GET", "/money/accounts", expecting: 200)
            #expect(accounts.count("items") == 0)
        }
    }

    @Test("the same file again brings duplicates only, and one of them can be added all the same")
    func duplicates() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let path = "/money/imports?filename=may.csv"
            let first = try await caller.call("POST", path, Self.csv, type: Self.octets, expecting: 201)
            try await caller.call("POST", "/money/imports/\(try #require(first.text("id")))/commit", expecting: 200)
            let second = try await caller.call("POST", path, Self.csv, type: Self.octets, expecting: 201)
            #expect(second.text("new") == "0")
            #expect(second.text("duplicates") == "3")
            #expect(second.text("importedBefore") == "2026-11-20")
            let done = try await caller.call(
                "POST",
                "/money/imports/\(try #require(second.text("id")))/commit",
                #"{"add":[2]}"#,
                expecting: 200
            )
            #expect(done.text("added") == "1")
        }
    }

    /// As some banks send it: XML without a line break, so that everything stands on line 1.
    private static let oneLine: String = {
        let entries = [("10.00", "BOOK"), ("20.00", "BOOK"), ("30.00", "PDNG"), ("40.00", "BOOK")].map {
            amount,
            status in
            "<Ntry><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>\(status)</Sts>"
                + "<BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry>"
        }
        return "<Document><BkToCstmrStmt><Stmt><Acct><Ccy>EUR</Ccy></Acct>\(entries.joined())"
            + "</Stmt></BkToCstmrStmt></Document>"
    }()

    @Test("one known row of a file on one line is added by its number, and named by its entry")
    func rowsOnOneLine() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let path = "/money/imports?filename=bank.xml"
            let first = try await caller.call("POST", path, Self.oneLine, type: Self.octets, expecting: 201)
            #expect(first.text("rejected/0/line") == "1")
            #expect(first.text("rejected/0/entry") == "3")
            try await caller.call("POST", "/money/imports/\(try #require(first.text("id")))/commit", expecting: 200)
            let again = try await caller.call("POST", path, Self.oneLine, type: Self.octets, expecting: 201)
            let id = try #require(again.text("id"))
            let rows = try await caller.call("GET", "/money/imports/\(id)/rows", expecting: 200)
            #expect((0..<3).map { rows.text("items/\($0)/row") } == ["1", "2", "3"])
            #expect((0..<3).map { rows.text("items/\($0)/entry") } == ["1", "2", "4"])
            // The line does not say which of the three.
            let refused = try await caller.call(
                "POST",
                "/money/imports/\(id)/commit",
                #"{"add":[1]}"#,
                expecting: 422
            )
            #expect(refused.raw.text.contains("Several rows stand on line 1"))
            let done = try await caller.call(
                "POST",
                "/money/imports/\(id)/commit",
                #"{"rows":[3]}"#,
                expecting: 200
            )
            #expect(done.text("added") == "1")
            let list = try await caller.call("GET", "/money/transactions?limit=10", expecting: 200)
            #expect(list.text("count") == "4")
            #expect((0..<4).count { list.text("items/\($0)/postings/0/amount") == "-40.00" } == 2)
        }
    }

    @Test("by form: one box adds one row, however many stand on its line")
    func oneBox() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await browser.post(
                "/sign-up",
                from: try await browser.get("/sign-up"),
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            func upload() async throws -> String {
                let token = try #require(Browser.formToken(try await browser.get("/money/import")))
                let parts = [
                    "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n",
                    "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bank.xml\"\r\n\r\n",
                    Self.oneLine + "\r\n--XX--\r\n",
                ]
                let type = "multipart/form-data; boundary=XX"
                let staged = try await browser.send("POST", "/money/import", parts.joined(), type: type)
                return try #require(staged["location"])
            }
            let first = try await upload()
            _ = try await browser.post(first + "/commit", from: try await browser.get(first), [])
            let second = try await upload()
            let check = try await browser.get(second)
            for row in 1...3 { #expect(check.text.contains("name=\"add\" value=\"\(row)\"")) }
            #expect(check.text.contains("entry 4"))
            #expect(check.text.contains("Entry 3"))
            let saved = try await browser.post(second + "/commit", from: check, [("add", "2")])
            let done = try await browser.get(try #require(saved["location"]))
            #expect(done.text.contains("1 transaction added"))
        }
    }

    @Test("a file that leaves something open is asked about, and answered once for all files of its shape")
    func questions() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let open = "Date,Text,Amount\n03/04/2026,a,1.00\n05/06/2026,b,2.00\n04/05/2026,c,3.00\n"
            let staged = try await caller.call("POST", "/money/imports", open, type: Self.octets, expecting: 201)
            let id = try #require(staged.text("id"))
            if staged.text("questions/0/code") == "date-order" {
                try await caller.call("POST", "/money/imports/\(id)/commit", expecting: 409)
            }
            let answered = try await caller.call("PUT", "/money/imports/\(id)", #"{"order":"mdy"}"#, expecting: 200)
            #expect(answered.count("questions") == 0)
            #expect(answered.text("new") == "3")
            try await caller.call("POST", "/money/imports/\(id)/commit", expecting: 200)
            let list = try await caller.call("GET", "/money/transactions?limit=1", expecting: 200)
            #expect(list.text("items/0/date") == "2026-05-06")
            let next = "Date,Text,Amount\n07/08/2026,d,4.00\n"
            let remembered = try await caller.call("POST", "/money/imports", next, type: Self.octets, expecting: 201)
            #expect(remembered.count("questions") == 0)
            let rows = try await caller.call(
                "GET",
                "/money/imports/\(try #require(remembered.text("id")))/rows",
                expecting: 200
            )
            #expect(rows.text("items/0/date") == "2026-07-08")
        }
    }

    @Test(
        "a file that is no statement is refused with a sentence and changes nothing",
        arguments: ["%PDF-1.7\n", "PK\u{3}\u{4}", "<!DOCTYPE html><html></html>", "hello", "\u{0}\u{1}\u{2}"]
    )
    func foreignFiles(text: String) async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let answer = try await caller.call("POST", "/money/imports", text, type: Self.octets, expecting: 422)
            #expect(answer.text("errors/0/pointer") == "file")
            try await caller.call("POST", "/money/imports", text, type: "image/png", expecting: 415)
        }
    }

    @Test("another person's staged file is not there, and a locked session's files are gone")
    func owners() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp("asha")
            let devika = try await household.signUp("devika")
            let staged = try await asha.call("POST", "/money/imports", Self.csv, type: Self.octets, expecting: 201)
            let id = try #require(staged.text("id"))
            try await devika.call("GET", "/money/imports/\(id)", expecting: 404)
            try await devika.call("DELETE", "/money/imports/\(id)", expecting: 404)
            try await devika.call("POST", "/money/imports/\(id)/commit", expecting: 404)
            try await asha.call("POST", "/sessions/current/lock", expecting: 204)
            let unlocked = try await asha.call(
                "POST",
                "/sessions/current/unlock",
                #"{"passphrase":"\#(TestHousehold.passphrase)"}"#,
                expecting: 200
            )
            asha.setToken(try #require(unlocked.text("token")))
            try await asha.call("GET", "/money/imports/\(id)", expecting: 404)
        }
    }
}
