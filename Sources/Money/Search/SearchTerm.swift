package import Primitives

/// One thing a search asks of an entry.
///
/// - Source: docs/spec/search.md §2.
package struct SearchTerm: Hashable, Sendable {
    /// Whether an entry must not fit.
    package let isNegated: Bool
    package let condition: SearchCondition

    package init(_ condition: SearchCondition, isNegated: Bool = false) {
        self.condition = condition
        self.isNegated = isNegated
    }
}

/// What an entry is compared with; texts are as typed, and compared without case and accents.
package enum SearchCondition: Hashable, Sendable {
    /// Payee, note, a tag, an account or a category with those above it holds the text.
    case word(String)
    case payee(String)
    case note(String)
    /// It has the tag of exactly this name.
    case tag(String)
    /// It touches an account whose name holds the text.
    case account(String)
    /// It touches the account of a person whose name holds the text.
    case person(String)
    /// It touches a category whose name or path holds the text, or one under it.
    case category(String)
    /// Some posting is that large, whatever its sign; nil is no bound.
    case size(minimum: SizeBound?, maximum: SizeBound?)
    /// Nil is no bound.
    case days(from: CalendarDay?, until: CalendarDay?)
    case trait(TransactionTrait)
}

/// What an entry can be or have.
package enum TransactionTrait: String, Hashable, Sendable, CaseIterable {
    /// Several postings to categories.
    case split
    /// None.
    case transfer
    case income, expense
    case uncategorised
    /// It came with a file.
    case imported
    /// A recurring entry made it.
    case recurring
    /// A statement has confirmed it.
    case reconciled
    case payee, note, tag, receipt

    /// Whether it stands after `has:`, not `is:`.
    var isPossession: Bool {
        switch self {
        case .payee, .note, .tag, .receipt: true
        case .split, .transfer, .income, .expense, .uncategorised, .imported, .recurring, .reconciled: false
        }
    }
}
