package import Primitives

/// What a person calls the place her money is in.
///
/// Raw values are on disk: never renumber, never reuse.
package enum AccountKind: UInt8, Sendable, CaseIterable, Hashable {
    case cash = 1
    case bank = 2
    case card = 3
    case wallet = 4
    case loan = 5
    case investment = 6
    /// Somebody money was lent to or borrowed from: positive is what she owes, negative what is owed to her.
    case person = 7

    /// The name in addresses and JSON.
    package var name: String {
        switch self {
        case .cash: "cash"
        case .bank: "bank"
        case .card: "card"
        case .wallet: "wallet"
        case .loan: "loan"
        case .investment: "investment"
        case .person: "person"
        }
    }

    package init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// What is known of an account.
///
/// An account holds one currency for ever, since its postings are in it.
package struct AccountContent: Hashable, Sendable {
    package var name: String
    package var kind: AccountKind
    package var currency: Currency
    /// What was in it before its first posting, in minor units; debts are negative.
    package var openingMinorUnits: Int64
    package var isArchived: Bool

    package init(
        name: String,
        kind: AccountKind,
        currency: Currency,
        openingMinorUnits: Int64 = 0,
        isArchived: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.currency = currency
        self.openingMinorUnits = openingMinorUnits
        self.isArchived = isArchived
    }
}

/// An account of the book.
package struct LedgerAccount: Hashable, Sendable, Identifiable {
    package let id: AccountID
    package internal(set) var content: AccountContent
    /// Removed accounts stay in their column until a snapshot drops them; no list shows them.
    package internal(set) var isRemoved = false

    package var name: String { content.name }
    package var currency: Currency { content.currency }
}
