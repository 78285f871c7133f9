import HTTPTypes
import Testing

@testable import Web

@Suite("Forms, uploads and media types")
struct BodyFormatTests {
    @Test("a form reads as the browser wrote it")
    func form() throws {
        let form = try FormFields(parsing: Array("a=1+2%2B3&b=%E2%82%B9&c=".utf8)[...])
        #expect(form["a"] == "1 2+3")
        #expect(form["b"] == "₹")
        #expect(form["c"] == "")
        #expect(form["d"] == nil)
    }

    @Test("a name that is declared repeatable may repeat, others may not")
    func repeatable() throws {
        let bytes = Array("add=1&add=2".utf8)[...]
        #expect(try FormFields(parsing: bytes, repeatable: ["add"]).all("add") == ["1", "2"])
        #expect(throws: FormFields.Failure.duplicate) { try FormFields(parsing: bytes) }
    }

    private func multipart(_ parts: String...) -> [UInt8] {
        Array((parts.map { "--XX\r\n\($0)\r\n" }.joined() + "--XX--\r\n").utf8)
    }

    @Test("an upload has fields and one file, whose name has lost its folder")
    func upload() throws {
        let form = try MultipartForm(
            parsing: multipart(
                "Content-Disposition: form-data; name=\"csrf\"\r\n\r\nabc",
                "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\x\\May.csv\"\r\n"
                    + "Content-Type: text/csv\r\n\r\na\r\n--X\r\nb"
            ),
            boundary: "XX"
        )
        #expect(form.fields["csrf"] == "abc")
        #expect(form.file?.name == "May.csv")
        #expect(form.file.map { String(decoding: $0.bytes, as: UTF8.self) } == "a\r\n--X\r\nb")
    }

    @Test("an upload that is cut, doubled or disguised is refused")
    func badUploads() {
        let field = "Content-Disposition: form-data; name=\"a\"\r\n\r\n1"
        let file = "Content-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n1"
        let file2 = "Content-Disposition: form-data; name=\"g\"; filename=\"x\"\r\n\r\n1"
        #expect(throws: MultipartForm.Failure.duplicate) {
            try MultipartForm(parsing: multipart(field, field), boundary: "XX")
        }
        #expect(throws: MultipartForm.Failure.tooMany) {
            try MultipartForm(parsing: multipart(file, file2), boundary: "XX")
        }
        for length in 0..<multipart(field).count - 2 where length != multipart(field).count - 2 {
            #expect(throws: MultipartForm.Failure.malformed) {
                try MultipartForm(parsing: Array(multipart(field).prefix(length)), boundary: "XX")
            }
        }
        for head in [
            "Content-Disposition: attachment; name=\"a\"", "Content-Disposition: form-data", "X: y", "",
            "Content-Disposition: form-data; name=a",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
        ] {
            #expect(throws: MultipartForm.Failure.malformed, "\(head)") {
                try MultipartForm(parsing: multipart("\(head)\r\n\r\n1"), boundary: "XX")
            }
        }
        #expect(throws: MultipartForm.Failure.malformed) {
            try MultipartForm(parsing: multipart(field), boundary: "YY")
        }
    }

    @Test("a media type is read with its parameters, and refused when it has one twice or none of its value")
    func mediaTypes() {
        #expect(ContentType("Text/CSV; Charset=\"UTF-8\"")?.media == "text/csv")
        #expect(ContentType("text/csv; charset=UTF-8")?.isUTF8 == true)
        #expect(ContentType("text/csv; charset=latin1")?.isUTF8 == false)
        for text in ["", "text", "text/", "a/b; c", "a/b; c=", "a/b; c=1; c=2", "a/b; c=\"x", "a b/c", "a/b/c"] {
            #expect(ContentType(text) == nil, "\(text)")
        }
    }

    @Test("a text format accepts what its published pattern accepts")
    func patterns() throws {
        let samples = [
            "", "a", "A", "INR", "inr", "2026-11-20", "2026-02-30", "1", "-1.50", "1.", ".5", "1.23456", "1e3", "é",
            "a\nb", "a\tb",
            "a\u{7F}", "\"v1\"", "\"\"", "month", "month,category", "month,month", "category,",
            "0123456789012345678901",
        ]
        for format in TextFormat.allCases {
            guard let pattern = format.pattern else { continue }
            let expression = try Regex(pattern.replacing(#"\u00"#, with: #"\x"#))
            for sample in samples where format.fault(in: sample) == nil {
                #expect(sample.firstMatch(of: expression) != nil, "\(format) takes \(sample), its pattern does not")
            }
        }
    }

    @Test("form tokens differ each time, belong to one secret, and no change is admitted")
    func tokens() {
        let secret = FormSecret("open-1")
        let token = secret.token()
        #expect(token != secret.token())
        #expect(secret.admits(token))
        #expect(!FormSecret("open-2").admits(token))
        for index in token.indices {
            var changed = token
            changed.replaceSubrange(index...index, with: token[index] == "0" ? "1" : "0")
            #expect(!secret.admits(changed))
        }
        #expect(!secret.admits(""))
        #expect(!secret.admits(String(repeating: "0", count: 52)))
    }

    @Test("routes: a path without parameters wins, parameters take one segment, methods are told apart")
    func routes() {
        let nothing: Endpoint.Handler = { _ in .noContent }
        let table = RouteTable([
            Endpoint(.get, "/a/{id}", surface: .api, access: .anyone, handler: nothing),
            Endpoint(.delete, "/a/{id}", surface: .api, access: .anyone, handler: nothing),
            Endpoint(.get, "/a/new", surface: .api, access: .anyone, handler: nothing),
        ])
        guard case .endpoint(2, _) = table.match(.get, path: "/a/new", segments: ["a", "new"]) else {
            Issue.record("the fixed path does not win")
            return
        }
        guard case .endpoint(1, let parameters) = table.match(.delete, path: "/a/7", segments: ["a", "7"]) else {
            Issue.record("the method is not told apart")
            return
        }
        #expect(parameters == ["id": "7"])
        guard case .methodNotAllowed("GET, DELETE, HEAD") = table.match(.post, path: "/a/7", segments: ["a", "7"])
        else {
            Issue.record("the allowed methods are not named")
            return
        }
        guard case .notFound = table.match(.get, path: "/a/7/b", segments: ["a", "7", "b"]) else {
            Issue.record("a parameter takes more than a segment")
            return
        }
    }
}
