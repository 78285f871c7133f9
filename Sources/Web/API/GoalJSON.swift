import JSON
import Money
import Primitives

/// Goals in requests and answers.
extension GoalContent: ItemJSON {
    static let pathName = "goals"
    static let schemaName = "Goal"
    static let noun = "goal"

    static let deposit: [ObjectSchema.Property] = [
        .required("date", .day),
        .required("amount", .decimal, "In the goal’s currency; negative takes back."),
        .optional("note", .string(.line, length: 1...MoneyLimits.nameCharacters)),
    ]

    static let properties: [ObjectSchema.Property] = [
        .required("name", .string(.line, length: 1...MoneyLimits.nameCharacters)),
        .required("currency", .currency),
        .required("target", .decimal, "Above zero."),
        .optional("due", .day),
        .optional(
            "accounts",
            .array(.id, count: 0...GoalContent.accountMaximum),
            "Their balances count, each for one goal."
        ),
        .optional(
            "deposits",
            .array(.object(ObjectSchema("GoalDeposit", deposit)), count: 0...GoalContent.depositMaximum),
            "Money set aside without moving it."
        ),
        .optional("archived", .boolean, "It holds no account any more."),
    ]

    init(_ fields: RequestFields, in book: MoneyBook) throws(Problem) {
        let currency = try fields.currency("currency")
        var accounts: [AccountID] = []
        for text in fields.texts("accounts") {
            guard let id = AccountID(text: text) else {
                throw fields.refusal("accounts", Sentences.sentence(MoneyError.notFound(.accounts)))
            }
            accounts.append(id)
        }
        var deposits: [Deposit] = []
        for deposit in fields.objects("deposits") { deposits.append(try Deposit(deposit, currency)) }
        self.init(
            title: fields.text("name"),
            currency: currency,
            targetMinorUnits: try fields.amount("target", currency).minorUnits,
            due: try fields.optionalValue("due") { CalendarDay(iso: $0) },
            accounts: accounts,
            deposits: deposits,
            isArchived: fields.flag("archived")
        )
    }

    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook) {
        writer.member("name", title)
        writer.member("currency", currency.code)
        writer.member("target", MoneyJSON.amount(targetMinorUnits, currency))
        writer.member("due", optional: due?.iso)
        writer.memberArray("accounts", accounts) { $0.string($1.text) }
        writer.memberArray("deposits", deposits) { writer, deposit in
            writer.object {
                $0.member("date", deposit.day.iso)
                $0.member("amount", MoneyJSON.amount(deposit.minorUnits, currency))
                $0.member("note", optional: deposit.note)
            }
        }
        writer.member("archived", isArchived)
    }
}

extension GoalContent.Deposit {
    init(_ fields: RequestFields, _ currency: Currency) throws(Problem) {
        self.init(
            day: try fields.day("date"),
            minorUnits: try fields.amount("amount", currency).minorUnits,
            note: fields.optionalText("note")
        )
    }
}
