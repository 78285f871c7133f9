/// A kind of plain-text double-entry journal.
///
/// - Source: docs/spec/journal-formats.md §3.
package enum JournalFormat: UInt8, Sendable, CaseIterable, Hashable {
    case ledger = 1
    case hledger = 2
    case beancount = 3

    /// The name in addresses, JSON and on the command line.
    package var name: String {
        switch self {
        case .ledger: "ledger"
        case .hledger: "hledger"
        case .beancount: "beancount"
        }
    }

    package init?(name: some StringProtocol) {
        guard let format = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = format
    }
}
