import HTTPTypes
import JSON
import Money
import Primitives

/// What rules would do to the entries there are, doing it, their order, and rules that a person's entries suggest.
struct RulesAPI: Sendable {
    private static let path = "/api/v1/money/rules"
    /// Changes that one answer lists.
    private static let shown = 500

    let services: WebServices

    var endpoints: [Endpoint] { [previewOne, previewAll, applyOne, applyAll, move, suggestions] }

    private var previewOne: Endpoint {
        preview(Self.path + "/{id}/preview", "What a rule would change, in effect or not.")
    }
    private var previewAll: Endpoint { preview(Self.path + "/preview", "What all rules in effect would change.") }
    private var applyOne: Endpoint { apply(Self.path + "/{id}/apply", "Changes what the preview of a rule showed.") }
    private var applyAll: Endpoint { apply(Self.path + "/apply", "Changes what the preview of all rules showed.") }

    private func preview(_ path: String, _ summary: String) -> Endpoint {
        Endpoint(.post, path, surface: .api, access: .unlocked) { request in
            let run = try await MoneyVault(request, services).read { book, _ throws(Problem) in
                try Self.run(request, book)
            }
            return .json { Self.write(run, to: &$0) }
        }.with {
            $0.summary = summary + " Nothing is changed."
            $0.responses = [.init(.ok, "What would change, newest first.", Self.runSchema)]
            if path.contains("{id}") { $0.problems = [.notFound] }
        }
    }

    private func apply(_ path: String, _ summary: String) -> Endpoint {
        Endpoint(.post, path, surface: .api, access: .unlocked) { request in
            let digest = RequestFields(request.json).text("digest")
            let (outcome, _) = try await MoneyVault(request, services).change(request) { book, start throws(Problem) in
                let run = try Self.run(request, book)
                guard Self.text(run.digest) == digest else {
                    let sentence = "The rules would do something else by now."
                    throw Problem(.changedMeanwhile, fields: [.init("/digest", sentence)])
                }
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.apply(run)
                    }
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return .json {
                $0.member("changed", outcome?.changed.count ?? 0)
                $0.member("unfit", outcome?.unfit.count ?? 0)
            }
        }.with {
            $0.summary = summary + " One step, one undo; refused when they would do something else by now."
            $0.body = .json(
                ObjectSchema("RuleApplyRequest", [.required("digest", .id, "Of the preview that was seen.")])
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "What was done; zeros when the same key was done before.", Self.outcomeSchema)]
            $0.problems = path.contains("{id}") ? [.notFound, .changedMeanwhile] : [.changedMeanwhile]
        }
    }

    private static func run(_ request: WebRequest, _ book: MoneyBook) throws(Problem) -> RuleRun {
        let text = request.parameters["id"]
        var only: [RuleID]?
        if let text {
            guard let id = RuleID(text: text), book.item(id) != nil else { throw Problem(.notFound) }
            only = [id]
        }
        do throws(MoneyError) {
            return try book.ruleRun(only: only)
        } catch {
            throw ErrorMapping.problem(error)
        }
    }

    private static func write(_ run: RuleRun, to writer: inout JSONWriter) {
        writer.member("matched", run.matchCount)
        writer.member("count", run.changes.count)
        writer.member("more", run.hasMore)
        writer.member("digest", text(run.digest))
        writer.memberArray("changes", run.changes.prefix(shown)) { writer, change in
            writer.object {
                $0.memberArray("rules", change.rules) { $0.string($1.text) }
                $0.name("transaction")
                MoneyJSON.write(change.before, to: &$0)
                $0.name("becomes")
                MoneyJSON.write(TransactionDraft(change.after), to: &$0)
            }
        }
    }

    static func text(_ digest: UInt64) -> String {
        let digits = String(digest, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private var move: Endpoint {
        Endpoint(.post, Self.path + "/{id}/move", surface: .api, access: .unlocked) { request in
            guard let id = RuleID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let up = RequestFields(request.json).text("to") == "up"
            let vault = try MoneyVault(request, services)
            _ = try await vault.change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.moveRule(id, up: up)
                }
            }
            let rules = try await vault.read { book, _ in book.orderedRules.map(\.id.text) }
            return .json { writer in writer.memberArray("items", rules) { $0.string($1) } }
        }.with {
            $0.summary =
                "Moves a rule before the one above it or after the one below; at the end of the list nothing changes."
            $0.body = .json(ObjectSchema("RuleMoveRequest", [.required("to", .enumeration(["up", "down"]))]))
            $0.takesIdempotencyKey = true
            $0.responses = [
                .init(
                    .ok,
                    "The rules in their order.",
                    ObjectSchema("RuleOrder", [.required("items", .array(.id, count: 1...RuleContent.maximum))])
                )
            ]
            $0.problems = [.notFound]
        }
    }

    private var suggestions: Endpoint {
        Endpoint(.get, Self.path + "/suggestions", surface: .api, access: .unlocked) { request in
            let found = try await MoneyVault(request, services).read { book, _ in book.ruleSuggestions() }
            return .json { writer in
                writer.memberArray("items", found) { writer, suggestion in
                    writer.object {
                        $0.member("payee", suggestion.payee)
                        $0.member("category", suggestion.category.text)
                        $0.member("count", suggestion.count)
                    }
                }
            }
        }.with {
            $0.summary = "Payees that the person keeps putting into one category, and that no rule covers; at most 5."
            $0.responses = [.init(.ok, "Those with the most entries first.", Self.suggestionSchema)]
        }
    }

    private static let change = ObjectSchema(
        "RuleChange",
        [
            .required("rules", .array(.id, count: 1...RuleContent.maximum), "Which do it, in their order."),
            .required("transaction", .object(MoneySchemas.transaction), "As it is."),
            .required("becomes", .object(MoneySchemas.transactionRequest)),
        ]
    )

    private static let runSchema = ObjectSchema(
        "RulePreview",
        [
            .required(
                "matched",
                .integer(0...MoneyLimits.transactions),
                "Entries that some rule fits, changed or not."
            ),
            .required("count", .integer(0...RuleRun.maximum), "How many would change."),
            .required("more", .boolean, "Whether more would change than one step takes."),
            .required("digest", .id, "Names this preview for applying it."),
            .required("changes", .array(.object(change), count: 0...shown), "The newest of them."),
        ]
    )

    private static let outcomeSchema = ObjectSchema(
        "RuleOutcome",
        [
            .required("changed", .integer(0...RuleRun.maximum)),
            .required("unfit", .integer(0...RuleRun.maximum), "What it would become is refused."),
        ]
    )

    private static let suggestionSchema = ObjectSchema(
        "RuleSuggestionList",
        [
            .required(
                "items",
                .array(
                    .object(
                        ObjectSchema(
                            "RuleSuggestion",
                            [
                                .required("payee", MoneySchemas.payee), .required("category", .id),
                                .required("count", .integer(3...MoneyLimits.transactions)),
                            ]
                        )
                    ),
                    count: 0...5
                )
            )
        ]
    )
}
