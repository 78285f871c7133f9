import JSON
import Money

/// Pairs that are no transfer, in requests and answers.
extension RejectedPairContent: ItemJSON {
    static let pathName = "rejected-pairs"
    static let schemaName = "RejectedPair"
    static let noun = "pair that is no transfer"

    static let properties: [ObjectSchema.Property] = [
        .required("outgoing", .id, "The entry that left an account."),
        .required("incoming", .id, "The entry that came to another."),
    ]

    init(_ fields: RequestFields, in book: MoneyBook) throws(Problem) {
        self.init(
            outgoing: try fields.value("outgoing") { TransactionID(text: $0) },
            incoming: try fields.value("incoming") { TransactionID(text: $0) }
        )
    }

    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook) {
        writer.member("outgoing", outgoing.text)
        writer.member("incoming", incoming.text)
    }
}
