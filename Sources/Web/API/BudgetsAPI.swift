import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/budgets` and `/api/v1/money/reports/budget`.
struct BudgetsAPI: Sendable {
    private static let path = "/api/v1/money/budgets"

    let services: WebServices

    var endpoints: [Endpoint] { [list, add, show, edit, remove, assign, move, report] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let budgets = try await MoneyVault(request, services).read { book, _ in book.liveBudgets }
            return .json { writer in
                writer.memberArray("items", budgets) { BudgetJSON.write($1, to: &$0) }
            }
        }.with {
            $0.summary = "Lists the budgets."
            $0.responses = [.init(.ok, "All of them.", MoneySchemas.list("BudgetList", of: BudgetJSON.schema))]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (draft, today) = (try BudgetJSON.draft(request.json), services.today())
            let (id, _) = try await vault.add(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.addBudget(draft, today: today)
                }
            }
            let budget = try await self.budget(id, vault)
            return Self.answer(budget, status: .created).adding(.location, "\(Self.path)/\(budget.id.text)")
        }.with {
            $0.summary = "Adds a budget."
            $0.body = .json(BudgetJSON.request)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The budget.", BudgetJSON.schema)]
            $0.problems = [.conflict]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            Self.answer(try await budget(try Self.id(request), MoneyVault(request, services)), status: .ok)
        }.with {
            $0.summary = "Shows one budget."
            $0.responses = [.init(.ok, "The budget.", BudgetJSON.schema)]
            $0.problems = [.notFound]
        }
    }

    private var edit: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (id, draft) = (try Self.id(request), try BudgetJSON.draft(request.json))
            let (wanted, today) = (request.fields[.ifMatch], services.today())
            _ = try await vault.change(request) { book, start throws(Problem) in
                guard let budget = book.budget(id) else { throw Problem(.notFound) }
                guard Self.tag(budget) == wanted else { throw Problem(.changedMeanwhile) }
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.editBudget(id, draft, today: today)
                    }
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return Self.answer(try await budget(id, vault), status: .ok)
        }.with {
            $0.summary = "Changes a budget, for the periods that are past as well."
            $0.body = .json(BudgetJSON.request)
            $0.takesIdempotencyKey = true
            $0.needsIfMatch = true
            $0.responses = [.init(.ok, "The budget as it is now.", BudgetJSON.schema)]
            $0.problems = [.notFound, .conflict, .inUse]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let id = try Self.id(request)
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in try plan.removeBudget(id) }
            }
            return .noContent
        }.with {
            $0.summary = "Removes a budget; what was spent stays."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound]
        }
    }

    private var assign: Endpoint {
        Endpoint(.post, Self.path + "/{id}/assignments", surface: .api, access: .unlocked) { request in
            let id = try Self.id(request)
            let fields = RequestFields(request.json)
            let (category, day) = (try fields.value("category") { CategoryID(text: $0) }, try fields.day("date"))
            _ = try await MoneyVault(request, services).change(request) { book, start throws(Problem) in
                guard let budget = book.budget(id) else { throw Problem(.notFound) }
                let amount = try fields.optionalAmount("amount", budget.content.currency)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.assign(amount?.minorUnits, to: category, of: id, on: day)
                    }
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return .noContent
        }.with {
            $0.summary = "Assigns another amount to one line in one period."
            $0.body = .json(
                ObjectSchema(
                    "AssignmentRequest",
                    [
                        .required("category", .id), .required("date", .day, "Any day of the period."),
                        .optional("amount", .decimal, "Without one, the amount of the line again."),
                    ]
                )
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is assigned.")]
            $0.problems = [.notFound]
        }
    }

    private var move: Endpoint {
        Endpoint(.post, Self.path + "/{id}/moves", surface: .api, access: .unlocked) { request in
            let id = try Self.id(request)
            let fields = RequestFields(request.json)
            let source = try fields.value("from") { CategoryID(text: $0) }
            let destination = try fields.value("to") { CategoryID(text: $0) }
            let day = try fields.day("date")
            _ = try await MoneyVault(request, services).change(request) { book, start throws(Problem) in
                guard let budget = book.budget(id) else { throw Problem(.notFound) }
                let amount = try fields.amount("amount", budget.content.currency)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.move(amount.minorUnits, from: source, to: destination, of: id, on: day)
                    }
                } catch .invalid(.lines) {
                    throw fields.refusal("from", "It is the line that the amount goes to.")
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return .noContent
        }.with {
            $0.summary = "Moves an amount from one line to another within one period, as one change."
            $0.body = .json(
                ObjectSchema(
                    "BudgetMoveRequest",
                    [
                        .required("from", .id, "The category of the line that has less assigned."),
                        .required("to", .id, "The category of the line that has more."),
                        .required("date", .day, "Any day of the period."),
                        .required("amount", .decimal, "More than zero."),
                    ]
                )
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is moved.")]
            $0.problems = [.notFound]
        }
    }

    private var report: Endpoint {
        Endpoint(.get, "/api/v1/money/reports/budget", surface: .api, access: .unlocked) { request in
            let today = services.today()
            let day = request.query["on"].flatMap { CalendarDay(iso: $0) } ?? today
            return try await MoneyVault(request, services).read { book, _ in
                let answer = book.budgetReports(on: day, today: today, ledger: CategoryLedger(book))
                return .json { writer in
                    writer.memberArray("items", answer.reports) { BudgetJSON.write($1, book, to: &$0) }
                    writer.memberArray("refused", answer.refused) { BudgetJSON.write($1, book, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Where each budget stands in the period that a day is in."
            $0.query = [.init("on", .day, "Today by itself.")]
            $0.responses = [
                .init(
                    .ok,
                    "One for each budget with a period on that day, and the budgets of which none can be made.",
                    BudgetJSON.reports
                )
            ]
        }
    }

    private func budget(_ id: BudgetID, _ vault: MoneyVault) async throws -> Budget {
        guard let budget = try await vault.read({ book, _ in book.budget(id) }) else { throw Problem(.notFound) }
        return budget
    }

    private static func id(_ request: WebRequest) throws(Problem) -> BudgetID {
        guard let id = BudgetID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func bytes(_ budget: Budget) -> [UInt8] {
        var writer = JSONWriter()
        BudgetJSON.write(budget, to: &writer)
        return writer.bytes
    }

    private static func answer(_ budget: Budget, status: Answer.Status) -> Answer {
        Answer.json(bytes(budget), status: status).adding(.eTag, tag(budget))
    }

    /// What a change must name.
    static func tag(_ budget: Budget) -> String { EntityTag.of(bytes(budget)) }
}
