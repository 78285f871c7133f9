import Testing

@testable import Web

/// An account compared with a statement, in a browser that runs no scripts.
@Suite("Reconcile page", .serialized)
struct ReconcilePageTests {
    /// A person with 1,000.00 in one account and three entries on it.
    private func begin(_ household: TestHousehold) async throws -> (browser: Browser, path: String) {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let accounts = try await browser.get("/money/accounts")
        _ = try await browser.post(
            "/money/accounts",
            from: accounts,
            [("name", "Giro"), ("kind", "bank"), ("currency", "INR"), ("opening", "1000")]
        )
        let list = try await browser.get("/money/accounts")
        let form = try await browser.get("/money/transactions/new")
        let account = try #require(form.option("Giro"))
        for (payee, amount, date) in [
            ("Grocer", "10", "2026-10-05"), ("Cheque", "3", "2026-10-31"), ("Later", "7", "2026-11-02"),
        ] {
            let made = try await browser.post(
                "/money/transactions",
                from: form,
                [
                    ("kind", "expense"), ("date", date), ("payee", payee), ("account", account), ("category.1", ""),
                    ("amount.1", amount), ("do", "save"),
                ]
            )
            #expect(made.status == 303)
        }
        #expect(list.text.contains("Compare with a statement"))
        return (browser, "/money/accounts/\(account)/reconcile")
    }

    private func boxes(_ page: RawAnswer) -> [String] { page.pieces(after: "name=\"on\" value=\"") }

