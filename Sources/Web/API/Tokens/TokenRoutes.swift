import HTTPTypes
import Identity

/// Which scope of a token lets its bearer in where: the whole list, and nothing beside it.
///
/// A test walks every route with every scope and holds it against this.
/// - Source: docs/spec/api-tokens.md §3.
struct TokenRoutes: Sendable {
    private static let money = "/api/v1/money"
    private static let cycle = "/api/v1/cycle"

    /// What reads, below `money`.
    private static let moneyReads = [
        "/accounts", "/accounts/{id}", "/categories", "/categories/{id}", "/transactions", "/transactions/{id}",
        "/settings", "/budgets", "/budgets/{id}", "/recurring", "/recurring/{id}", "/goals", "/goals/{id}", "/people",
        "/loans", "/loans/{id}", "/reports/spending", "/reports/cash-flow", "/reports/balances", "/reports/net-worth",
        "/reports/budget",
    ]

    /// What changes, below `money`, beside the adding of entries.
    private static let moneyWrites: [(HTTPRequest.Method, String)] = [
        (.put, "/transactions/{id}"), (.delete, "/transactions/{id}"), (.post, "/accounts"), (.put, "/accounts/{id}"),
        (.post, "/categories"), (.put, "/categories/{id}"),
    ]

    /// What reads, below `cycle`: predictions rest on a consent of their own, and are not among it.
    private static let diaryReads = ["/days", "/days/{date}"]
    private static let diaryWrites: [(HTTPRequest.Method, String)] = [
        (.put, "/days/{date}"), (.delete, "/days/{date}"),
    ]

    /// How many lines the list has, the three that add among them.
    static var count: Int { moneyReads.count + moneyWrites.count + diaryReads.count + diaryWrites.count + 3 }

    let services: WebServices

    /// The endpoint with what lets a token in, where something does.
    func around(_ endpoint: Endpoint) -> Endpoint {
        guard let scope = Self.scope(of: endpoint) else { return endpoint }
        return endpoint.with { endpoint in
            endpoint.tokenScope = scope
            guard !scope.reads else { return }
            endpoint.adding = TokenAdding(services: services).handler(for: endpoint.template.text)
            endpoint.responses.append(.init(.accepted, "Taken for the inbox: its owner finds it there."))
            endpoint.problems += [.storeFull, .notAllowed]
        }
    }

    static func scope(of endpoint: Endpoint) -> TokenScope? {
        let (method, path) = (endpoint.method, endpoint.template.text)
        if path.hasPrefix(money + "/") {
            return scope(method, String(path.dropFirst(money.count)), moneyReads, moneyWrites, .moneyRead, .moneyWrite)
                ?? (isMoneyAdding(method, path) ? .moneyAdd : nil)
        }
        guard path.hasPrefix(cycle + "/") else { return nil }
        return scope(method, String(path.dropFirst(cycle.count)), diaryReads, diaryWrites, .diaryRead, .diaryWrite)
            ?? (method == .patch && path == TokenAdding.day ? .diaryAdd : nil)
    }

    private static func isMoneyAdding(_ method: HTTPRequest.Method, _ path: String) -> Bool {
        method == .post && (path == TokenAdding.transactions || path == TokenAdding.line)
    }

    private static func scope(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ reads: [String],
        _ writes: [(HTTPRequest.Method, String)],
        _ read: TokenScope,
        _ write: TokenScope
    ) -> TokenScope? {
        if method == .get, reads.contains(path) { return read }
        return writes.contains { $0.0 == method && $0.1 == path } ? write : nil
    }
}
