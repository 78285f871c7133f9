import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// How far each goal is, and money that is set aside for one.
struct GoalsAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [report, deposit] }

    private var report: Endpoint {
        Endpoint(.get, "/api/v1/money/reports/goals", surface: .api, access: .unlocked) { request in
            let today = services.today()
            return try await MoneyVault(request, services).read { book, _ throws(MoneyError) in
                let reports = try book.goalReports(today: today)
                return .json { writer in writer.memberArray("items", reports) { Self.write($1, to: &$0) } }
            }
        }.with {
            $0.summary = "How far each goal is, archived ones too."
            $0.responses = [.init(.ok, "One row for each goal.", MoneySchemas.list("GoalReport", of: Self.row))]
        }
    }

    private static let row = ObjectSchema(
        "GoalProgress",
        [
            .required("goal", .id), .required("name", .name), .required("currency", .currency),
            .required("target", .decimal), .required("saved", .decimal), .required("left", .decimal),
            .required("inAccounts", .decimal, "At the end of today."),
            .required("setAside", .decimal, "Its deposits up to today."),
            .optional("due", .day),
            .optional("perMonth", .decimal, "What each month takes until the due day."),
            .required("pace", .decimal, "What the last 90 days added."),
            .optional("projected", .day, "When it is reached at that pace."),
            .required("archived", .boolean),
        ]
    )

    private static func write(_ report: GoalReport, to writer: inout JSONWriter) {
        let content = report.goal.content
        func amount(_ minorUnits: Int64) -> String { MoneyJSON.amount(minorUnits, content.currency) }
        writer.object {
            $0.member("goal", report.goal.id.text)
            $0.member("name", content.title)
            $0.member("currency", content.currency.code)
            $0.member("target", amount(content.targetMinorUnits))
            $0.member("saved", amount(report.savedMinorUnits))
            $0.member("left", amount(report.leftMinorUnits))
            $0.member("inAccounts", amount(report.accountsMinorUnits))
            $0.member("setAside", amount(report.depositsMinorUnits))
            $0.member("due", optional: content.due?.iso)
            $0.member("perMonth", optional: report.perMonthMinorUnits.map(amount))
            $0.member("pace", amount(report.paceMinorUnits))
            $0.member("projected", optional: report.projected?.iso)
            $0.member("archived", content.isArchived)
        }
    }

    private var deposit: Endpoint {
        Endpoint(.post, "/api/v1/money/goals/{id}/deposits", surface: .api, access: .unlocked) { request in
            guard let id = GoalID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let (vault, fields) = (try MoneyVault(request, services), RequestFields(request.json))
            _ = try await vault.change(request) { book, start throws(Problem) in
                guard let goal = book.item(id) else { throw Problem(.notFound) }
                let deposit = try GoalContent.Deposit(fields, goal.content.currency)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.deposit(deposit, to: id)
                    }
                } catch {
                    throw error.field == .deposits
                        ? Problem(.invalid, fields: [.init("/amount", Sentences.sentence(error))])
                        : ErrorMapping.problem(error)
                }
            }
            return try await vault.read { book, _ throws(Problem) in
                guard let goal = book.item(id) else { throw Problem(.notFound) }
                return Answer.json(goal.bytes(in: book)).adding(.eTag, goal.tag(in: book))
            }
        }.with {
            $0.summary = "Sets money aside for a goal, or takes it back; nothing moves."
            $0.body = .json(ObjectSchema("GoalDepositRequest", GoalContent.deposit))
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The goal as it is now.", GoalContent.schema)]
            $0.problems = [.notFound]
        }
    }
}
