import Primitives

/// One line of the demonstration: money that moved in or out of an account of the household.
struct DemoEntry {
    /// Where the money of the household lies, by the name of the account.
    enum Account: String, CaseIterable {
        case savings = "Savings"
        case upi = "UPI"
        case card = "Card"
        case cash = "Cash"
        case reserve = "Emergency fund"
        case fund = "Mutual funds"
        case loan = "Scooter loan"

        /// The kind as the API names it.
        var kind: String {
            switch self {
            case .savings, .reserve: "bank"
            case .upi: "wallet"
            case .card: "card"
            case .cash: "cash"
            case .fund: "investment"
            case .loan: "loan"
            }
        }

        /// Paise that were in it before the first entry.
        var opening: Int {
            switch self {
            case .savings: 96_412_50
            case .upi: 1_850_00
            case .card: -6_240_00
            case .cash: 2_400_00
            case .reserve: 1_20_000_00
            case .fund: 2_15_000_00
            case .loan: -46_800_00
            }
        }
    }

    /// The other side of a part.
    enum Target {
        /// A path such as `Household:Gas`.
        case category(String)
        case account(Account)
        case uncategorised
    }

    /// Paise, positive for money that comes in.
    struct Part {
        let target: Target
        let amount: Int

        init(_ target: Target, _ amount: Int) {
            self.target = target
            self.amount = amount
        }
    }

    let day: CalendarDay
    let account: Account
    let payee: String
    let parts: [Part]
    var note: String?
    var tag: String?

    var total: Int { parts.reduce(0) { $0 + $1.amount } }
}
