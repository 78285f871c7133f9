/// A kind of file a book is written as.
///
/// - Source: docs/spec/journal-formats.md §9.
package enum ExportFormat: UInt8, Sendable, CaseIterable, Hashable {
    case csv = 1
    case json = 2
    case ledger = 3
    case hledger = 4
    case beancount = 5
    case ofx = 6
    case qif = 7

    /// The name in addresses, JSON and on the command line.
    package var name: String {
        switch self {
        case .csv: "csv"
        case .json: "json"
        case .ledger: "ledger"
        case .hledger: "hledger"
        case .beancount: "beancount"
        case .ofx: "ofx"
        case .qif: "qif"
        }
    }

    package init?(name: some StringProtocol) {
        guard let format = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = format
    }

    /// What the name of such a file ends in, without the dot.
    package var fileExtension: String {
        switch self {
        case .hledger: "journal"
        default: name
        }
    }

    package var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .ledger, .hledger, .beancount, .qif: "text/plain; charset=utf-8"
        case .ofx: "application/x-ofx"
        }
    }
}
