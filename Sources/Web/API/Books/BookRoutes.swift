import HTTPTypes
import Primitives

/// Where a request may mean a shared book: everything that keeps, reads or imports money, and its export.
///
/// - Source: docs/spec/http-api.md §5.
enum BookRoutes {
    private static let pages = ["/today", "/money", "/settings"]
    private static let purposes: Set<Purpose> = [.moneyTracking, .moneyImport, .export]

    static func around(_ endpoint: Endpoint) -> Endpoint {
        guard endpoint.access == .unlocked, purposes.contains(endpoint.purpose), isOfMoney(endpoint) else {
            return endpoint
        }
        return endpoint.with { endpoint in
            endpoint.takesBook = true
            guard endpoint.surface == .api else { return }
            endpoint.query.append(.init(BookChoice.name, .id, "A shared book in place of the person's own."))
            for problem in [ProblemKind.noBook, .notAllowed] where !endpoint.problems.contains(problem) {
                endpoint.problems.append(problem)
            }
        }
    }

    private static func isOfMoney(_ endpoint: Endpoint) -> Bool {
        let path = endpoint.template.text
        switch endpoint.surface {
        case .api: return path.hasPrefix("/api/v1/money/")
        case .page: return pages.contains { path == $0 || path.hasPrefix($0 + "/") }
        default: return false
        }
    }
}
