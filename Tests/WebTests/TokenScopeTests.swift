import Cycle
import HTTPTypes
import Identity
import Money
import Primitives
import Testing

@testable import Web

/// Every route against every scope: what lets no token in lets none in.
///
/// - Source: docs/spec/api-tokens.md §3.
@Suite("API tokens: routes and scopes", .serialized)
struct TokenScopeTests {
    @Test("scopes name the trackers that there are")
    func trackers() {
        #expect(TokenScope.moneyRead.tracker == MoneyTracker.id)
        #expect(TokenScope.diaryRead.tracker == CycleTracker.id)
    }

    @Test("each line of the list is a route, asks for an open vault, and is of the scope's purpose")
    func declared() async throws {
        try await TestHousehold.run { household in
            let declared = household.endpoints.filter { $0.tokenScope != nil }
            #expect(declared.count == TokenRoutes.count, "a line of the list that is no route")
            for endpoint in declared {
                #expect(endpoint.access == .unlocked && endpoint.surface == .api, "\(endpoint.template.text)")
                #expect(endpoint.tokenScope?.purpose == endpoint.purpose, "\(endpoint.template.text)")
                #expect((endpoint.adding != nil) == (endpoint.tokenScope.map(Self.adds) ?? false))
                #expect((endpoint.method == .get) == (endpoint.tokenScope?.reads == true && !Self.writes(endpoint)))
            }
        }
    }

    @Test("nothing about tokens, sessions, locks, consents, exports, imports or history lets one in")
    func closed() async throws {
        let words = [
            "/sessions", "/accounts/current", "/accounts/recovery", "/privacy", "/inbox", "/lock", "/export",
            "/imports",
            "/undo", "/operator", "/factors", "/passkeys", "/staff", "/calendars",
        ]
        try await TestHousehold.run { household in
            for endpoint in household.endpoints where words.contains(where: endpoint.template.text.contains) {
                #expect(endpoint.tokenScope == nil, "\(endpoint.template.text)")
            }
            for endpoint in household.endpoints where endpoint.surface != .api {
                #expect(endpoint.tokenScope == nil, "\(endpoint.template.text)")
            }
        }
    }

    @Test("every route with every scope: only those that the list names answer otherwise than no")
    func walk() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            for purpose in ["cycle-diary", "cycle-prediction", "cycle-import"] {
                try await caller.call("PUT", "/privacy/consents/\(purpose)", #"{"given":true}"#, expecting: 204)
            }
            for scope in TokenScope.allCases {
                let token = try await Self.make([scope.name], caller)
                for endpoint in household.endpoints where Self.takesSession(endpoint) {
                    let answer = try await Self.ask(endpoint, token, household)
                    let isLetIn = endpoint.tokenScope.map { $0.isGranted(by: [scope]) } ?? false
                    let place = "\(endpoint.method) \(endpoint.template.text) with \(scope.name)"
                    if endpoint.surface != .api {
                        // A page leads to its door; it never answers a token with a page of hers.
                        #expect([303, 401, 403, 422].contains(answer.status), "\(place): \(answer.status)")
                    } else if isLetIn {
                        #expect(answer.status != 401 && answer.status != 403, "\(place): \(answer.text.prefix(300))")
                    } else {
                        #expect(answer.status == 403, "\(place): \(answer.status)")
                    }
                }
            }
            // It was nobody's fault of the walk: the sessions and tokens are all there.
            #expect(try await caller.call("GET", "/privacy/tokens", expecting: 200).count("items") == 6)
            try await caller.call("GET", "/sessions/current", expecting: 200)
        }
    }

    @Test("what a token is not for is refused and told, once an hour")
    func told() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let token = try await Self.make(["money-add"], caller)
            func tries() async throws -> Int {
                for _ in 0..<3 {
                    let fields = "Authorization: Bearer \(token)\r\n"
                    #expect(try await Self.get("/api/v1/money/accounts", fields, household).status == 403)
                }
                let history = try await caller.call("GET", "/privacy/access-history?limit=200", expecting: 200)
                return history.raw.text.ranges(of: #""act":"refusal""#).count
            }
            #expect(try await tries() == 1)
            household.clock.turn(seconds: 20 * 60)
            #expect(try await tries() == 1)
            household.clock.turn(seconds: 20 * 60)
            try await caller.call("GET", "/sessions/current", expecting: 200)
            household.clock.turn(seconds: 20 * 60)
            #expect(try await tries() == 2)
        }
    }

    @Test("an ended, a made-up and a mistyped token are nobody's; in a cookie even a good one is")
    func nobody() async throws {
        try await TestHousehold.run { household in
            let caller = try await household.signUp()
            let token = try await Self.make(["money-read"], caller)
            let good = try await Self.get("/api/v1/money/accounts", "Authorization: Bearer \(token)\r\n", household)
            #expect(good.status == 200)
            let cookie = "Cookie: __Host-flowkeep=\(token); __Host-session=\(token)\r\n"
            #expect(try await Self.get("/api/v1/money/accounts", cookie, household).status == 401)
            for text in ["fk_", "fk_" + String(repeating: "0", count: 56), token + "0", String(token.dropLast())] {
                let answer = try await Self.get(
                    "/api/v1/money/accounts",
                    "Authorization: Bearer \(text)\r\n",
                    household
                )
                #expect(answer.status == 401, "\(text.count)")
            }
            let list = try await caller.call("GET", "/privacy/tokens", expecting: 200)
            try await caller.call(
                "DELETE",
                "/privacy/tokens/" + (try #require(list.text("items/0/id"))),
                expecting: 204
            )
            let ended = try await Self.get("/api/v1/money/accounts", "Authorization: Bearer \(token)\r\n", household)
            #expect(ended.status == 401)
        }
    }

    static func make(_ scopes: [String], _ caller: APICaller) async throws -> String {
        let list = scopes.map { "\"\($0)\"" }.joined(separator: ",")
        let body = #"{"name":"\#(scopes.joined(separator: " "))","scopes":[\#(list)]}"#
        return try #require(try await caller.call("POST", "/privacy/tokens", body, expecting: 201).text("token"))
    }

    private static func adds(_ scope: TokenScope) -> Bool { !scope.reads }

    private static func writes(_ endpoint: Endpoint) -> Bool {
        endpoint.tokenScope == .moneyWrite || endpoint.tokenScope == .diaryWrite
    }

    private static func takesSession(_ endpoint: Endpoint) -> Bool {
        guard endpoint.surface != .operators else { return false }
        return endpoint.access == .session || endpoint.access == .unlocked
    }

    private static func get(_ path: String, _ fields: String, _ household: TestHousehold) async throws -> RawAnswer {
        let head = "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
        return try await household.server.request(Array(head.utf8))
    }

    private static func ask(_ endpoint: Endpoint, _ token: String, _ household: TestHousehold) async throws -> RawAnswer
    {
        var path = endpoint.template.text
        for name in endpoint.template.parameterNames {
            path = path.replacing("{\(name)}", with: name == "date" ? "2026-11-01" : "0000000000001")
        }
        var head =
            "\(endpoint.method.rawValue) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
        if endpoint.needsIfMatch { head += "If-Match: \"1\"\r\n" }
        if endpoint.method == .get || endpoint.method == .delete, case .none = endpoint.body {
            return try await household.server.request(Array("\(head)\r\n".utf8))
        }
        head += "Content-Type: application/json\r\nContent-Length: 2\r\n"
        return try await household.server.request(Array("\(head)\r\n{}".utf8))
    }
}
