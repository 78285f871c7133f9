import HTTPTypes
import Primitives
import TestSupport
import Testing

@testable import Web

/// Two windows of one browser: what a page carries decides, not what the other window chose meanwhile.
@Suite("Pages of shared books in two windows", .serialized)
struct BookWindowTests {
    private static let multipart = "multipart/form-data; boundary=XX"
    /// Of a book that she is not in.
    private static let foreign = VaultID(high: 1, low: 2)

    /// Asha, with "private tea" in her own money and "rent" in a book that is chosen now; gives its path.
    private func begin(_ household: TestHousehold) async throws -> (browser: Browser, path: String) {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        #expect(try await add(browser, "private tea 120 cash").status == 303)
        let list = try await browser.get("/money/books")
        let made = try await browser.post("/money/books", from: list, [("name", "Flat 3"), ("displayName", "Asha")])
        #expect(try await add(browser, "rent 9000 cash").status == 303)
        return (browser, try #require(made["location"]))
    }

    private func add(_ browser: Browser, _ line: String) async throws -> RawAnswer {
        let today = try await browser.get("/today")
        return try await browser.post("/today/add", from: today, [("text", line)])
    }

    private func choose(_ browser: Browser, _ to: String) async throws {
        let page = try await browser.get("/money/books")
        let chosen = try await browser.post("/money/books/choose", from: page, [("to", to), ("next", "/money")])
        #expect(chosen.status == 303)
    }

    private func id(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

    private func link(_ page: RawAnswer, _ start: String) throws -> String {
        let found = try #require(page.text.split(separator: "href=\"\(start)").dropFirst().first)
        return (start + found.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }

    @Test("a download is of the book of its page, and its name says which")
    func downloads() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            let shared = try await browser.get("/money/export")
            try await choose(browser, "")
            let own = try await browser.get("/money/export")
            let ofBook = try await browser.get(try link(shared, "/money/export/file?format=csv"))
            #expect(ofBook.text.contains("9000") && !ofBook.text.contains("private tea"))
            #expect(ofBook["content-disposition"]?.contains("flowkeep Flat 3 2026-11-20.csv") == true)
            try await choose(browser, id(path))
            let ofOwn = try await browser.get(try link(own, "/money/export/file?format=csv"))
            #expect(ofOwn.text.contains("private tea") && !ofOwn.text.contains("9000"))
            #expect(ofOwn["content-disposition"]?.contains("flowkeep-2026-11-20.csv") == true)
            // A book that she is not in gives nothing.
            let none = try await browser.send("GET", "/money/export/file?format=csv&book=\(Self.foreign.text)", nil)
            #expect(none.status == 303 && none["location"] == "/money/books")
        }
    }

    @Test("a receipt is of the book of its page, and goes into it, whatever was chosen meanwhile")
    func receipts() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            let list = try await browser.get("/money")
            let entry = try #require(list.text.split(separator: "id=\"t-").dropFirst().first?.prefix { $0 != "\"" })
            let receipts = "/money/transactions/\(entry)/receipts"
            let page = try await browser.get(receipts)
            try await choose(browser, "")
            let token = try #require(Browser.formToken(page))
            var body = ""
            for (name, value) in [("csrf", token), ("book", id(path))] {
                body += "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }
            let disposition = "form-data; name=\"file\"; filename=\"Bill.jpg\""
            body += "--XX\r\nContent-Disposition: \(disposition)\r\nContent-Type: image/jpeg\r\n\r\n"
            let bytes = Array(body.utf8) + SamplePictures.jpeg(exif: []) + Array("\r\n--XX--\r\n".utf8)
            let added = try await browser.send("POST", receipts, bytes: bytes, type: Self.multipart)
            #expect(added["location"] == receipts)
            let shown = try await browser.get(receipts)
            #expect(shown.text.contains("Bill.jpg"))
            try await choose(browser, "")
            let file = try await browser.get(try link(shown, "/money/receipts/"))
            #expect(file.status == 200 && file["content-type"] == "image/jpeg")
        }
    }

