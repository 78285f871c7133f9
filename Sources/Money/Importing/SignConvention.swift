/// What a plus and a minus mean in a file's amounts.
///
/// Raw values are in remembered mappings: never renumber, never reuse.
package enum SignConvention: UInt8, Sendable, CaseIterable, Hashable {
    /// Minus is money out; a debit column holds positive numbers.
    case asWritten = 1
    /// Plus is money out, as in many credit card files.
    case inverted = 2
    /// The debit column holds negative numbers.
    case debitsAreNegative = 3

    /// The name in JSON and on the command line.
    package var name: String {
        switch self {
        case .asWritten: "as-written"
        case .inverted: "inverted"
        case .debitsAreNegative: "debits-are-negative"
        }
    }

    package init?(name: some StringProtocol) {
        guard let convention = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = convention
    }
}
