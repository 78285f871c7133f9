/// How a kind of account is called and drawn.
package enum AccountKindText: String, Sendable, CaseIterable {
    case cash, bank, card, wallet, loan, investment

    var label: String {
        switch self {
        case .cash: "Cash"
        case .bank: "Bank account"
        case .card: "Card"
        case .wallet: "Wallet"
        case .loan: "Loan"
        case .investment: "Investment"
        }
    }

    var icon: String {
        switch self {
        case .cash: "cash"
        case .bank: "bank"
        case .card: "card"
        case .wallet: "wallet"
        case .loan: "note"
        case .investment: "chart"
        }
    }
}
