import Primitives

/// How two entries that are the same thing become one: which of them each part is taken from.
///
/// - Source: docs/spec/money-rules.md §6.
package struct TransactionMerge: Hashable, Sendable {
    package enum Side: String, Hashable, Sendable, CaseIterable {
        /// The one that stays.
        case kept
        /// The one that goes.
        case other
    }

    package var day = Side.kept
    package var payee = Side.kept
    package var note = Side.kept
    /// With every part of a split.
    package var category = Side.kept

    package init() {}

    /// The content of the one that stays; tags are those of both.
    ///
    /// - Throws: ``MoneyError/differs(_:)`` unless both move the same amounts on the same accounts.
    func content(_ kept: TransactionContent, _ other: TransactionContent) throws(MoneyError) -> TransactionContent {
        try Self.check(kept, other)
        func side(_ side: Side) -> TransactionContent { side == .kept ? kept : other }
        return TransactionContent(
            day: side(day).day,
            payee: side(payee).payee,
            note: side(note).note,
            tags: Self.united(kept.tags, other.tags),
            postings: side(category).postings
        )
    }

    /// Whether two entries could be one.
    package static func fits(_ first: TransactionContent, _ second: TransactionContent) -> Bool {
        do throws(MoneyError) {
            try check(first, second)
            return true
        } catch {
            return false
        }
    }

    private static func check(_ first: TransactionContent, _ second: TransactionContent) throws(MoneyError) {
        let (left, right) = (moves(first), moves(second))
        guard left.map(\.account) == right.map(\.account) else { throw .differs(.account) }
        guard left.map(\.minorUnits) == right.map(\.minorUnits) else { throw .differs(.amount) }
    }

    /// What an entry does to accounts, in a fixed order.
    private static func moves(_ content: TransactionContent) -> [(account: AccountID, minorUnits: Int64)] {
        content.postings.compactMap { posting in
            guard case .account(let id) = posting.target else { return nil }
            return (account: id, minorUnits: posting.amount.minorUnits)
        }.sorted { $0 < $1 }
    }

    /// The tags of both, each once.
    package static func united(_ first: [String], _ second: [String]) -> [String] {
        var keys = Set(first.map(TextCheck.key))
        return first + second.filter { keys.insert(TextCheck.key($0)).inserted }
    }
}
