/// What stands in the form of one transaction, as it is typed: the handler fills it from an entry or from what was
/// sent.
package struct TransactionForm: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case expense, income, transfer }

    /// One category and amount; several make a split.
    package struct Line: Sendable {
        package var category: String
        package var amount: String
        package var memo: String

        package init(category: String = "", amount: String = "", memo: String = "") {
            self.category = category
            self.amount = amount
            self.memo = memo
        }
    }

    /// The two currencies of an entry that was exchanged as it was paid: those of its parts and of its account.
    package struct Exchange: Sendable, Hashable {
        /// The code of the currency that the parts are in.
        package var parts: String
        /// The code of the account's currency, as long as it stays this account or another in the same.
        package var account: String
        /// What the account gave or got.
        package var amount: String

        package init(parts: String, account: String, amount: String) {
            self.parts = parts
            self.account = account
            self.amount = amount
        }
    }

    package var kind: Kind
    package var date: String
    package var payee = ""
    package var account = ""
    package var to = ""
    package var received = ""
    package var lines = [Line()]
    /// Nil for an entry in one currency, and for a transfer.
    package var exchange: Exchange?
    package var tags = ""
    package var note = ""
    /// Opaque; refuses a save over someone else's newer one.
    package var version = ""

    /// Lines in one split: what one screen of a form still holds.
    package static let maximumLineCount = 20

    /// Whether nobody chose a category: rules may.
    var isWithoutCategory: Bool { kind != .transfer && lines.count == 1 && lines[0].category.isEmpty }

    package init(kind: Kind, date: String) {
        self.kind = kind
        self.date = date
    }
}
