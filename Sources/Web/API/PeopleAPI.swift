import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/people`: who owes whom, and what goes between.
struct PeopleAPI: Sendable {
    private static let path = "/api/v1/money/people"

    let services: WebServices

    var endpoints: [Endpoint] { [list, move] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let today = services.today()
            return try await MoneyVault(request, services).read { book, _ throws(MoneyError) in
                let people = try book.people(today: today)
                return .json { writer in
                    writer.memberArray("items", people) { writer, person in
                        writer.object {
                            $0.member("account", person.account.id.text)
                            $0.member("name", person.account.name)
                            $0.member("currency", person.account.currency.code)
                            $0.member("balance", MoneyJSON.amount(person.minorUnits, person.account.currency))
                            $0.member("archived", person.account.content.isArchived)
                        }
                    }
                }
            }
        }.with {
            $0.summary = "What is between you and each person today."
            $0.responses = [.init(.ok, "By name.", MoneySchemas.list("PersonList", of: Self.person))]
        }
    }

    private static let person = ObjectSchema(
        "Person",
        [
            .required("account", .id), .required("name", .name), .required("currency", .currency),
            .required("balance", .decimal, "Positive is owed to you, negative is what you owe."),
            .required("archived", .boolean),
        ]
    )

    private var move: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let (vault, fields, today) = (
                try MoneyVault(request, services), RequestFields(request.json), services.today()
            )
            let (made, start) = try await vault.change(request) { book, start throws(Problem) in
                let id = try fields.value("account") { AccountID(text: $0) }
                guard let account = book.account(id) else {
                    throw fields.refusal("account", Sentences.sentence(MoneyError.notFound(.account)))
                }
                let (amount, day) = (try fields.amount("amount", account.currency), try fields.day("date"))
                let move = try fields.value("move") { PersonMove(rawValue: $0) }
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.enter(
                            move,
                            person: fields.text("person"),
                            amount,
                            account: id,
                            day: day,
                            note: fields.optionalText("note"),
                            today: today
                        )
                    }
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            // Whether a new person's account came first is seen in what the batch made.
            return try await vault.read { book, _ throws(Problem) in
                let places = start.map { [ChangeID(batchStart: $0, ordinal: 0), ChangeID(batchStart: $0, ordinal: 1)] }
                let ids = made.map { [$0] } ?? (places ?? []).map { TransactionID($0) }
                guard let transaction = ids.lazy.compactMap({ book.transaction($0) }).first else {
                    throw Problem(.notFound)
                }
                return Answer.created(transaction)
            }
        }.with {
            $0.summary = "Writes what was lent, borrowed or paid back, as a transfer. A new name makes a person."
            $0.body = .json(
                ObjectSchema(
                    "PersonMoveRequest",
                    [
                        .required("move", .enumeration(PersonMove.allCases.map(\.name))),
                        .required("person", .string(.line, length: 1...MoneyLimits.nameCharacters), "Her name."),
                        .required("account", .id, "Yours."),
                        .required("amount", .decimal, "Above zero, in the currency of the account."),
                        .required("date", .day), .optional("note", MoneySchemas.note),
                    ]
                )
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The transfer.", MoneySchemas.transaction)]
            $0.problems = [.conflict]
        }
    }
}
