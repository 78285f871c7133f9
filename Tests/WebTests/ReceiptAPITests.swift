import Money
import Primitives
import TestSupport
import Testing
import Vault

@testable import Web

/// Receipts as a program uses them.
@Suite("Receipts API", .serialized)
struct ReceiptAPITests {
    private static let secret = Array("GPS 28.6139 N 77.2090 E".utf8)
    private static let pdf = Array("%PDF-1.7\nmarked words of a bill\n%%EOF\n".utf8)

    private static func jpeg(_ orientation: UInt8 = 6) -> [UInt8] {
        SamplePictures.jpeg(exif: SamplePictures.tiff(orientation: orientation, true, note: secret))
    }

    private static func entry(_ caller: APICaller) async throws -> (id: String, path: String) {
        let book = try await APIBook(caller)
        let made = try await caller.call("POST", "/money/transactions", book.transaction("120.00"), expecting: 201)
        let id = try #require(made.text("id"))
        return (id, "/money/transactions/\(id)/receipts")
    }

    @Test("a picture is kept without its place, sealed, handed out guarded, removed and undone")
    func journey() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (id, path) = try await Self.entry(caller)
            let jpeg = Self.jpeg()
            let made = try await caller.call("POST", path + "?filename=IMG_1.PNG", bytes: jpeg, expecting: 201)
            #expect(made.text("name") == "IMG_1.jpg", "what it is, its bytes say")
            #expect(made.text("mediaType") == "image/jpeg")
            #expect(made.text("width") == "640")
            #expect(made.text("transaction") == id)
            let receipt = "/money/receipts/\(try #require(made.text("id")))"
            #expect(made.raw["location"] == "/api/v1" + receipt)
            let file = try await caller.call("GET", receipt + "/content", expecting: 200)
            #expect(file.raw["content-type"] == "image/jpeg")
            #expect(file.raw.all("content-security-policy").contains("sandbox; default-src 'none'"))
            #expect(file.raw["x-content-type-options"] == "nosniff")
            #expect(file.raw["cross-origin-resource-policy"] == "same-origin")
            #expect(file.raw["cache-control"] == "no-store")
            #expect(file.raw["content-disposition"]?.hasPrefix("inline; filename=\"IMG_1.jpg\"") == true)
            #expect(String(file.raw.body.count) == made.text("byteCount"))
            #expect(!file.raw.body.indices.contains { file.raw.body[$0...].starts(with: Self.secret) })
            #expect(file.raw.body.starts(with: [0xFF, 0xD8]) && file.raw.body.suffix(2) == [0xFF, 0xD9])
            for stored in household.files.everything {
                #expect(!stored.indices.contains { stored[$0...].starts(with: file.raw.body.prefix(40)) })
            }
            #expect(try await caller.call("GET", path, expecting: 200).count("items") == 1)
            #expect(try await caller.call("GET", receipt, expecting: 200).text("id") == made.text("id"))
            try await caller.call("GET", receipt + "/thumbnail", expecting: 404)
            try await caller.call("DELETE", receipt, expecting: 204)
            try await caller.call("GET", receipt + "/content", expecting: 404)
            try await caller.call("DELETE", receipt, expecting: 404)
            #expect(try await caller.call("GET", path, expecting: 200).count("items") == 0)
            let undoable = try await caller.call("GET", "/money/undo", expecting: 200)
            let change = try #require(undoable.text("items/0/change"))
            try await caller.call("POST", "/money/undo", #"{"change":"\#(change)"}"#, expecting: 204)
            #expect(try await caller.call("GET", receipt + "/content", expecting: 200).raw.body == file.raw.body)
        }
    }

    @Test("a PDF is an attachment, and its words lie nowhere in clear")
    func pdf() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (_, path) = try await Self.entry(caller)
            let made = try await caller.call(
                "POST",
                path + "?filename=M%C3%BCller.pdf",
                bytes: Self.pdf,
                expecting: 201
            )
            let receipt = "/money/receipts/\(try #require(made.text("id")))/content"
            let file = try await caller.call("GET", receipt, expecting: 200)
            #expect(file.raw.body == Self.pdf)
            let name = "attachment; filename=\"M_ller.pdf\"; filename*=UTF-8''M%C3%BCller.pdf"
            #expect(file.raw["content-disposition"] == name)
            let words = Array("marked words".utf8)
            for stored in household.files.everything {
                #expect(!stored.indices.contains { stored[$0...].starts(with: words) })
            }
        }
    }

    @Test("what is no receipt is refused with a sentence, and nothing of it is kept")
    func refused() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (_, path) = try await Self.entry(caller)
            for bytes in [Array("<html>hello</html>".utf8), Array("GIF89a......".utf8), Array(Self.jpeg().dropLast(9))]
            {
                let answer = try await caller.call("POST", path, bytes: bytes, expecting: 422)
                #expect(answer.text("errors/0/pointer") == "file")
                #expect((answer.text("errors/0/reason") ?? "").count > 20)
            }
            try await caller.call("POST", "/money/transactions/0000000009g00/receipts", bytes: Self.pdf, expecting: 404)
            try await caller.call("POST", path, bytes: Self.pdf, expecting: 201)
            try await caller.call("POST", path, bytes: Self.pdf, expecting: 409)
            #expect(household.files.everything.count == 1)
            // Announced, and not one byte of it sent: the refusal does not wait for the body.
            let head =
                "POST /api/v1\(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(caller.token)\r\n"
                + "Content-Length: \(ReceiptLimits.byteCount + 1)\r\n\r\n"
            #expect(try await household.server.request(head).status == 413)
            #expect(household.files.everything.count == 1)
        }
    }

    @Test("a request that is repeated under its key makes one receipt and leaves one file")
    func repeated() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (_, path) = try await Self.entry(caller)
            let key = "Idempotency-Key: 2026-11-20-0001\r\n"
            let first = try await caller.call("POST", path, bytes: Self.pdf, fields: key, expecting: 201)
            let second = try await caller.call("POST", path, bytes: Self.pdf, fields: key, expecting: 201)
            #expect(first.text("id") == second.text("id"))
            #expect(household.files.everything.count == 1)
            household.files.fail(write: 1, with: .full)
            try await caller.call("POST", path, bytes: Self.jpeg(), expecting: 507)
            #expect(try await caller.call("GET", path, expecting: 200).count("items") == 1)
        }
    }

    @Test("a file that was altered, or is gone, is not handed out")
    func altered() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let (_, path) = try await Self.entry(caller)
            let made = try await caller.call("POST", path, bytes: Self.pdf, expecting: 201)
            let receipt = "/money/receipts/\(try #require(made.text("id")))/content"
            household.files.alter { $0[$0.count - 1] ^= 1 }
            try await caller.call("GET", receipt, expecting: 500)
            household.files.alter { $0 = [] }
            try await caller.call("GET", receipt, expecting: 500)
        }
    }

    @Test("the receipts of one person are not those of another")
    func strangers() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp("asha")
            let (_, path) = try await Self.entry(asha)
            let made = try await asha.call("POST", path, bytes: Self.pdf, expecting: 201)
            let receipt = "/money/receipts/\(try #require(made.text("id")))"
            let devika = try await household.signUp("devika")
            _ = try await APIBook(devika)
            for place in [receipt, receipt + "/content", receipt + "/thumbnail", path] {
                try await devika.call("GET", place, expecting: 404)
            }
            try await devika.call("DELETE", receipt, expecting: 404)
            let head = "GET /api/v1\(receipt)/content HTTP/1.1\r\nHost: localhost\r\n\r\n"
            #expect(try await household.server.request(head).status == 401)
        }
    }
}