    @Test("entries are ticked until nothing is left, it is kept, marked, warned about, and a change is said")
    func journey() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            let first = try await browser.get(path)
            #expect(first.text.contains("value=\"2026-10-31\""), "the end of the last month is suggested")
            #expect(first.text.contains("Not reconciled yet"))
            let typed = [("date", "2026-10-31"), ("balance", "990")]
            let sheet = try await browser.post(path, from: first, typed + [("do", "show")])
            #expect(sheet.status == 200)
            let ids = boxes(sheet)
            #expect(ids.count == 2, "what is later than the statement is not asked about")
            #expect(sheet.text.contains("+<span class=\"cur\">") || sheet.text.contains("<span class=\"sgn\">+"))
            #expect(!sheet.text.contains("value=\"save\""))
            let shown = ids.joined(separator: " ")
            let early = try await browser.post(
                path,
                from: sheet,
                typed + [("shown", shown), ("out", ""), ("start", "0"), ("on", ids[0]), ("on", ids[1]), ("do", "save")]
            )
            #expect(early.status == 422)
            #expect(early.text.contains("The entries do not add up to this balance."))
            let even = try await browser.post(
                path,
                from: sheet,
                typed + [("shown", shown), ("out", ""), ("start", "0"), ("on", ids[0]), ("do", "work")]
            )
            #expect(even.text.contains("It agrees"))
            let sums = try await browser.post(
                path,
                from: sheet,
                typed + [("shown", shown), ("out", ""), ("start", "0"), ("on", ids[0]), ("do", "sum")]
            )
            #expect(sums.text.contains("It agrees"))
            #expect(boxes(sums).isEmpty)
            let saved = try await browser.post(
                path,
                from: even,
                typed + [("shown", shown), ("out", ""), ("start", "0"), ("on", ids[0]), ("do", "save")]
            )
            #expect(saved.status == 303)
            #expect(saved["location"] == "/money/accounts")
            #expect(try await browser.get("/money/accounts").text.contains("Reconciled to 31 Oct"))
            let month = try await browser.get("/money?month=2026-10")
            #expect(month.pieces(after: "txr__r").count == 1, "what was left out is not marked")
            let entry = try await browser.get("/money/transactions/" + ids[0])
            #expect(entry.text.contains("Part of what was reconciled to 31 October 2026"))
            let row = try await browser.get("/money?month=2026-10&edit=" + ids[0])
            #expect(row.text.contains("Part of what was reconciled to 31 October 2026"), "where a row is edited, too")
            let other = try await browser.get("/money/transactions/" + ids[1])
            #expect(!other.text.contains("Part of what was reconciled"))
            _ = try await browser.post("/money/transactions/\(ids[0])/delete", from: entry, [("version", "1")])
            let accounts = try await browser.get("/money/accounts")
            #expect(accounts.text.contains("has changed since"))
            let again = try await browser.get(path)
            #expect(again.text.contains("of what was reconciled has changed since"))
            #expect(again.text.contains("1 entry was left out"))
            let remove = try #require(again.pieces(after: "action=\"\(path)/").first)
            let removed = try await browser.post("\(path)/\(remove)", from: again, [])
            #expect(removed.status == 303)
            #expect(try await browser.get(path).text.contains("Not reconciled yet"))
        }
    }

    @Test("the rest becomes an entry with the category that was chosen, and one undo takes both back")
    func adjustment() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            let first = try await browser.get(path)
            let typed = [("date", "2026-10-31"), ("balance", "950")]
            let sheet = try await browser.post(path, from: first, typed + [("do", "show")])
            let sent =
                typed + [("shown", boxes(sheet).joined(separator: " ")), ("out", ""), ("start", "0")]
                + boxes(sheet).map { ("on", $0) }
            let refused = try await browser.post(path, from: sheet, sent + [("category", ""), ("do", "enter")])
            #expect(refused.status == 422)
            #expect(refused.text.contains("Choose a category."))
            let category = try #require(sheet.option("Groceries"))
            let saved = try await browser.post(path, from: sheet, sent + [("category", category), ("do", "enter")])
            #expect(saved.status == 303)
            let list = try await browser.get("/money/accounts")
            #expect(list.text.contains("Reconciled to 31 Oct"))
            #expect(try await browser.get("/money?month=2026-10").text.contains("Adjustment to the statement"))
            let change = try #require(list.pieces(after: "name=\"change\" value=\"").first)
            _ = try await browser.post("/money/undo", from: list, [("change", change)])
            #expect(try await !browser.get("/money?month=2026-10").text.contains("Adjustment to the statement"))
            #expect(try await browser.get("/money/accounts").text.contains("Compare with a statement"))
        }
    }

    @Test("an imported statement that states its balance leads to a comparison with it")
    func imported() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            let account = try #require(path.split(separator: "/").dropFirst(2).first)
            let file = """
                Date,Payee,Amount,Balance
                2026-11-05,Bakery,-4.00,976.00
                2026-11-06,Cinema,-6.00,970.00
                """
            let start = try await browser.get("/money/import")
            let token = try #require(Browser.formToken(start))
            func part(_ name: String, _ value: String, _ more: String = "") -> String {
                "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n\(value)\r\n"
            }
            let name = "; filename=\"giro.csv\"\r\nContent-Type: text/csv"
            let body =
                part("csrf", token) + part("account", String(account)) + part("file", file, name) + "--XX--\r\n"
            let taken = try await browser.send("POST", "/money/import", body, type: "multipart/form-data; boundary=XX")
            let check = try #require(taken["location"])
            let committed = try await browser.post(check + "/commit", from: try await browser.get(check), [])
            let done = try await browser.get(try #require(committed["location"]))
            #expect(done.text.contains("at the end of 6 November 2026"))
            #expect(done.text.contains("name=\"balance\" value=\"970.00\""))
            let sheet = try await browser.post(
                path,
                from: done,
                [("date", "2026-11-06"), ("balance", "970.00"), ("do", "show")]
            )
            #expect(sheet.text.contains("It agrees"))
            #expect(boxes(sheet).count == 5)
        }
    }

    @Test("what is typed wrong is said beside its field, and no tick is lost")
    func refusals() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            let first = try await browser.get(path)
            let sheet = try await browser.post(
                path,
                from: first,
                [("date", "2026-10-31"), ("balance", "990"), ("do", "show")]
            )
            let ids = boxes(sheet)
            let wrong = try await browser.post(
                path,
                from: sheet,
                [
                    ("date", "2026-10-31"), ("balance", "much"), ("shown", ids.joined(separator: " ")), ("out", ""),
                    ("start", "0"), ("on", ids[0]), ("do", "work"),
                ]
            )
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("It must be an amount such as 1240.50."))
            #expect(wrong.text.contains("name=\"out\" value=\"\(ids[1])\""))
            let mended = try await browser.post(
                path,
                from: wrong,
                [("date", "2026-10-31"), ("balance", "990"), ("out", ids[1]), ("do", "show")]
            )
            #expect(mended.text.contains("It agrees"))
            #expect(try await browser.get("/money/accounts/zz/reconcile").status == 404)
        }
    }
}

extension RawAnswer {
    /// Each text between a piece of the page and the quotation mark after it.
    func pieces(after piece: String) -> [String] {
        text.split(separator: piece, omittingEmptySubsequences: false).dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
    }

    /// The value of the option with these words.
    func option(_ words: String) -> String? {
        text.split(separator: "<option value=\"").dropFirst().first { piece in
            let label = piece.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
            return label.trimmingPrefix { $0 == "\u{2003}" } == words[...]
        }
        .map { String($0.prefix { $0 != "\"" }) }
    }
}
