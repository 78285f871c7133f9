/// How a row of a file relates to the book and to the rows before it.
package enum ImportRowStatus: Hashable, Sendable {
    case new
    /// The book already holds it; carries the transaction's identifier.
    case duplicate(of: UInt64, by: Evidence)
    /// The file already holds it: its place among ``ImportPreview/rows``.
    case duplicateInFile(place: Int)
    /// The amount cannot be written in the currency of the account, or the row states another currency.
    case unusable(RejectedLine.Reason)

    package enum Evidence: UInt8, Sendable {
        /// The bank's identifier.
        case externalID = 1
        /// Account, day, amount and payee.
        case fingerprint = 2
    }

    /// Whether a row is imported when nothing was chosen for it.
    package var isIncludedByDefault: Bool { self == .new }

    /// Whether a person may choose to import the row.
    package var mayBeIncluded: Bool {
        if case .unusable = self { false } else { true }
    }

    package var isDuplicate: Bool {
        switch self {
        case .duplicate, .duplicateInFile: true
        case .new, .unusable: false
        }
    }

    /// A stable name for the API.
    package var code: String {
        switch self {
        case .new: "new"
        case .duplicate: "duplicate"
        case .duplicateInFile: "duplicate-in-file"
        case .unusable: "unusable"
        }
    }
}
