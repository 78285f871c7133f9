import HTTPTypes

/// Finds the endpoint for a method and a path.
///
/// Paths without parameters are looked up whole; the few templates with parameters are tried in order of declaration.
package struct RouteTable: Sendable {
    enum Match: Sendable {
        case endpoint(index: Int, parameters: [String: String])
        /// The path is known, the method is not; carries the value of `Allow`.
        case methodNotAllowed(allow: String)
        case notFound
    }

    package let endpoints: [Endpoint]
    private let fixed: [String: [Int]]
    private let templated: [[Int]]

    /// - Parameters:
    ///   - endpoints: all of the site: an index means the same one on every listener.
    ///   - isServed: whether a request is ever led there.
    package init(_ endpoints: [Endpoint], isServed: (Endpoint) -> Bool = { _ in true }) {
        self.endpoints = endpoints
        var fixed: [String: [Int]] = [:]
        var templated: [String: [Int]] = [:]
        var order: [String] = []
        for (index, endpoint) in endpoints.enumerated() where isServed(endpoint) {
            if endpoint.template.parameterNames.isEmpty {
                fixed[endpoint.template.text, default: []].append(index)
            } else {
                if templated[endpoint.template.text] == nil { order.append(endpoint.template.text) }
                templated[endpoint.template.text, default: []].append(index)
            }
        }
        self.fixed = fixed
        self.templated = order.compactMap { templated[$0] }
    }

    func match(_ method: HTTPRequest.Method, path: String, segments: [String]) -> Match {
        if let indices = fixed[path] { return choose(method, among: indices, parameters: [:]) }
        for indices in templated {
            guard let first = indices.first, let parameters = endpoints[first].template.match(segments) else {
                continue
            }
            return choose(method, among: indices, parameters: parameters)
        }
        return .notFound
    }

    /// HEAD is answered by the GET endpoint; the body is left out when it is sent.
    private func choose(_ method: HTTPRequest.Method, among indices: [Int], parameters: [String: String]) -> Match {
        let wanted = method == .head ? .get : method
        if let index = indices.first(where: { endpoints[$0].method == wanted }) {
            return .endpoint(index: index, parameters: parameters)
        }
        var allowed = indices.map { endpoints[$0].method.rawValue }
        if allowed.contains("GET") { allowed.append("HEAD") }
        return .methodNotAllowed(allow: allowed.joined(separator: ", "))
    }
}
