import Logging
import Synchronization
import Testing

@testable import Web

/// What the dispatcher refuses before a handler sees it.
@Suite("Request checks", .serialized)
struct RequestCheckTests {
    static let token = "open-abc"

    private func post(_ path: String, _ lines: String, _ body: String, type: String = "application/json") -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n"
            + "\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test(
        "a form is taken only from our own pages",
        arguments: [
            ("Origin: https://evil.example\r\n", 403),
            ("Origin: http://localhost\r\n", 403),
            ("Origin: https://localhost:9\r\n", 403),
            ("Sec-Fetch-Site: cross-site\r\n", 403),
            ("Sec-Fetch-Site: same-site\r\n", 403),
            ("Sec-Fetch-Site: none\r\n", 403),
            ("Origin: null\r\nSec-Fetch-Site: cross-site\r\n", 403),
            ("Origin: https://localhost\r\nOrigin: https://localhost\r\n", 403),
            ("Origin: null\r\nSec-Fetch-Site: same-origin\r\n", 200),
            ("Origin: https://localhost\r\nSec-Fetch-Site: same-origin\r\n", 200),
            ("", 200),
        ]
    )
    func origins(lines: String, status: Int) async throws {
        let csrf = FormSecret(Self.token).token()
        try await TestServer.run { server in
            let cookie = "Cookie: __Host-flowkeep=\(Self.token)\r\n"
            let form = "application/x-www-form-urlencoded"
            let answer = try await server.request(post("/form", cookie + lines, "csrf=\(csrf)&text=hi", type: form))
            #expect(answer.status == status)
        }
    }

    @Test("a form without the token of its session is refused, also with the token of another")
    func formTokens() async throws {
        try await TestServer.run { server in
            let cookie = "Cookie: __Host-flowkeep=\(Self.token)\r\n"
            let form = "application/x-www-form-urlencoded"
            let stranger = FormSecret("open-other").token()
            for body in ["text=hi", "csrf=&text=hi", "csrf=\(stranger)&text=hi"] {
                let answer = try await server.request(post("/form", cookie, body, type: form))
                #expect(answer.status == 403)
                #expect(answer["content-type"] == "text/html; charset=utf-8")
            }
        }
    }

    @Test("someone not signed in gets a cookie of her own for forms, and her form is taken with it only")
    func anonymousForms() async throws {
        try await TestServer.run { server in
            let page = try await server.request("GET /form HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let cookie = try #require(page["set-cookie"])
            #expect(cookie.hasPrefix("__Host-flowkeep-form="))
            #expect(cookie.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Strict"))
            let pair = cookie.split(separator: ";")[0]
            let form = "application/x-www-form-urlencoded"
            let taken = try await server.request(
                post("/form", "Cookie: \(pair)\r\n", "csrf=\(page.text)&text=hi", type: form)
            )
            #expect(taken.text == "hi")
            let refused = try await server.request(post("/form", "", "csrf=\(page.text)&text=hi", type: form))
            #expect(refused.status == 403)
        }
    }

    @Test("a script with a cookie must show that it is ours; a bearer token needs no such proof")
    func apiOrigins() async throws {
        try await TestServer.run { server in
            let cookie = "Cookie: __Host-flowkeep=\(Self.token)\r\n"
            let body = #"{"text":"a"}"#
            try await server.expect(403, post("/api/v1/notes", cookie, body))
            let proof = "X-CSRF-Token: \(FormSecret(Self.token).token())\r\n"
            try await server.expect(201, post("/api/v1/notes", cookie + proof, body))
            let ours = "Sec-Fetch-Site: same-origin\r\n"
            try await server.expect(201, post("/api/v1/notes", cookie + ours, body))
            let foreign = "Origin: https://evil.example\r\n"
            try await server.expect(403, post("/api/v1/notes", cookie + foreign, body))
            let bearer = "Authorization: Bearer \(Self.token)\r\n"
            try await server.expect(201, post("/api/v1/notes", bearer + foreign, body))
        }
    }

    @Test(
        "a body that is not what the route declares is refused",
        arguments: [
            (#"{"text":"a","text":"b"}"#, "application/json", 400, "malformed-body"),
            ("{\"text\":\"\u{FEFF}a\"", "application/json", 400, "malformed-body"),
            (#"{"text":"a"} {}"#, "application/json", 400, "malformed-body"),
            (#"{"text":"\ud800"}"#, "application/json", 400, "malformed-body"),
            (#"{"text":"a","other":1}"#, "application/json", 422, "invalid"),
            (#"{"text":1}"#, "application/json", 422, "invalid"),
            (#"{"amount":"1"}"#, "application/json", 422, "invalid"),
            (#"{"text":"a","amount":"1e9"}"#, "application/json", 422, "invalid"),
            (#"{"text":"a","tags":["1","2","3","4"]}"#, "application/json", 422, "invalid"),
            (#"[]"#, "application/json", 422, "invalid"),
            (#"{"text":"a"}"#, "application/json; charset=utf-16", 415, "unsupported-media-type"),
            (#"{"text":"a"}"#, "text/plain", 415, "unsupported-media-type"),
            (#"{"text":"a"}"#, "application/json; charset=utf-8; charset=utf-7", 415, "unsupported-media-type"),
            ("text=a", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        ]
    )
    func bodies(body: String, type: String, status: Int, problem: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.request(post("/api/v1/open", "", body, type: type))
            #expect(answer.status == status)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer.text.contains(#""type":"urn:flowkeep:problem:\#(problem)""#))
        }
    }

    @Test("bytes that are not UTF-8, and compressed bodies, are refused")
    func encodings() async throws {
        try await TestServer.run { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            let head = "POST /api/v1/open HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            try await client.send(
                Array("\(head)Content-Length: 12\r\n\r\n{\"text\":\"".utf8) + [0xC3, 0x28] + Array("\"".utf8)
            )
            #expect(try await client.answer().status == 400)
            let gzip = try await server.request(
                "\(head)Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
            )
            #expect(gzip.status == 415)
        }
    }

    @Test(
        "a form with a field twice, or a broken escape, is refused",
        arguments: [
            "csrf=CSRF&text=a&text=b", "csrf=CSRF&text=%zz", "csrf=CSRF&text=%ff", "csrf=CSRF&text=a%00b",
            "csrf=CSRF&=b",
        ]
    )
    func forms(body: String) async throws {
        let csrf = FormSecret(Self.token).token()
        try await TestServer.run { server in
            let answer = try await server.request(
                post(
                    "/form",
                    "Cookie: __Host-flowkeep=\(Self.token)\r\n",
                    body.replacing("CSRF", with: csrf),
                    type: "application/x-www-form-urlencoded"
                )
            )
            #expect(answer.status == 400)
        }
    }

    @Test("query parameters are checked: unknown, twice, out of range")
    func queries() async throws {
        try await TestServer.run { server in
            let bearer = "Host: localhost\r\nAuthorization: Bearer open-1\r\n\r\n"
            try await server.expect(200, "GET /api/v1/notes?limit=5 HTTP/1.1\r\n\(bearer)")
            try await server.expect(422, "GET /api/v1/notes?limit=0 HTTP/1.1\r\n\(bearer)")
            try await server.expect(422, "GET /api/v1/notes?other=1 HTTP/1.1\r\n\(bearer)")
            try await server.expect(400, "GET /api/v1/notes?limit=5&limit=6 HTTP/1.1\r\n\(bearer)")
        }
    }

    @Test("without a session the API says 401, with a locked one 423, and a token sent twice is nobody's")
    func sessions() async throws {
        try await TestServer.run { server in
            let get = "GET /api/v1/notes HTTP/1.1\r\nHost: localhost\r\n"
            let nobody = try await server.request("\(get)\r\n")
            #expect(nobody.status == 401)
            #expect(nobody["www-authenticate"] == "Bearer")
            try await server.expect(423, "\(get)Authorization: Bearer locked-1\r\n\r\n")
            try await server.expect(401, "\(get)Authorization: Basic open-1\r\n\r\n")
            let twice = "Authorization: Bearer open-1\r\nAuthorization: Bearer open-2\r\n\r\n"
            try await server.expect(401, "\(get)\(twice)")
            let cookies = "Cookie: __Host-flowkeep=open-1; __Host-flowkeep=open-2\r\n\r\n"
            try await server.expect(401, "\(get)\(cookies)")
        }
    }

    @Test("an edit needs If-Match")
    func ifMatch() async throws {
        try await TestServer.run { server in
            let body = #"{"text":"a"}"#
            let head =
                "PUT /api/v1/notes/7 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer open-1\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
            try await server.expect(428, "\(head)\r\n\(body)")
            try await server.expect(412, "\(head)If-Match: *\r\n\r\n\(body)")
            try await server.expect(200, "\(head)If-Match: \"v1\"\r\n\r\n\(body)")
        }
    }

    @Test("a failure nobody foresaw says nothing of itself, neither to the client nor in diagnostics")
    func unforeseen() async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in CollectingLogHandler(lines: lines) }
        try await TestServer.run(logger: logger) { server in
            let answer = try await server.request(
                "GET /api/v1/broken HTTP/1.1\r\nHost: localhost\r\nX-Secret: swordfish\r\n"
                    + "Authorization: Bearer open-xyzzy\r\n\r\n"
            )
            #expect(answer.status == 500)
            #expect(!answer.text.contains("hunter2"))
            _ = try await server.request("GET /private/plugh?q=opensesame HTTP/1.1\r\nHost: localhost\r\n\r\n")
        }
        let text = lines.all.joined(separator: "\n")
        #expect(text.contains("/api/v1/broken"))
        for secret in ["hunter2", "swordfish", "xyzzy", "plugh", "opensesame"] { #expect(!text.contains(secret)) }
    }
}

final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
}

struct CollectingLogHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(lines: LogLines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.append("\(event.level) \(event.message) \(event.metadata ?? [:]) \(metadata)")
    }
}
