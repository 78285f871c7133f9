import Money
import TestSupport
import Testing
import Vault

@testable import Web

/// Receipts in a browser that runs no scripts.
@Suite("Receipt pages", .serialized)
struct ReceiptPageTests {
    private static let type = "multipart/form-data; boundary=XX"
    private static let pdf = Array("%PDF-1.7\na bill\n%%EOF\n".utf8)

    /// A person with one entry; the address of its receipts.
    private func begin(_ household: TestHousehold) async throws -> (Browser, String) {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let today = try await browser.get("/today")
        _ = try await browser.post("/today/add", from: today, [("text", "coffee 120 #home"), ("do", "save")])
        let list = try await browser.get("/money")
        let id = try #require(list.text.split(separator: "id=\"t-").dropFirst().first?.prefix { $0 != "\"" })
        return (browser, "/money/transactions/\(id)")
    }

    private func upload(
        _ files: [(field: String, name: String, bytes: [UInt8])],
        to path: String,
        _ browser: Browser
    ) async throws -> RawAnswer {
        let page = try await browser.get(path)
        let token = try #require(Browser.formToken(page))
        var body = Array("--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n".utf8)
        for file in files {
            let disposition = "form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
            body += Array("--XX\r\nContent-Disposition: \(disposition)\r\nContent-Type: image/png\r\n\r\n".utf8)
            body += file.bytes + Array("\r\n".utf8)
        }
        return try await browser.send("POST", path, bytes: body + Array("--XX--\r\n".utf8), type: Self.type)
    }

    @Test("a photo is added with its small picture, stands with its entry, is removed and comes back")
    func journey() async throws {
        try await TestHousehold.run { household in
            let (browser, entry) = try await begin(household)
            let path = entry + "/receipts"
            #expect(!(try await browser.get("/money")).text.contains("txr__r"))
            let small = SamplePictures.webp(exif: nil)
            let added = try await upload(
                [("file", "Bill <1>.png", SamplePictures.jpeg(exif: [])), ("thumbnail", "thumbnail", small)],
                to: path,
                browser
            )
            #expect(added["location"] == path)
            let page = try await browser.get(path)
            #expect(page.text.contains("The receipt was added."))
            #expect(page.text.contains("Bill &lt;1&gt;.jpg"))
            let receipt = try #require(page.text.split(separator: "src=\"/money/receipts/").dropFirst().first)
            let place = "/money/receipts/" + receipt.prefix { $0 != "/" }
            let thumbnail = try await browser.get(place + "/thumbnail")
            #expect(thumbnail.body == small)
            #expect(thumbnail["content-type"] == "image/webp")
            let file = try await browser.get(place)
            #expect(file["content-type"] == "image/jpeg")
            #expect(file.all("content-security-policy").contains("sandbox; default-src 'none'"))
            #expect(try await browser.get(entry).text.contains("Bill &lt;1&gt;.jpg"))
            #expect(try await browser.get("/money").text.contains("txr__r"))
            let removed = try await browser.post(place + "/remove", from: page, [])
            #expect(removed["location"] == path)
            let after = try await browser.get(path)
            #expect(after.text.contains("It can be undone for 30 days."))
            #expect(!after.text.contains("Bill &lt;1&gt;"))
            let change = try #require(after.text.split(separator: "name=\"change\" value=\"").dropFirst().first)
            _ = try await browser.post("/money/undo", from: after, [("change", String(change.prefix { $0 != "\"" }))])
            #expect(try await browser.get(path).text.contains("Bill &lt;1&gt;.jpg"))
        }
    }

    @Test("a PDF has no small picture, and is saved, not shown")
    func pdf() async throws {
        try await TestHousehold.run { household in
            let (browser, entry) = try await begin(household)
            let path = entry + "/receipts"
            // A browser without a script sends the empty field of the small picture, or none.
            let added = try await upload([("file", "bill.pdf", Self.pdf), ("thumbnail", "", [])], to: path, browser)
            #expect(added.status == 303)
            let page = try await browser.get(path)
            #expect(!page.text.contains("/thumbnail\""))
            let link = try #require(page.text.split(separator: "href=\"/money/receipts/").dropFirst().first)
            let file = try await browser.get("/money/receipts/" + link.prefix { $0 != "\"" })
            #expect(file.body == Self.pdf)
            #expect(file["content-disposition"]?.hasPrefix("attachment; ") == true)
        }
    }

    @Test("what is no receipt is refused beside its field, and nothing is lost")
    func refused() async throws {
        try await TestHousehold.run { household in
            let (browser, entry) = try await begin(household)
            let path = entry + "/receipts"
            let page = Array("<html><script>alert(1)</script>".utf8)
            let big = SamplePictures.jpeg(exif: [])
            for (files, sentence) in [
                ([("file", "x.jpg", page)], "Only pictures (JPEG, PNG, WebP) and PDFs"),
                ([("file", "", [])], "Choose a file."),
                ([("file", "x.jpg", Array(big.dropLast(5)))], "damaged or not whole"),
                ([("file", "x.jpg", big), ("thumbnail", "t", big)], "small picture sent with the file"),
            ] as [([(String, String, [UInt8])], String)] {
                let answer = try await upload(files, to: path, browser)
                #expect(answer.status == 422)
                #expect(answer.text.contains(sentence), "\(sentence)")
                #expect(answer.text.contains("aria-invalid=\"true\""))
                #expect(household.files.everything.isEmpty)
            }
            _ = try await upload([("file", "bill.pdf", Self.pdf)], to: path, browser)
            let twice = try await upload([("file", "bill.pdf", Self.pdf)], to: path, browser)
            #expect(twice.text.contains("The entry has this receipt already."))
            #expect(household.files.everything.count == 1)
            let large = try await browser.send(
                "POST",
                path,
                nil,
                type: Self.type,
                fields: ["Content-Type: \(Self.type)", "Content-Length: \(ReceiptLimits.byteCount * 2)"]
            )
            #expect(large.status == 413)
            #expect(large.text.contains("10 MB"))
        }
    }

    @Test("the book and its receipts are saved as one archive")
    func archive() async throws {
        try await TestHousehold.run { household in
            let (browser, entry) = try await begin(household)
            #expect(!(try await browser.get("/money/export")).text.contains("receipts=true"))
            _ = try await upload([("file", "bill.pdf", Self.pdf)], to: entry + "/receipts", browser)
            let page = try await browser.get("/money/export")
            #expect(page.text.contains("/money/export/file?format=beancount&amp;book=own&amp;receipts=true"))
            let answer = try await browser.get("/money/export/file?format=beancount&receipts=true")
            #expect(answer["content-type"] == "application/zip")
            #expect(answer["content-disposition"] == "attachment; filename=\"flowkeep-2026-11-20.zip\"")
            let files = try ZIPFiles.read(answer.body)
            #expect(files.map(\.name) == ["flowkeep-2026-11-20.beancount", "receipts/2026-11-20-coffee-1.pdf"])
            #expect(files.last?.content == Self.pdf)
            let book = String(decoding: files[0].content, as: UTF8.self)
            #expect(book.contains("2026-11-20 document Assets:Cash \"receipts/2026-11-20-coffee-1.pdf\""))
            // A receipt that is damaged does not keep the rest.
            household.files.alter { $0[$0.count - 1] ^= 1 }
            let rest = try ZIPFiles.read(try await browser.get("/money/export/file?format=json&receipts=true").body)
            #expect(rest.map(\.name) == ["flowkeep-2026-11-20.json", "receipts/UNREADABLE.txt"])
        }
    }
}
