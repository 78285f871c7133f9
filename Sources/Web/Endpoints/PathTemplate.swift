/// The path of a route, with named parameters for single segments: `/api/v1/money/transactions/{id}`.
///
/// Also what diagnostics say about a request, instead of the path that was asked for.
package struct PathTemplate: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    package let text: String
    let segments: [Segment]

    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "a path template begins with a slash")
        self.text = text
        segments =
            text == "/"
            ? []
            : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
                part.hasPrefix("{") && part.hasSuffix("}")
                    ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
            }
    }

    package var parameterNames: [String] {
        segments.compactMap { segment in
            if case .parameter(let name) = segment { name } else { nil }
        }
    }

    /// The parameters' values when the segments fit; nil otherwise.
    func match(_ path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, value) in zip(segments, path) {
            switch segment {
            case .literal(let text):
                guard text == value else { return nil }
            case .parameter(let name):
                parameters[name] = value
            }
        }
        return parameters
    }
}
