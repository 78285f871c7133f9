import Aggregates
import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/trust/aggregates`: the weeks' figures over all who agreed, and the ledger of what they tell, for anyone.
struct AggregatesAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [show] }

    private static let names = Schema.enumeration(AggregateFigure.allCases.map(\.name))
    private static let epsilon = Schema.string(.line, length: 1...10)

    private static let kind = ObjectSchema(
        "AggregateFigure",
        [
            .required("name", names),
            .required("maximumPerAccount", .integer(1...255), "What one account adds in a week at most."),
            .required("epsilon", epsilon, "What one release tells of one account at most, as a decimal."),
            .required("shownFrom", .integer(0...1_000_000), "The noisy count of people from which on it is shown."),
        ]
    )

    private static let value = ObjectSchema(
        "AggregateValue",
        [
            .required("figure", names),
            .optional("value", .integer(0...Int.max), "With noise; absent where it is about too few."),
        ]
    )

    private static let week = ObjectSchema(
        "AggregateWeek",
        [
            .required("from", .day), .required("to", .day), .required("epsilon", epsilon),
            .required("values", .array(.object(value), count: 0...100), "Empty where the budget did not reach."),
        ]
    )

    private static let entry = ObjectSchema(
        "BudgetEntry",
        [.required("from", .day, "The Monday of the week."), .required("epsilon", epsilon)]
    )

    private static let answer = ObjectSchema(
        "Aggregates",
        [
            .required("smallestGroup", .integer(1...1000)),
            .required("budget", epsilon, "For 52 weeks."),
            .required("periodFrom", .day),
            .required("spent", epsilon),
            .required("left", epsilon),
            .required("figures", .array(.object(kind), count: 0...100), "What is counted."),
            .required("weeks", .array(.object(week), count: 0...100), "Newest first."),
            .required("ledger", .array(.object(entry), count: 0...BudgetLedger.entryMaximum), "Oldest first."),
        ]
    )

    private var show: Endpoint {
        Endpoint(.get, "/api/v1/trust/aggregates", surface: .api, access: .anyone) { _ in
            let desk = services.identity.aggregates
            let (releases, ledger) = try await desk.published()
            let week = desk.thisWeek
            return .json { writer in
                writer.member("smallestGroup", AggregateFigure.smallestGroup)
                writer.member("budget", BudgetLedger.budget.text)
                writer.member("periodFrom", BudgetLedger.periodStart(of: week).firstDay.iso)
                writer.member("spent", ledger.spent(inPeriodOf: week).text)
                writer.member("left", ledger.left(inPeriodOf: week).text)
                writer.memberArray("figures", AggregateFigure.allCases) { Self.write($1, to: &$0) }
                writer.memberArray("weeks", releases) { Self.write($1, to: &$0) }
                writer.memberArray("ledger", ledger.entries) { writer, entry in
                    writer.object {
                        $0.member("from", entry.week.firstDay.iso)
                        $0.member("epsilon", entry.spent.text)
                    }
                }
            }
        }.with {
            $0.summary = "Shows the weekly figures over all who agreed, with noise, and what they tell of one account."
            $0.responses = [.init(.ok, "Figures and ledger.", Self.answer)]
        }
    }

    private static func write(_ figure: AggregateFigure, to writer: inout JSONWriter) {
        writer.object {
            $0.member("name", figure.name)
            $0.member("maximumPerAccount", figure.maximumPerAccount)
            $0.member("epsilon", figure.epsilon.text)
            $0.member("shownFrom", figure.shownFrom)
        }
    }

    private static func write(_ release: WeeklyRelease, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("from", release.week.firstDay.iso)
            writer.member("to", release.week.lastDay.iso)
            writer.member("epsilon", release.epsilon.text)
            writer.memberArray("values", release.figures) { writer, figure in
                writer.object {
                    $0.member("figure", figure.figure.name)
                    if let value = figure.value { $0.member("value", value) }
                }
            }
        }
    }
}
