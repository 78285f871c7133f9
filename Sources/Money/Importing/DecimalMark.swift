/// What stands between whole units and their fraction.
///
/// Raw values are in remembered mappings: never renumber, never reuse.
package enum DecimalMark: UInt8, Sendable, CaseIterable, Hashable {
    case dot = 1
    case comma = 2

    /// The name in JSON and on the command line.
    package var name: String { self == .dot ? "dot" : "comma" }

    package init?(name: some StringProtocol) {
        guard let mark = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = mark
    }
}
