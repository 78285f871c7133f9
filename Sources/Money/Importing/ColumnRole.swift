/// What a column of a delimited file holds.
///
/// Raw values are in remembered mappings: never renumber, never reuse.
package enum ColumnRole: UInt8, Sendable, CaseIterable, Hashable {
    case ignored = 0
    case date = 1
    /// Signed amount.
    case amount = 2
    /// Money out.
    case debit = 3
    /// Money in.
    case credit = 4
    /// A word that says whether the amount goes in or out (Dr/Cr, debit/credit, income/expense).
    case direction = 5
    case payee = 6
    case note = 7
    case category = 8
    case currency = 9
    case externalID = 10
    case checkNumber = 11
    /// Running balance after the row.
    case balance = 12
    case tags = 13
    /// Name or number of the account the row belongs to.
    case account = 14
    /// Name of the other account of a transfer.
    case transferAccount = 15

    /// Whether several columns may have this role; their texts are joined.
    package var mayRepeat: Bool {
        switch self {
        case .ignored, .payee, .note, .tags: true
        default: false
        }
    }

    /// The name in JSON and on the command line.
    package var name: String {
        switch self {
        case .ignored: "ignored"
        case .date: "date"
        case .amount: "amount"
        case .debit: "debit"
        case .credit: "credit"
        case .direction: "direction"
        case .payee: "payee"
        case .note: "note"
        case .category: "category"
        case .currency: "currency"
        case .externalID: "external-id"
        case .checkNumber: "check-number"
        case .balance: "balance"
        case .tags: "tags"
        case .account: "account"
        case .transferAccount: "transfer-account"
        }
    }

    package init?(name: some StringProtocol) {
        guard let role = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = role
    }
}
