import Money

/// What the records after a QIF header are.
enum QIFMode {
    case transactions(StatementAccountKind?)
    case investments
    case accounts
    case categories
    /// Lists that say nothing about money: classes, memorised transactions, securities, prices.
    case ignored

    /// Nil for a header that changes nothing (`!Option:`, `!Clear:`).
    init?(header: String) {
        switch header {
        case "account": self = .accounts
        case "type:bank": self = .transactions(.bank)
        case "type:cash": self = .transactions(.cash)
        case "type:ccard": self = .transactions(.card)
        case "type:oth l": self = .transactions(.loan)
        case "type:oth a": self = .transactions(nil)
        case "type:invst", "type:port", "type:401(k)/403(b)": self = .investments
        case "type:cat": self = .categories
        case _ where header.hasPrefix("type:"): self = .ignored
        default: return nil
        }
    }

    var holdsTransactions: Bool {
        switch self {
        case .transactions, .investments: true
        case .accounts, .categories, .ignored: false
        }
    }

    /// The kind an account block names.
    static func kind(accountType: String) -> StatementAccountKind? {
        switch accountType.lowercased() {
        case "bank": .bank
        case "cash": .cash
        case "ccard": .card
        case "oth l": .loan
        case "invst", "port", "401(k)/403(b)", "mutual": .investment
        default: nil
        }
    }
}
