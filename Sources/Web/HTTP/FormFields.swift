/// The fields of a form or a query: `application/x-www-form-urlencoded`, read strictly.
///
/// A name that appears twice is refused unless it is declared repeatable: whoever inspects the first and whoever uses
/// the last must not see two different requests. Source: docs/spec/http-api.md §5.
package struct FormFields: Hashable, Sendable {
    package enum Failure: Error, Hashable, Sendable {
        /// Broken percent-encoding, or not UTF-8, or a NUL.
        case malformed
        case duplicate
        case tooMany
    }

    package static let none = FormFields(values: [])
    private static let countMaximum = 1000

    private var values: [(name: String, value: String)]

    private init(values: [(name: String, value: String)]) { self.values = values }

    package init(
        parsing bytes: ArraySlice<UInt8>,
        repeatable: Set<String> = []
    ) throws(Failure) {
        guard !bytes.isEmpty else {
            self = .none
            return
        }
        var values: [(name: String, value: String)] = []
        var seen: Set<String> = []
        for pair in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            guard values.count < Self.countMaximum else { throw .tooMany }
            let separator = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = PercentCoding.decode(pair[..<separator], plusIsSpace: true),
                let value = PercentCoding.decode(pair[separator...].dropFirst(), plusIsSpace: true),
                !name.isEmpty, !name.utf8.contains(0), !value.utf8.contains(0)
            else { throw .malformed }
            guard seen.insert(name).inserted || repeatable.contains(name) else { throw .duplicate }
            values.append((name, value))
        }
        self.values = values
    }

    package init(_ pairs: [(name: String, value: String)]) { values = pairs }

    package subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }

    func without(_ name: String) -> FormFields {
        var copy = self
        copy.values.removeAll { $0.name == name }
        return copy
    }

    /// The same text for the same fields in any order: a key for caches.
    var canonical: String {
        values.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }.sorted().joined(
            separator: "&"
        )
    }

    package var names: [String] { values.map(\.name) }

    /// In the order they were sent.
    package var pairs: [(name: String, value: String)] { values }

    package static func == (left: FormFields, right: FormFields) -> Bool {
        left.values.elementsEqual(right.values) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        for (name, value) in values {
            hasher.combine(name)
            hasher.combine(value)
        }
    }
}
