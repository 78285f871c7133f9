import JSON
import Money
import Primitives

/// Reconciliations in requests and answers.
extension ReconciliationContent: ItemJSON {
    static let pathName = "reconciliations"
    static let schemaName = "Reconciliation"
    static let noun = "reconciliation"

    static let properties: [ObjectSchema.Property] = [
        .required("account", .id),
        .required("date", .day, "The last day of the statement."),
        .required("balance", .decimal, "What the statement says; the entries have to come to it."),
        .optional(
            "leftOut",
            .array(.id, count: 0...ReconciliationContent.leftOutMaximum),
            "Transactions up to that day which are not on the statement."
        ),
    ]

    init(_ fields: RequestFields, in book: MoneyBook) throws(Problem) {
        let id = try fields.value("account") { AccountID(text: $0) }
        guard let account = book.account(id) else {
            throw fields.refusal("account", Sentences.sentence(MoneyError.notFound(.account)))
        }
        var leftOut: [TransactionID] = []
        for text in fields.texts("leftOut") {
            guard let id = TransactionID(text: text) else {
                throw fields.refusal("leftOut", Sentences.sentence(MoneyError.invalid(.leftOut)))
            }
            leftOut.append(id)
        }
        self.init(
            account: id,
            day: try fields.day("date"),
            balanceMinorUnits: try fields.amount("balance", account.currency).minorUnits,
            leftOut: leftOut
        )
    }

    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook) {
        writer.member("account", account.text)
        writer.member("date", day.iso)
        let currency = book.account(account)?.currency ?? book.settings.baseCurrency
        writer.member("balance", MoneyJSON.amount(balanceMinorUnits, currency))
        writer.memberArray("leftOut", leftOut) { $0.string($1.text) }
    }
}
