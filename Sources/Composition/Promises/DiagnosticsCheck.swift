import Assurance
import Logging
import Sealing
import Web

/// LOG-1: what diagnostics say of a request.
struct DiagnosticsCheck: PromiseCheck {
    let promise = PromiseID.log1
    let method =
        "Sends marked text to the HTTPS listener in a path, a query, headers, a cookie, a token, JSON and a form, and "
        + "searches the last \(RecentLines.countMaximum) lines of the server's diagnostics for it, as it is and "
        + "encoded. Tests search all files as well (CanaryTests)."
    let probe: ServerProbe?
    /// What was written last.
    var lines: @Sendable () -> [String] = { Diagnostics.recent.all }
    /// Writes a line that must be found, so that nothing found means something.
    var announce: @Sendable (Int) -> Void = { count in
        Diagnostics.logger("promises").notice("diagnostics are searched", metadata: ["requests": "\(count)"])
    }

    /// Sends one request: method, path, fields and body.
    var send: @Sendable (ServerProbe, (String, String, [(String, String)], String)) async throws -> Void = {
        let fields = $1.2.map { (name: $0.0, value: $0.1) }
        _ = try await $0.answer($1.0, $1.1, fields: fields, body: $1.3)
    }

    func run() async throws -> PromiseFinding {
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        let mark = "canary" + Self.hexadecimal(SecureRandom.bytes(count: 12))
        let requests = Self.requests(with: mark)
        for request in requests {
            try await send(probe, (request.method, request.path, request.fields, request.body))
        }
        announce(requests.count)
        let lines = lines()
        let hitCount = lines.count { line in Self.forms(of: mark).contains { line.contains($0) } }
        let isSeen = lines.contains { $0.contains("diagnostics are searched requests=\(requests.count)") }
        return PromiseFinding([
            Evidence("Requests with marked text", "\(requests.count) answered", isAsPromised: !requests.isEmpty),
            Evidence("Lines that hold it", "\(hitCount) of \(lines.count)", isAsPromised: hitCount == 0),
            Evidence("A line that was to be found", isSeen ? "is found" : "is missing", isAsPromised: isSeen),
        ])
    }

    private struct Marked {
        let method: String
        let path: String
        var fields: [(String, String)] = []
        var body = ""
    }

    private static func requests(with mark: String) -> [Marked] {
        let json = ("Content-Type", "application/json")
        let form = ("Content-Type", "application/x-www-form-urlencoded")
        return [
            Marked(method: "GET", path: "/\(mark)"), Marked(method: "GET", path: "/api/v1/trust?q=\(mark)"),
            Marked(method: "GET", path: "/", fields: [("User-Agent", mark), ("Referer", "https://\(mark).example/")]),
            Marked(method: "GET", path: "/today", fields: [("Cookie", "__Host-flowkeep-session=\(mark)")]),
            Marked(method: "GET", path: "/api/v1/money/accounts", fields: [("Authorization", "Bearer \(mark)")]),
            Marked(method: "POST", path: "/api/v1/sessions", fields: [json], body: "{\"handle\":\"\(mark)"),
            Marked(method: "POST", path: "/api/v1/sessions", fields: [json], body: "{\"\(mark)\":\"\(mark)\"}"),
            Marked(method: "POST", path: "/sign-in", fields: [form], body: "handle=\(mark)&passphrase=\(mark)"),
        ]
    }

    /// As it is, and as it would stand in base64 from any of three places, without what depends on its neighbours.
    private static func forms(of mark: String) -> [String] {
        [mark, mark.uppercased(), hexadecimal(Array(mark.utf8))]
            + (0..<3).map { lead in
                let coded = base64([UInt8](repeating: 0, count: lead) + Array(mark.utf8))
                return String(coded.dropFirst(4).dropLast(4))
            }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var (text, buffer, bitCount): ([UInt8], Int, Int) = ([], 0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(digits[buffer >> bitCount & 63])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
