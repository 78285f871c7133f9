import TestSupport
import Testing

@testable import Web

/// A form with a file, in pieces: it says what it says as a whole.
@Suite("Multipart stream")
struct MultipartStreamTests {
    private static let boundary = "----b0undary"

    private static func body(_ file: [UInt8]) -> [UInt8] {
        let before =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n--\(boundary)\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.xml\"\r\nContent-Type: text/xml\r\n\r\n"
        let after =
            "\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"differences\"\r\n\r\nkeep"
            + "\r\n--\(boundary)--\r\n"
        return Array(before.utf8) + file + Array(after.utf8)
    }

    /// Feeds a body in random pieces.
    private static func read(
        _ body: [UInt8],
        using generator: inout SeededGenerator
    ) throws -> (fields: FormFields, fileName: String?, file: [UInt8]) {
        var stream = try MultipartStream(boundary: boundary)
        var file: [UInt8] = []
        var rest = body[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...40, using: &generator))
            rest = rest.dropFirst(piece.count)
            try stream.take(piece) { file += $0 }
        }
        try stream.finish()
        return (stream.fields, stream.fileName, file)
    }

    @Test("pieces of any size give what the whole gives, also of a file that is full of half delimiters")
    func pieces() throws {
        var generator = SeededGenerator(seed: 7)
        for round in 0..<200 {
            var file: [UInt8] = []
            for _ in 0..<Int.random(in: 0...30, using: &generator) {
                file +=
                    [Array("\r\n--\(Self.boundary.dropLast())".utf8), [0x0D], [0x0A], [0x2D, 0x2D], [0x41, 0x00]]
                    .randomElement(using: &generator) ?? []
            }
            let body = Self.body(file)
            let whole = try MultipartForm(parsing: body, boundary: Self.boundary)
            let read = try Self.read(body, using: &generator)
            #expect(read.file == Array(whole.file?.bytes ?? []), "round \(round)")
            #expect(read.file == file)
            #expect(read.fileName == "a.xml")
            #expect(read.fields["csrf"] == "token")
            #expect(read.fields["differences"] == "keep")
        }
    }

    @Test("a body that is cut anywhere is refused")
    func cut() throws {
        var generator = SeededGenerator(seed: 7)
        let body = Self.body(Array("hello".utf8))
        for count in 0..<(body.count - 2) {
            #expect(throws: MultipartForm.Failure.self, "\(count)") {
                _ = try Self.read(Array(body.prefix(count)), using: &generator)
            }
        }
    }

    @Test("a second file, an endless head and an endless text are refused")
    func hostile() throws {
        var generator = SeededGenerator(seed: 7)
        let part = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nx\r\n"
        let second = part.replacing("name=\"f\"", with: "name=\"g\"")
        #expect(throws: MultipartForm.Failure.tooMany) {
            _ = try Self.read(Array("\(part)\(second)--\(Self.boundary)--\r\n".utf8), using: &generator)
        }
        let endless = "--\(Self.boundary)\r\n" + String(repeating: "a", count: 5000)
        #expect(throws: MultipartForm.Failure.malformed) { _ = try Self.read(Array(endless.utf8), using: &generator) }
        let text =
            "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n"
            + String(repeating: "a", count: 70_000)
        #expect(throws: MultipartForm.Failure.malformed) { _ = try Self.read(Array(text.utf8), using: &generator) }
    }
}
