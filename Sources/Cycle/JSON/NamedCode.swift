/// A code of the diary that has a name in JSON and in files.
///
/// Names are stable, as the numbers on disk are: programs of others hold them.
///
/// - Source: docs/spec/cycle-json.md §3.
package protocol NamedCode: CaseIterable, Hashable, Sendable {
    /// Lower-case words joined by hyphens.
    var codeName: String { get }
}

extension NamedCode {
    /// Nil for a name that names nothing.
    package init?(codeName: String) {
        guard let code = Self.allCases.first(where: { $0.codeName == codeName }) else { return nil }
        self = code
    }
}