    @Test("undo is offered in the book of the change and nowhere else")
    func undo() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            #expect(try await add(browser, "milk 60 cash").status == 303)
            let there = try await browser.get("/money")
            #expect(there.text.contains("action=\"/money/undo\""))
            #expect(try await add(browser, "bread 40 cash").status == 303)
            // A page of no book: what it sends would go into her own money.
            let books = try await browser.get("/money/books")
            #expect(books.text.contains("role=\"status\"") && !books.text.contains("action=\"/money/undo\""))
            try await choose(browser, "")
            // The page that offered it takes back the change of its book.
            let change = try #require(there.text.firstMatch(of: /name="change" value="([0-9]+)"/)).1
            let undone = try await browser.post("/money/undo", from: there, [("change", String(change))])
            #expect(undone.status == 303)
            try await choose(browser, id(path))
            let list = try await browser.get("/money").text
            #expect(list.contains("rent") && list.contains("bread") && !list.contains("milk"))
        }
    }

    @Test("a form that names what it changes is not offered for her own money; what was typed is shown")
    func goneByID() async throws {
        try await TestHousehold.run { household in
            let (browser, path) = try await begin(household)
            let list = try await browser.get("/money")
            let entry = try #require(list.text.split(separator: "id=\"t-").dropFirst().first?.prefix { $0 != "\"" })
            let gone = try await browser.get(path + "/delete")
            #expect(try await browser.post(path + "/delete", from: gone, []).status == 303)
            for act in ["", "/delete"] {
                let held = try await browser.post(
                    "/money/transactions/\(entry)\(act)",
                    from: list,
                    [("payee", "Landlord & Co"), ("version", "1")]
                )
                #expect(held.status == 404 && held.text.contains("Nothing was changed."))
                #expect(held.text.contains("Landlord &amp; Co"))
                #expect(!held.text.contains("action=\"/money/transactions"))
            }
            #expect(try await browser.get("/money").text.contains("private tea"))
        }
    }

    @Test("a form of a book that its sender is not in reaches no other, whatever it is and however it is sent")
    func walk() async throws {
        try await TestHousehold.run { household in
            let (browser, _) = try await begin(household)
            try await choose(browser, "")
            let page = try await browser.get("/today")
            let token = try #require(Browser.formToken(page))
            let before = try await browser.get("/money/export/file?format=json").text
            let forms = household.endpoints.filter { $0.surface == .page && $0.method == .post && $0.takesBook }
            #expect(forms.count > 40)
            for form in forms {
                let path = form.template.text.split(separator: "/").map { $0.hasPrefix("{") ? "0" : String($0) }
                let target = "/" + path.joined(separator: "/")
                let (bytes, type) = body(of: form, token, book: Self.foreign.text)
                let answer = try await browser.send("POST", target, bytes: bytes, type: type)
                let isLed = answer.status == 303 && answer["location"] == "/money/books"
                #expect(answer.status == 404 || isLed, "\(form.template.text): \(answer.status)")
            }
            #expect(try await browser.get("/money/export/file?format=json&book=own").text == before)
        }
    }

    /// A body as its form would send it, of another book.
    private func body(of form: Endpoint, _ token: String, book: String) -> (bytes: [UInt8], type: String) {
        if case .form = form.body {
            let text = "csrf=\(PercentCoding.encode(token))&book=\(book)&change=1&text=milk+60"
            return (Array(text.utf8), "application/x-www-form-urlencoded")
        }
        var text = ""
        for (name, value) in [("csrf", token), ("book", book)] {
            text += "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        text += "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
        text += "Content-Type: text/csv\r\n\r\nDate,Amount\r\n\r\n--XX--\r\n"
        return (Array(text.utf8), Self.multipart)
    }
}
