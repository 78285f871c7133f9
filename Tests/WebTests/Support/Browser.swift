import Synchronization
import Testing

@testable import Web

/// A browser without scripts: keeps cookies, follows redirects, fills the forms it is shown.
final class Browser: Sendable {
    private let server: TestServer
    private let cookies = Mutex<[String: String]>([:])

    init(server: TestServer) { self.server = server }

    func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }

    /// Fetches a page, following redirects.
    func get(_ path: String) async throws -> RawAnswer {
        var target = path
        for _ in 0..<5 {
            let answer = try await send("GET", target, nil)
            guard answer.status == 303, let location = answer["location"] else { return answer }
            target = String(location.prefix { $0 != "#" })
        }
        Issue.record("redirects without end")
        return try await send("GET", path, nil)
    }

    /// Sends a form with the token of the page it stands on; the answer is not followed.
    func post(_ path: String, from page: RawAnswer, _ fields: [(String, String)]) async throws -> RawAnswer {
        let token = try #require(Self.formToken(page))
        // A page of a shared book says so in each of its forms.
        let book = page.text.firstMatch(of: /name="book" value="([0-9a-z]+)"/).map { [("book", String($0.1))] } ?? []
        let pairs = ([("csrf", token)] + book + fields).map {
            PercentCoding.encode($0.0) + "=" + PercentCoding.encode($0.1)
        }
        return try await send("POST", path, pairs.joined(separator: "&"))
    }

    func send(
        _ method: String,
        _ target: String,
        _ body: String?,
        type: String = "application/x-www-form-urlencoded",
        fields: [String] = []
    )
        async throws -> RawAnswer
    {
        try await send(method, target, bytes: body.map { Array($0.utf8) }, type: type, fields: fields)
    }

    /// The same, with a body that is no text.
    func send(
        _ method: String,
        _ target: String,
        bytes body: [UInt8]?,
        type: String,
        fields: [String] = []
    ) async throws -> RawAnswer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
        if method == "POST" { head += "Origin: null\r\n" }
        for field in fields { head += field + "\r\n" }
        let jar = cookies.withLock { $0 }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !jar.isEmpty { head += "Cookie: \(jar)\r\n" }
        if let body { head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" }
        let answer = try await server.request(Array("\(head)\r\n".utf8) + (body ?? []))
        for setting in answer.all("set-cookie") {
            let pair = setting.split(separator: ";")[0].split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let isGone = setting.contains("Max-Age=0")
            cookies.withLock { $0[String(pair[0])] = isGone ? nil : String(pair[1]) }
        }
        return answer
    }

    static func formToken(_ page: RawAnswer) -> String? {
        let pieces = page.text.split(separator: "name=\"csrf\"")
        guard pieces.count > 1 else { return nil }
        return pieces[1].split(separator: "value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
    }
}
