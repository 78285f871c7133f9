import Cycle
import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/quick-add`.
struct QuickAddAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [add] }

    private var add: Endpoint {
        Endpoint(.post, "/api/v1/money/quick-add", surface: .api, access: .unlocked) { request in
            let fields = RequestFields(request.json)
            let outcome = try await LineAddition(services: services).add(
                fields.text("text"),
                as: try fields.optionalValue("as") { LineAddition.Choice(rawValue: $0) },
                isTrial: fields.flag("dryRun"),
                on: try fields.optionalValue("today") { CalendarDay(iso: $0) },
                request
            )
            return switch outcome {
            case .money(let outcome, let mayBeDiary): Self.answer(outcome, mayBeDiary: mayBeDiary)
            case .diary(let outcome): Self.answer(outcome)
            }
        }.with {
            $0.summary = "Reads one typed line, says what it understood and why, and adds it unless something is open."
            $0.body = .json(QuickAddSchemas.request)
            $0.takesIdempotencyKey = true
            $0.responses = [
                .init(.created, "It was added.", QuickAddSchemas.answer),
                .init(.ok, "Nothing was added: a trial, or there are questions.", QuickAddSchemas.answer),
            ]
        }
    }

    private static func answer(_ outcome: DiaryAddition.Outcome) -> Answer {
        let text = DiaryLineText(outcome)
        return Answer.json(status: outcome.isAdded ? .created : .ok) { writer in
            writer.member("kind", "diary")
            writer.member("added", outcome.isAdded)
            writer.member("date", outcome.reading.day.iso)
            let fields = outcome.reading.entry?.fields ?? []
            writer.memberArray("fields", DayField.allCases.filter { fields.contains($0) }) { writer, field in
                writer.string(field.codeName)
            }
            writer.memberArray("understood", outcome.reading.tokens) { writer, token in
                writer.object { text.write(token, to: &$0) }
            }
            writer.memberArray("questions", text.questions) { writer, question in
                writer.object {
                    $0.member("code", question.code)
                    $0.member("sentence", question.sentence)
                }
            }
        }
    }

    private static func answer(_ outcome: QuickAddition.Outcome, mayBeDiary: Bool) -> Answer {
        let text = QuickAddText(outcome.book)
        let isAdded = outcome.batchStart != nil
        var answer = Answer.json(status: isAdded ? .created : .ok) { writer in
            writer.member("kind", outcome.reading.kind.rawValue)
            writer.member("added", isAdded)
            if mayBeDiary { writer.member("mayBeDiary", true) }
            if let transaction = outcome.transaction {
                writer.name("transaction")
                MoneyJSON.write(transaction, to: &writer)
            } else if !isAdded, let draft = outcome.reading.draft {
                writer.name("draft")
                MoneyJSON.write(draft, to: &writer)
            }
            if let recurring = outcome.recurring {
                writer.name("recurring")
                RecurringJSON.write(recurring, to: &writer)
            }
            if let schedule = outcome.reading.schedule {
                writer.name("schedule")
                ScheduleJSON.write(schedule, to: &writer)
            }
            writer.memberArray("understood", outcome.reading.tokens) { writer, token in
                writer.object { text.write(token, of: outcome.line, to: &$0) }
            }
            writer.memberArray("questions", outcome.reading.questions) { writer, question in
                writer.object {
                    $0.member("code", text.code(question))
                    $0.member("sentence", text.sentence(question, of: outcome.line))
                }
            }
        }
        if let transaction = outcome.transaction {
            answer.fields[.location] = "/api/v1/money/transactions/" + transaction.id.text
        } else if let recurring = outcome.recurring {
            answer.fields[.location] = "/api/v1/money/recurring/" + recurring.id.text
        }
        return answer
    }
}
