/// What went between the person who keeps the book and another.
package enum PersonMove: String, Sendable, CaseIterable, Hashable {
    /// Out of an account: she owes it.
    case lent
    /// Into an account: it is owed to her.
    case borrowed
    /// Whoever owed gives it back, in full or in part.
    case paidBack = "paid-back"

    /// The name in addresses and JSON.
    package var name: String { rawValue }
}
