package import Primitives

/// What an account of a journal is, by its root.
package enum JournalAccountKind: UInt8, Sendable, CaseIterable, Hashable {
    case assets = 1
    case liabilities = 2
    case equity = 3
    case income = 4
    case expenses = 5

    /// The name in addresses and JSON.
    package var name: String {
        switch self {
        case .assets: "assets"
        case .liabilities: "liabilities"
        case .equity: "equity"
        case .income: "income"
        case .expenses: "expenses"
        }
    }

    package init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// By the first part of a name, as people write it; nil for anything else.
    package init?(root: some StringProtocol) {
        switch root.lowercased() {
        case "assets", "asset": self = .assets
        case "liabilities", "liability", "debts", "debt": self = .liabilities
        case "equity", "capital": self = .equity
        case "income", "revenue", "revenues", "incomes": self = .income
        case "expenses", "expense": self = .expenses
        default: return nil
        }
    }
}

/// An account of a journal: `Assets:Bank:Savings`.
package struct JournalAccount: Hashable, Sendable {
    /// Where it first stands, from 1.
    package var line: Int
    /// The whole name as written.
    package var name: String
    /// Nil where neither the root nor a declaration says.
    package var kind: JournalAccountKind?
    /// Names without the root, exact where Flowkeep wrote them.
    package var path: [String]
    /// What Flowkeep wrote beside the declaration.
    package var ours = Ours()
    package var isDeclared = false

    package struct Ours: Hashable, Sendable {
        /// ``MoneyID/text``; empty where there is none.
        package var id = ""
        package var kind: AccountKind?
        package var isArchived = false
        /// Codes of the currencies that a declaration allows.
        package var currencies: [String] = []

        package init() {}
    }

    package init(line: Int, name: String, kind: JournalAccountKind?, path: [String]) {
        self.line = line
        self.name = name
        self.kind = kind
        self.path = path
    }

    /// The one currency that a declaration allows; nil where there is none, or several.
    package var declaredCurrency: Currency? {
        guard isDeclared, ours.currencies.count == 1 else { return nil }
        return Currency(code: ours.currencies[0])
    }
}
