import HTTPTypes
import JSON
import Money
import Primitives

/// Making two entries one: those that are the same thing, and the two sides of a transfer.
///
/// - Source: docs/spec/money-rules.md §6, §7.
struct MatchingAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [merge, candidates, match] }

    private var merge: Endpoint {
        Endpoint(.post, "/api/v1/money/transactions/merge", surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let fields = RequestFields(request.json)
            let (kept, other) = (try Self.seen(fields, "keep"), try Self.seen(fields, "other"))
            let merge = Self.merge(fields)
            _ = try await vault.change(request) { book, start throws(Problem) in
                try Self.check([("keep", kept), ("other", other)], book)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.mergeTransactions(kept, other, merge)
                    }
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return try await vault.read { book, _ throws(Problem) in
                guard let merged = book.transaction(kept.id) else { throw Problem(.notFound) }
                var writer = JSONWriter()
                MoneyJSON.write(merged, to: &writer)
                return Answer.json(writer.bytes).adding(.eTag, EntityTag.of(version: merged.version))
            }
        }.with {
            $0.summary = "Makes two entries that are the same thing one, which no file brings back. One step, one undo."
            $0.body = .json(Self.mergeSchema)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The one that stays, as it is now.", MoneySchemas.transaction)]
            $0.problems = [.notFound, .changedMeanwhile]
        }
    }

    private static let seenSchema = ObjectSchema(
        "SeenTransaction",
        [.required("id", .id), .required("version", .integer(1...Int(UInt32.max)), "The one that was seen.")]
    )

    private static let mergeSchema: ObjectSchema = {
        let side = Schema.enumeration(TransactionMerge.Side.allCases.map(\.rawValue))
        return ObjectSchema(
            "MergeRequest",
            [
                .required("keep", .object(seenSchema), "The one that stays."),
                .required("other", .object(seenSchema), "The one that goes."),
                .optional("date", side, "Which of the two it is taken from; the one that stays by itself."),
                .optional("payee", side), .optional("note", side),
                .optional("category", side, "With every part of a split."),
            ]
        )
    }()

    private static func merge(_ fields: RequestFields) -> TransactionMerge {
        func side(_ name: String) -> TransactionMerge.Side {
            fields.optionalText(name).flatMap { TransactionMerge.Side(rawValue: $0) } ?? .kept
        }
        var merge = TransactionMerge()
        (merge.day, merge.payee) = (side("date"), side("payee"))
        (merge.note, merge.category) = (side("note"), side("category"))
        return merge
    }

    private static func seen(_ fields: RequestFields, _ name: String) throws(Problem) -> MoneyPlan.Seen {
        guard let object = fields.object(name), let id = TransactionID(text: object.text("id")) else {
            throw Problem(.notFound)
        }
        return (id, object.integer("version").flatMap { UInt32(exactly: $0) } ?? 0)
    }

    /// - Throws: 404 for what is gone, 412 that names every entry that changed and the version it has.
    private static func check(_ seen: [(pointer: String, seen: MoneyPlan.Seen)], _ book: MoneyBook) throws(Problem) {
        var changed: [Problem.Field] = []
        for (pointer, seen) in seen {
            guard let transaction = book.transaction(seen.id) else { throw Problem(.notFound) }
            guard transaction.version != seen.version else { continue }
            changed.append(.init("/\(pointer)/version", "It is version \(transaction.version) by now."))
        }
        guard changed.isEmpty else { throw Problem(.changedMeanwhile, fields: Array(changed.prefix(20))) }
    }

    private var candidates: Endpoint {
        Endpoint(.get, "/api/v1/money/transfer-candidates", surface: .api, access: .unlocked) { request in
            let limit = request.query["limit"].flatMap { Int($0) } ?? Self.limitStandard
            let question = try Self.question(request.query)
            let proposals = try await MoneyVault(request, services).read { book, _ throws(MoneyError) in
                try book.transferProposals(question, limit: limit)
            }
            return .json { writer in
                writer.member("count", proposals.count)
                writer.memberArray("items", proposals.pairs) { writer, pair in
                    writer.object {
                        $0.name("outgoing")
                        MoneyJSON.write(pair.outgoing, to: &$0)
                        $0.name("incoming")
                        MoneyJSON.write(pair.incoming, to: &$0)
                        $0.member("days", pair.days)
                        if let distance = pair.distance { $0.member("distance", distance) }
                        $0.member("sure", pair.isSure)
                    }
                }
            }
        }.with {
            $0.summary =
                "Pairs of entries that look like the two sides of a transfer, the best first. Nothing is matched."
            $0.query = Self.parameters
            $0.responses = [.init(.ok, "The best pairs.", Self.candidatesSchema)]
            $0.problems = [.notFound]
        }
    }

    private static let limitStandard = 50

    private static let parameters: [Endpoint.Parameter] = [
        .init("days", .integer(TransferQuestion.dayRange), "How far apart the two days may be, 4 by itself."),
        .init(
            "tolerance",
            .integer(TransferQuestion.toleranceRange),
            "Between two currencies, in hundredths of a percent: how far from the rate; 200 by itself."
        ),
        .init("from", .currency, "With to and rate: a currency of which one unit is worth"),
        .init("to", .currency, "so much of this one."), .init("rate", .string(.visible, length: 1...17), "A decimal."),
        .init("import", .id, "Only pairs of which one side came with this import."),
        .init("all", .boolean, "Also pairs of which both have a category of their own."),
        .init("limit", .integer(1...TransferQuestion.limitMaximum), "How many to list, 50 by itself."),
    ]

    private static func question(_ query: FormFields) throws(Problem) -> TransferQuestion {
        var question = TransferQuestion()
        question.days = query["days"].flatMap { Int($0) } ?? question.days
        question.tolerance = query["tolerance"].flatMap { Int($0) } ?? question.tolerance
        question.includesCategorised = query["all"] == "true"
        if let text = query["import"] {
            guard let id = ImportID(text: text) else { throw Problem(.notFound) }
            question.importID = id
        }
        guard let rate = query["rate"] else { return question }
        let from = query["from"].flatMap { Currency(code: $0) }
        let to = query["to"].flatMap { Currency(code: $0) }
        guard let from else { throw Problem(.invalid, fields: [.init("from", "It is needed with a rate.")]) }
        guard let to else { throw Problem(.invalid, fields: [.init("to", "It is needed with a rate.")]) }
        do throws(MoneyError) {
            question.rates = [try TransferRate(decimal: rate, from: from, to: to)]
        } catch {
            throw Problem(.invalid, fields: [.init("rate", Sentences.sentence(error))])
        }
        return question
    }

    private static let candidatesSchema = ObjectSchema(
        "TransferCandidates",
        [
            .required("count", .integer(0...MoneyLimits.transactions), "Of all pairs."),
            .required(
                "items",
                .array(
                    .object(
                        ObjectSchema(
                            "TransferCandidate",
                            [
                                .required("outgoing", .object(MoneySchemas.transaction)),
                                .required("incoming", .object(MoneySchemas.transaction)),
                                .required("days", .integer(TransferQuestion.dayRange), "Between the two."),
                                .optional(
                                    "distance",
                                    .integer(0...1_000_000),
                                    "Between two currencies: from what the rate says, in millionths."
                                ),
                                .required("sure", .boolean, "The same amount of one currency, at most a day apart."),
                            ]
                        )
                    ),
                    count: 0...TransferQuestion.limitMaximum
                )
            ),
        ]
    )

    private var match: Endpoint {
        Endpoint(.post, "/api/v1/money/transfers/match", surface: .api, access: .unlocked) { request in
            var pairs: [MoneyPlan.SeenPair] = []
            var named: [(String, MoneyPlan.Seen)] = []
            for (place, fields) in RequestFields(request.json).objects("pairs").enumerated() {
                let (outgoing, incoming) = (try Self.seen(fields, "outgoing"), try Self.seen(fields, "incoming"))
                pairs.append((outgoing, incoming))
                named += [("pairs/\(place)/outgoing", outgoing), ("pairs/\(place)/incoming", incoming)]
            }
            let (outcome, _) = try await MoneyVault(request, services).change(request) {
                [pairs, named] book, start throws(Problem) in
                try Self.check(named, book)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.matchTransfers(pairs)
                    }
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return .json { writer in
                writer.memberArray("matched", outcome?.changed ?? pairs.map(\.outgoing.id)) { $0.string($1.text) }
                writer.memberArray("unfit", outcome?.unfit ?? []) { $0.string($1.text) }
            }
        }.with {
            $0.summary =
                "Makes each pair one transfer that stands for the lines of both. One step, one undo; nothing is done "
                + "when one of them changed meanwhile."
            $0.body = .json(
                ObjectSchema(
                    "MatchRequest",
                    [.required("pairs", .array(.object(Self.pairSchema), count: 1...MoneyPlan.pairMaximum))]
                )
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The transfers, by what left.", Self.matchedSchema)]
            $0.problems = [.notFound, .changedMeanwhile]
        }
    }

    private static let pairSchema = ObjectSchema(
        "TransferPair",
        [
            .required("outgoing", .object(seenSchema), "The entry that left an account."),
            .required("incoming", .object(seenSchema), "The entry that came to another."),
        ]
    )

    private static let matchedSchema = ObjectSchema(
        "TransfersMatched",
        [
            .required("matched", .array(.id, count: 0...MoneyPlan.pairMaximum)),
            .required("unfit", .array(.id, count: 0...MoneyPlan.pairMaximum), "These two cannot be one transfer."),
        ]
    )
}
