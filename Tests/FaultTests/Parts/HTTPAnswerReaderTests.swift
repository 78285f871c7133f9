import Composition
import Testing

/// An answer of HTTP as it arrives, in whatever pieces.
@Suite("HTTP answers that arrive in pieces")
struct HTTPAnswerReaderTests {
    private static let chunked =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5\r\nhello\r\n6;x=1\r\n world\r\n0\r\n\r\n"
    private static let sized = "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone"
    private static let empty = "HTTP/1.1 204 No Content\r\n\r\n"

    private func read(_ text: String, by step: Int) throws -> (reader: HTTPAnswerReader, body: String) {
        try read(Array(text.utf8), by: step)
    }

    private func read(_ bytes: [UInt8], by step: Int) throws -> (reader: HTTPAnswerReader, body: String) {
        var reader = HTTPAnswerReader()
        var body: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            try reader.take(bytes[start..<min(bytes.count, start + step)]) { status, part in
                #expect(status >= 200)
                body += part
            }
        }
        return (reader, String(decoding: body, as: UTF8.self))
    }

    @Test("pieces of any size give the same body", arguments: [1, 2, 3, 7, 1000])
    func steps(_ step: Int) throws {
        let chunked = try read(Self.chunked, by: step)
        #expect(chunked.reader.isWhole && chunked.reader.status == 200 && chunked.body == "hello world")
        let sized = try read(Self.sized, by: step)
        #expect(sized.reader.isWhole && sized.reader.status == 404 && sized.body == "none")
        let empty = try read(Self.empty, by: step)
        #expect(empty.reader.isWhole && empty.reader.status == 204 && empty.body.isEmpty)
    }

    @Test("whatever the answer is cut at, it is not whole")
    func cut() throws {
        for text in [Self.chunked, Self.sized] {
            for count in 0..<text.utf8.count {
                #expect(try !read(Array(text.utf8.prefix(count)), by: 5).reader.isWhole, "\(count)")
            }
        }
    }

    @Test(
        "what is not HTTP is refused",
        arguments: [
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
            "HTTP/1.1 200 OK\r\n\r\nno length", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
            String(repeating: "x", count: 70_000),
        ]
    )
    func refused(_ text: String) {
        #expect(throws: LocalAPIError.noAnswer) { try read(text, by: 1000) }
    }
}
