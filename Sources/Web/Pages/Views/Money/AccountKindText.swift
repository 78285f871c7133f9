/// How a kind of account is called and drawn.
package enum AccountKindText: String, Sendable, CaseIterable {
    case cash, bank, card, wallet, loan, investment, person

    var label: String {
        switch self {
        case .cash: localized("Cash")
        case .bank: localized("Bank account")
        case .card: localized("Card")
        case .wallet: localized("Wallet")
        case .loan: localized("Loan")
        case .investment: localized("Investment")
        case .person: localized("Person")
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
        case .person: "people"
        }
    }
}
