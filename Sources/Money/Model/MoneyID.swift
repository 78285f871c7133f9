package import Vault

/// Names one thing of the money book: by the change that made it.
///
/// - Shape: the ``ChangeID`` of the making change; as text 13 characters of Crockford's base 32 over 8 bytes,
///   big-endian.
/// - Source: docs/spec/money-changes.md §2.
package struct MoneyID<Tag>: Hashable, Comparable, Sendable {
    package let change: ChangeID

    package init(_ change: ChangeID) { self.change = change }

    init(rawValue: UInt64) { change = ChangeID(rawValue: rawValue) }

    var rawValue: UInt64 { change.rawValue }

    /// Reads the text form; nil for anything else.
    package init?(text: some StringProtocol) {
        guard let change = ChangeID(text: text) else { return nil }
        self.change = change
    }

    package var text: String { change.text }

    package static func < (left: MoneyID, right: MoneyID) -> Bool { left.change < right.change }
}

extension MoneyID: CustomStringConvertible {
    package var description: String { text }
}

package enum AccountTag: Sendable {}
package enum CategoryTag: Sendable {}
package enum TransactionTag: Sendable {}
package enum ImportTag: Sendable {}
package enum RecurringTag: Sendable {}
package enum BudgetTag: Sendable {}

package typealias AccountID = MoneyID<AccountTag>
package typealias CategoryID = MoneyID<CategoryTag>
package typealias TransactionID = MoneyID<TransactionTag>
package typealias ImportID = MoneyID<ImportTag>
package typealias RecurringID = MoneyID<RecurringTag>
package typealias BudgetID = MoneyID<BudgetTag>

extension MoneyID where Tag == CategoryTag {
    /// The category that every book has for spending nobody has sorted yet.
    ///
    /// Journals start at index 1, so no change can make an id of batch 0.
    package static let uncategorisedExpense = CategoryID(rawValue: 1)
    /// The same for income.
    package static let uncategorisedIncome = CategoryID(rawValue: 2)
}
