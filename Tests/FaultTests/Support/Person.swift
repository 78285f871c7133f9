import Composition
import Foundation
import Testing

/// Somebody who uses the API over the local socket of a server.
struct Person: Sendable {
    static let handle = "canary-handle-asha"
    static let passphrase = "violet-quorum-lantern-73-orbit-Thistle"

    let socket: SocketAPI
    private(set) var token = ""
    private(set) var recoveryCode = ""
    private(set) var account = ""
    private(set) var category = ""

    /// Signs up on a new server, and makes one account and one category.
    init(signingUpOn server: RunningServer, handle: String = Person.handle) async throws {
        socket = try Self.socket(of: server)
        let made = try await object(
            "POST",
            "/accounts",
            ["handle": handle, "passphrase": Self.passphrase],
            expecting: 201
        )
        token = try #require(made["token"] as? String)
        recoveryCode = try #require(made["recoveryCode"] as? String)
        let account = try await object(
            "POST",
            "/money/accounts",
            ["name": "Purse", "kind": "cash", "currency": "INR"],
            expecting: 201
        )
        self.account = try #require(account["id"] as? String)
        let category = try await object(
            "POST",
            "/money/categories",
            ["name": "Errands", "kind": "expense"],
            expecting: 201
        )
        self.category = try #require(category["id"] as? String)
    }

    /// Signs in on a server that has her account already, as a restored one does.
    init(signingInOn server: RunningServer, like other: Person) async throws {
        self.init(socket: try Self.socket(of: server), of: other)
        token = ""
        let made = try await object(
            "POST",
            "/sessions",
            ["handle": Self.handle, "passphrase": Self.passphrase],
            expecting: 201
        )
        token = try #require(made["token"] as? String)
    }

    private init(socket: SocketAPI, of other: Person) {
        self.socket = socket
        token = other.token
        recoveryCode = other.recoveryCode
        account = other.account
        category = other.category
    }

    /// The same session after the server was started again.
    func onRestarted(_ server: RunningServer) throws -> Person { Person(socket: try Self.socket(of: server), of: self) }

    private static func socket(of server: RunningServer) throws -> SocketAPI {
        SocketAPI(try SocketPath(directory: server.data + "/run", name: "local.sock"))
    }

    /// One request; the status and the body.
    func send(
        _ method: String,
        _ path: String,
        body: [UInt8] = [],
        contentType: String = "application/json",
        key: String? = nil
    ) async throws -> LocalAnswer {
        var request = LocalRequest(method, "/api/v1" + path, body: body, contentType: body.isEmpty ? nil : contentType)
        if !token.isEmpty { request.add("Authorization", Array("Bearer \(token)".utf8)) }
        if let key { request.add("Idempotency-Key", Array(key.utf8)) }
        return try await socket.send(request)
    }

    /// One request with a JSON body that must be answered as expected.
    @discardableResult
    func object(
        _ method: String,
        _ path: String,
        _ body: [String: Any]? = nil,
        expecting status: Int = 200
    ) async throws -> [String: Any] {
        let bytes = try body.map { Array(try JSONSerialization.data(withJSONObject: $0)) } ?? []
        let answer = try await send(method, path, body: bytes)
        guard answer.status == status else { throw UnexpectedAnswer(answer) }
        guard !answer.body.isEmpty else { return [:] }
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    /// Adds one expense.
    ///
    /// - Returns: whether the server said that it is kept.
    func add(payee: String, note: String? = nil, amount: String = "1.25") async throws -> Bool {
        var body: [String: Any] = [
            "date": "2026-03-05", "payee": payee,
            "postings": [["account": account, "amount": "-\(amount)"], ["category": category, "amount": amount]],
        ]
        body["note"] = note
        let answer = try await send(
            "POST",
            "/money/transactions",
            body: Array(try JSONSerialization.data(withJSONObject: body)),
            key: "key-" + String(payee.map { $0.isLetter || $0.isNumber ? $0 : "-" }.prefix(60))
        )
        if answer.status == 422 { throw UnexpectedAnswer(answer) }
        return answer.status == 201
    }

    /// The ordinals of all acts in the access history, newest first.
    func accessHistory() async throws -> [Int] {
        var ordinals: [Int] = []
        var cursor = ""
        while true {
            let page = try await object("GET", "/privacy/access-history?limit=200\(cursor)")
            ordinals += (page["items"] as? [[String: Any]] ?? []).compactMap { $0["ordinal"] as? Int }
            guard let next = page["nextCursor"] as? String else { return ordinals }
            cursor = "&cursor=\(next)"
        }
    }

    /// The payees of every transaction that a search finds.
    func payees(searching words: String) async throws -> [String] {
        var payees: [String] = []
        var cursor = ""
        while true {
            let query = words.isEmpty ? "" : "&q=\(words)"
            let page = try await object("GET", "/money/transactions?limit=200\(query)\(cursor)")
            let items = page["items"] as? [[String: Any]] ?? []
            payees += items.compactMap { $0["payee"] as? String }
            guard let next = page["next"] as? String else { return payees }
            cursor = "&cursor=\(next)"
        }
    }
}

struct UnexpectedAnswer: Error, CustomStringConvertible {
    let description: String

    init(_ answer: LocalAnswer) { description = "\(answer.status) \(String(decoding: answer.body, as: UTF8.self))" }
}
