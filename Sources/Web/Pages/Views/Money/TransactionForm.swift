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

    package var kind: Kind
    package var date: String
    package var payee = ""
    package var account = ""
    package var to = ""
    package var received = ""
    package var lines = [Line()]
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
