/// The path of a route, with named parameters for single segments, `/api/v1/money/transactions/{id}`, or for all that
/// follow, `/log/tile/{path…}`.
///
/// Also what diagnostics say about a request, instead of the path that was asked for.
package struct PathTemplate: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
        /// All segments from here on, at least one: only at the end.
        case rest(String)

        init(_ text: Substring) {
            guard text.hasPrefix("{"), text.hasSuffix("}") else {
                self = .literal(String(text))
                return
            }
            let name = text.dropFirst().dropLast()
            self = name.hasSuffix("…") ? .rest(String(name.dropLast())) : .parameter(String(name))
        }
    }

    package let text: String
    let segments: [Segment]

    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "a path template begins with a slash")
        self.text = text
        segments =
            text == "/"
            ? []
            : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { Segment($0) }
    }

    package var parameterNames: [String] {
        segments.compactMap { segment in
            switch segment {
            case .parameter(let name), .rest(let name): name
            case .literal: nil
            }
        }
    }

    /// The parameters' values when the segments fit; nil otherwise.
    func match(_ path: [String]) -> [String: String]? {
        var isOpen = false
        if case .rest? = segments.last { isOpen = true }
        guard isOpen ? path.count >= segments.count : path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, value) in zip(segments, path) {
            switch segment {
            case .literal(let text):
                guard text == value else { return nil }
            case .parameter(let name):
                parameters[name] = value
            case .rest(let name):
                parameters[name] = path[(segments.count - 1)...].joined(separator: "/")
            }
        }
        return parameters
    }
}
