/// Raw values are on disk: never renumber, never reuse.
package enum CategoryKind: UInt8, Sendable, CaseIterable, Hashable {
    case expense = 1
    case income = 2

    /// The name in addresses and JSON.
    package var name: String {
        switch self {
        case .expense: "expense"
        case .income: "income"
        }
    }

    package init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// What is known of a category.
///
/// Its parent, when it has one, is of the same kind.
package struct CategoryContent: Hashable, Sendable {
    package var name: String
    package var kind: CategoryKind
    package var parent: CategoryID?

    package init(name: String, kind: CategoryKind, parent: CategoryID? = nil) {
        self.name = name
        self.kind = kind
        self.parent = parent
    }
}

/// A category of the book.
package struct MoneyCategory: Hashable, Sendable, Identifiable {
    package let id: CategoryID
    package internal(set) var content: CategoryContent
    package internal(set) var isRemoved = false

    package var name: String { content.name }
    package var kind: CategoryKind { content.kind }

    /// The two that every book has: they cannot be renamed, moved or removed.
    package var isBuiltIn: Bool { id == .uncategorisedExpense || id == .uncategorisedIncome }
}
