/// What a transaction of a journal is to the book.
///
/// - Source: docs/spec/journal-formats.md §8.
package enum JournalStatus: Hashable, Sendable {
    case new
    /// The book holds it, word for word.
    case same(TransactionID)
    /// The book holds it by its id, and it says something else there.
    case changed(TransactionID)
    /// The book held it by its id once, and it was removed since.
    case removedSince
    /// The book holds one like it that nothing earlier in the file matched.
    case duplicate(TransactionID)
    /// Makes the opening balance of a new account.
    case opening
    /// Is the opening balance of an account that the book has already.
    case openingKnown
    case unusable(RejectedLine.Reason)

    /// Imported unless the person chooses otherwise.
    package var isIncludedByDefault: Bool { self == .new || self == .opening }

    /// Whether she may choose it.
    package var mayBeIncluded: Bool {
        switch self {
        case .new, .changed, .removedSince, .duplicate, .opening: true
        case .same, .openingKnown, .unusable: false
        }
    }

    /// The transaction of the book.
    package var known: TransactionID? {
        switch self {
        case .same(let id), .changed(let id), .duplicate(let id): id
        case .new, .removedSince, .opening, .openingKnown, .unusable: nil
        }
    }

    /// A stable name for the API.
    package var code: String {
        switch self {
        case .new: "new"
        case .same: "same"
        case .changed: "changed"
        case .removedSince: "removed-since"
        case .duplicate: "duplicate"
        case .opening: "opening"
        case .openingKnown: "opening-known"
        case .unusable: "unusable"
        }
    }
}
