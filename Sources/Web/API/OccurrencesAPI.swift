import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/occurrences`: what recurring entries make, and what becomes of it.
struct OccurrencesAPI: Sendable {
    private static let path = "/api/v1/money/occurrences"
    private static let actions = ["confirm", "skip", "unskip"]
    private static let daysStandard = 60

    let services: WebServices

    var endpoints: [Endpoint] { [list, make, settle] }

    private static let listSchema = ObjectSchema(
        "OccurrenceList",
        [
            .required(
                "pending",
                .array(.object(RecurringJSON.occurrence), count: 0...MoneyLimits.transactions),
                "Made, and not looked at yet; oldest first."
            ),
            .required(
                "upcoming",
                .array(.object(RecurringJSON.occurrence), count: 0...MoneyLimits.upcoming),
                "Not made yet, those due among them; by day."
            ),
            .required("more", .boolean, "Whether more is to come in these days than the list takes."),
        ]
    )

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let today = services.today()
            let days = request.query["days"].flatMap { Int($0) } ?? Self.daysStandard
            return try await MoneyVault(request, services).read { book, _ throws(MoneyError) in
                let (pending, upcoming) = (book.pendingOccurrences, try book.upcoming(today: today, days: days))
                return .json { writer in
                    writer.memberArray("pending", pending) {
                        RecurringJSON.write($1.id, .pending, $1.transaction, to: &$0)
                    }
                    writer.memberArray("upcoming", upcoming.occurrences) {
                        RecurringJSON.write($1.id, $1.isSkipped ? .skipped : nil, nil, to: &$0)
                    }
                    writer.member("more", upcoming.hasMore)
                }
            }
        }.with {
            $0.summary = "Lists what waits for a look, and what is to come."
            $0.query = [
                .init(
                    "days",
                    .integer(1...MoneyLimits.horizonDays),
                    "How far to look ahead, today included; 60 by itself."
                )
            ]
            $0.responses = [.init(.ok, "Two lists.", Self.listSchema)]
        }
    }

    private var make: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let today = services.today()
            let (made, _) = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.makeDueOccurrences(today: today)
                }
            }
            return .json {
                $0.member("made", made?.made.count ?? 0)
                $0.member("more", made?.hasMore ?? false)
            }
        }.with {
            $0.summary = "Makes what is due today or was due before, at most 1,000. Nothing is ever made twice."
            $0.takesIdempotencyKey = true
            $0.responses = [
                .init(
                    .ok,
                    "How many were made, and whether more is due.",
                    ObjectSchema(
                        "OccurrencesMade",
                        [
                            .required("made", .integer(0...MoneyLimits.occurrencesPerBatch)),
                            .required("more", .boolean),
                        ]
                    )
                )
            ]
        }
    }

    private var settle: Endpoint {
        Endpoint(.post, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            guard let id = OccurrenceID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let vault = try MoneyVault(request, services)
            let (fields, today) = (RequestFields(request.json), services.today())
            _ = try await vault.change(request) { book, start throws(Problem) in
                let draft = try Self.draft(fields, book)
                let condition = try Self.condition(fields)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        switch fields.text("action") {
                        case "confirm": try plan.confirm(id, draft, where: condition)
                        case "skip": try plan.skip(id, where: condition)
                        default: try plan.unskip(id, today: today)
                        }
                    }
                } catch {
                    throw error == .notFound(.date) ? Problem(.notFound) : TransactionRequest.refusal(error)
                }
            }
            return try await vault.read { book, _ in
                let occurrence = book.occurrence(id)
                let transaction = occurrence?.transaction.flatMap { book.transaction($0) }
                var writer = JSONWriter()
                RecurringJSON.write(id, occurrence?.state, transaction, to: &writer)
                return Answer.json(writer.bytes)
            }
        }.with {
            $0.summary = "Confirms an occurrence, as planned or as it was; skips it, also ahead; or takes a skip back."
            $0.body = .json(
                ObjectSchema(
                    "OccurrenceRequest",
                    [
                        .required("action", .enumeration(Self.actions)),
                        .optional(
                            "transaction",
                            .object(MoneySchemas.transactionRequest),
                            "What it was instead, when it is confirmed."
                        ),
                        .optional(
                            "version",
                            .integer(1...Int(UInt32.max)),
                            "Of its transaction, as it was seen; refused when that was changed since."
                        ),
                    ]
                )
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The occurrence as it is now.", RecurringJSON.occurrence)]
            $0.problems = [.notFound, .changedMeanwhile]
        }
    }

    private static func condition(_ fields: RequestFields) throws(Problem) -> OccurrenceCondition {
        guard fields.has("version") else { return .none }
        guard fields.text("action") != "unskip" else {
            throw fields.refusal("version", "It belongs to what is made only.")
        }
        guard let version = fields.integer("version").flatMap({ UInt32(exactly: $0) }) else {
            throw fields.refusal("version", "It is not a version.")
        }
        return .version(version)
    }

    private static func draft(_ fields: RequestFields, _ book: MoneyBook) throws(Problem) -> TransactionDraft? {
        guard let transaction = fields.object("transaction") else { return nil }
        guard fields.text("action") == "confirm" else {
            throw fields.refusal("transaction", "It belongs to a confirmation only.")
        }
        return try TransactionRequest.draft(transaction, book)
    }
}
