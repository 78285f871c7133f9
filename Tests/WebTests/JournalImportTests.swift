import Testing

@testable import Web

/// Journals by API and by page: what comes, what is not kept, committed, exported, taken back.
@Suite("Journal imports", .serialized)
struct JournalImportTests {
    private static let journal = """
        account Assets:HDFC
        account Expenses:Food

        2026-11-01 Opening
            Assets:HDFC  5000.00 INR
            Equity:Opening balances

        2026-11-13 * Chai Point
            ; with Asha
            Expenses:Food:Eating out  120.00 INR
            Assets:HDFC

        2026-11-14 Rent
            Expenses:Rent  9000.00 INR
            Assets:HDFC  -8999.00 INR

        2026-11-15 Sweets
            Konto:Dose  50.00 INR
            Income:Gifts

        P 2026-11-15 USD 83.20 INR
        include other.ledger

        """

    private static let octets = "application/octet-stream"

    @Test("a journal shows what comes with it and what is not kept, and the import is taken back whole")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let path = "/money/imports?filename=book.ledger"
            let staged = try await caller.call("POST", path, Self.journal, type: Self.octets, expecting: 201)
            #expect(staged.text("format") == "ledger")
            #expect(staged.text("rows") == "3")
            #expect(staged.text("new") == "3")
            #expect(staged.text("rejected/0/line") == "13")
            #expect(staged.text("rejected/0/code") == "unbalanced")
            #expect(staged.text("accounts/0/name") == "HDFC")
            #expect(staged.text("accounts/0/openingBalance") == "5000.00")
            #expect(staged.text("accounts/1/name") == "Konto:Dose")
            #expect(staged.text("journal/unclear/0/account") == "Konto:Dose")
            #expect(staged.text("journal/leftOut/0/line") == "8")
            #expect(staged.text("journal/leftOut/0/code") == "mark")
            #expect(staged.text("journal/leftOut/1/code") == "include")
            #expect(staged.text("journal/leftOut/1/line") == "22")
            #expect(staged.text("journal/newRates") == "1")
            let id = try #require(staged.text("id"))
            let rows = try await caller.call("GET", "/money/imports/\(id)/rows?status=new&limit=1", expecting: 200)
            #expect(rows.text("items/0/payee") == "Chai Point")
            #expect(rows.text("items/0/amount") == "-120.00")
            #expect(rows.text("items/0/postings/0/account") == "Expenses:Food:Eating out")
            let before = try await caller.call("GET", "/money/accounts", expecting: 200)
            #expect(before.count("items") == 0)
            let done = try await caller.call("POST", "/money/imports/\(id)/commit", expecting: 200)
            #expect(done.text("added") == "2")
            let again = try await caller.call("POST", "/money/imports/\(id)/commit", expecting: 200)
            #expect(again.text("id") == done.text("id"))
            let rates = try await caller.call("GET", "/money/rates", expecting: 200)
            #expect(rates.count("items") == 1 && rates.text("items/0/rate") == "83.2")
            let report = try await caller.call("GET", "/money/reports/balances", expecting: 200)
            #expect(report.text("rows/0/amount") == "4880.00", "\(report.raw.text)")
            try await caller.call("DELETE", "/money/imports/\(try #require(done.text("id")))", expecting: 204)
            let after = try await caller.call("GET", "/money/accounts", expecting: 200)
            #expect(after.count("items") == 0)
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("count") == "0")
            #expect(try await caller.call("GET", "/money/rates", expecting: 200).count("items") == 0)
        }
    }

    @Test("a person says what an unclear account is; what only statements have is refused")
    func kinds() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let staged = try await caller.call(
                "POST",
                "/money/imports?format=ledger",
                Self.journal,
                type: Self.octets,
                expecting: 201
            )
            let path = "/money/imports/\(try #require(staged.text("id")))"
            let body = #"{"kinds":[{"account":"Konto:Dose","kind":"expenses"}]}"#
            let changed = try await caller.call("PUT", path, body, expecting: 200)
            #expect(changed.count("accounts") == 1)
            #expect(changed.text("journal/unclear/0/kind") == "expenses")
            // Between two categories nothing moves in or out of an account.
            #expect(changed.text("rejected/1/code") == "no-account")
            let unknown = #"{"kinds":[{"account":"Konto","kind":"expenses"}]}"#
            try await caller.call("PUT", path, unknown, expecting: 422)
            try await caller.call("PUT", path, #"{"order":"dmy"}"#, expecting: 422)
            let statement = try await caller.call(
                "POST",
                "/money/imports",
                "Date,Text,Amount\n2026-11-01,a,1.00\n2026-11-02,b,1.00\n",
                type: Self.octets,
                expecting: 201
            )
            #expect(statement.text("format") == "csv")
            try await caller.call(
                "PUT",
                "/money/imports/\(try #require(statement.text("id")))",
                body,
                expecting: 422
            )
            let book = try await APIBook(caller)
            try await caller.call(
                "POST",
                "/money/imports?account=\(book.account)",
                Self.journal,
                type: Self.octets,
                expecting: 422
            )
        }
    }

    @Test("a book's own export is known again, and what the file changed is an edit only if it is chosen")
    func ownExport() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let book = try await APIBook(caller)
            try await caller.call("POST", "/money/transactions", book.transaction("120.00"), expecting: 201)
            let file = try await caller.call("GET", "/money/export?format=beancount", expecting: 200)
            let same = try await caller.call(
                "POST",
                "/money/imports",
                file.raw.text,
                type: Self.octets,
                expecting: 201
            )
            #expect(same.text("journal/isOwn") == "true")
            #expect(same.text("new") == "0")
            #expect(same.count("journal/leftOut") == 0)
            let edited = file.raw.text.replacing("120.00", with: "130.00")
            let staged = try await caller.call("POST", "/money/imports", edited, type: Self.octets, expecting: 201)
            #expect(staged.text("journal/changed") == "1")
            let id = try #require(staged.text("id"))
            let rows = try await caller.call("GET", "/money/imports/\(id)/rows?status=changed", expecting: 200)
            let line = try #require(rows.text("items/0/line"))
            let body = #"{"add":[\#(line)]}"#
            let done = try await caller.call("POST", "/money/imports/\(id)/commit", body, expecting: 200)
            let list = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(list.text("items/0/postings/0/amount") == "-130.00")
            // Undone as one step, so the edit goes, too.
            try await caller.call("DELETE", "/money/imports/\(try #require(done.text("id")))", expecting: 204)
            let after = try await caller.call("GET", "/money/transactions", expecting: 200)
            #expect(after.text("items/0/postings/0/amount") == "-120.00")
        }
    }

    @Test("by form: the file, the check with every kind of line, the choice, what was added, undo")
    func pages() async throws {
        try await TestHousehold.run { household in
            let browser = Browser(server: household.server)
            _ = try await browser.post(
                "/sign-up",
                from: try await browser.get("/sign-up"),
                [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            )
            let form = try await browser.get("/money/import")
            let token = try #require(Browser.formToken(form))
            let parts = [
                "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n",
                "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"<b>.ledger\"\r\n\r\n",
                Self.journal + "\r\n--XX--\r\n",
            ]
            let type = "multipart/form-data; boundary=XX"
            let staged = try await browser.send("POST", "/money/import", parts.joined(), type: type)
            #expect(staged.status == 303, "\(staged.text)")
            let path = try #require(staged["location"])
            let check = try await browser.get(path)
            #expect(check.status == 200)
            for text in [
                "&lt;b&gt;.ledger", "HDFC", "Begins with", "Konto:Dose", "Eating out", "1 rate between currencies",
            ] {
                #expect(check.text.contains(text), "\(text)")
            }
            let left = try await browser.get(path + "?show=left")
            #expect(left.text.contains("Line 22"))
            let bad = try await browser.get(path + "?show=rejected")
            #expect(bad.text.contains("The postings do not add up to zero."))
            let place = try #require(
                check.text.split(separator: "name=\"kind.").dropFirst().first?.prefix { $0 != "\"" }
            )
            let chosen = try await browser.post(path + "/kinds", from: check, [("kind.\(place)", "liabilities")])
            #expect(chosen.status == 303)
            let odd = try await browser.post(path + "/kinds", from: check, [("kind.\(place)", "nonsense")])
            #expect(odd.status == 400)
            let saved = try await browser.post(path + "/commit", from: check, [])
            #expect(saved.status == 303)
            let done = try await browser.get(try #require(saved["location"]))
            #expect(done.text.contains("2 transactions added"))
            #expect(done.text.contains("HDFC, Konto:Dose"))
            let undone = try await browser.post(
                try #require(saved["location"]).replacing("/done", with: "/undo"),
                from: done,
                []
            )
            #expect(undone.status == 303)
            #expect(try await !browser.get("/money/accounts").text.contains("HDFC"))
        }
    }
}
