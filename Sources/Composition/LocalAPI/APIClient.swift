import Glibc
import JSON
import Web

/// What a command asks of the API, in terms of the command line.
///
/// Passphrases and tokens are bytes from the file or the terminal to the socket: they never become a `String`.
package final class APIClient {
    let api: any LocalAPI
    private var token: [UInt8] = []

    package init(_ api: any LocalAPI) { self.api = api }

    /// Makes an account and signs in.
    ///
    /// - Returns: the recovery code, which is shown this once.
    package func signUp(handle: String, passphrase: [UInt8]) async throws(APIFailure) -> String {
        let answer = try object(try await send("POST", "/accounts", credentials(handle, passphrase)))
        try keepToken(answer)
        guard case .string(let code)? = answer["recoveryCode"] else { throw .unexpectedAnswer }
        return code
    }

    package func signIn(handle: String, passphrase: [UInt8]) async throws(APIFailure) {
        try keepToken(try object(try await send("POST", "/sessions", credentials(handle, passphrase))))
    }

    /// Ends this command's session, so that none is left behind.
    package func signOut() async throws(APIFailure) {
        guard !token.isEmpty else { return }
        _ = try await send("DELETE", "/sessions/current", nil)
        token = []
    }

    /// Quick add: the answer as it came, and what it means.
    package func quickAdd(
        _ text: String,
        isDryRun: Bool,
        today: String,
        idempotencyKey: String
    ) async throws(APIFailure) -> (json: [UInt8], understood: QuickAddReply) {
        let body = JSONWriter.object {
            $0.member("text", text)
            if isDryRun { $0.member("dryRun", true) }
            $0.member("today", today)
        }
        let json = try await send("POST", "/money/quick-add", body, idempotencyKey: idempotencyKey)
        return (json, try QuickAddReply(try object(json)))
    }

    /// Stages a statement file: read and compared, nothing kept yet.
    package func stageImport(
        _ bytes: [UInt8],
        query: String
    ) async throws(APIFailure) -> (json: [UInt8], preview: ImportReply) {
        let json = try await send("POST", "/money/imports\(query)", bytes, contentType: "application/octet-stream")
        return (json, try ImportReply(try object(json)))
    }

    /// The id of an account that is named by its name or by its id; nil when there is none.
    package func accountID(_ nameOrID: String) async throws(APIFailure) -> String? {
        let accounts = try object(try await send("GET", "/money/accounts", nil)).objects("items")
        let found =
            accounts.first { $0.text("id") == nameOrID }
            ?? accounts.first { $0.text("name")?.lowercased() == nameOrID.lowercased() }
        return found?.text("id")
    }

    package func commitImport(_ id: String, idempotencyKey: String) async throws(APIFailure) -> [UInt8] {
        try await send("POST", "/money/imports/\(id)/commit", [], idempotencyKey: idempotencyKey)
    }

    package func dropImport(_ id: String) async throws(APIFailure) {
        _ = try await send("DELETE", "/money/imports/\(id)", nil)
    }

    /// The whole book as a file, handed on while it arrives.
    package func export(format: String, into sink: @escaping LocalBodySink) async throws(APIFailure) {
        let request = authorized(LocalRequest("GET", "/api/v1/money/export?format=\(format)"))
        let answer: LocalAnswer
        do {
            answer = try await api.send(request, into: sink)
        } catch {
            throw .local(error)
        }
        guard answer.status == 200 else { throw .problem(ProblemReply(answer)) }
    }

    /// A report, or the forecast, as JSON; `query` starts with `?` and is encoded, or is empty.
    package func report(_ name: String, query: String) async throws(APIFailure) -> [UInt8] {
        try await send("GET", (name == "forecast" ? "/money/" : "/money/reports/") + name + query, nil)
    }

    func send(
        _ method: String,
        _ path: String,
        _ body: [UInt8]?,
        contentType: String = "application/json",
        idempotencyKey: String? = nil,
        below prefix: String = "/api/v1"
    ) async throws(APIFailure) -> [UInt8] {
        var request = authorized(
            LocalRequest(
                method,
                prefix + path,
                body: body ?? [],
                contentType: body?.isEmpty == false ? contentType : nil
            )
        )
        if let idempotencyKey { request.add("Idempotency-Key", Array(idempotencyKey.utf8)) }
        let answer: LocalAnswer
        do {
            answer = try await api.send(request)
        } catch {
            throw .local(error)
        }
        guard (200..<300).contains(answer.status) else { throw .problem(ProblemReply(answer)) }
        return answer.body
    }

    private func authorized(_ request: LocalRequest) -> LocalRequest {
        var request = request
        if !token.isEmpty { request.add("Authorization", Array("Bearer ".utf8) + token) }
        return request
    }

    /// Asks what only whoever runs the installation may ask: `path` is below `/operator/v1`.
    func operate(_ method: String, _ path: String, _ body: [UInt8]? = nil) async throws(APIFailure) -> [UInt8] {
        try await send(method, path, body, below: "/operator/v1")
    }

    func object(_ json: [UInt8]) throws(APIFailure) -> JSONObject {
        do {
            guard case .object(let object) = try JSONParser.parse(json) else { throw APIFailure.unexpectedAnswer }
            return object
        } catch {
            throw .unexpectedAnswer
        }
    }

    private func keepToken(_ answer: JSONObject) throws(APIFailure) {
        guard case .string(let text)? = answer["token"] else { throw .unexpectedAnswer }
        token = Array(text.utf8)
    }

    /// `{"handle": …, "passphrase": …}`, the passphrase copied byte by byte.
    private func credentials(_ handle: String, _ passphrase: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(handle)
        var body = Array("{\"handle\":".utf8) + writer.bytes + Array(",\"passphrase\":\"".utf8)
        body.reserveCapacity(body.count + passphrase.count * 6 + 2)
        for byte in passphrase {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): body += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                body += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: body.append(byte)
            }
        }
        return body + Array("\"}".utf8)
    }
}

/// Why a command's request was not done.
package enum APIFailure: Error, Sendable {
    case local(LocalAPIError)
    case problem(ProblemReply)
    /// What was begun did not come to its end, for a reason that the server gave as a sentence.
    case notDone(String)
    /// Another version answers on the socket.
    case unexpectedAnswer
    /// What the log answered does not prove what it should.
    case log(LogFileError)

    package var sentence: String {
        switch self {
        case .local(let error): error.sentence
        case .problem(let problem): problem.sentence
        case .log(let error): error.sentence
        case .notDone(let sentence): sentence
        case .unexpectedAnswer: "The server's answer is not one this version knows; stop the server and start it again."
        }
    }
}
