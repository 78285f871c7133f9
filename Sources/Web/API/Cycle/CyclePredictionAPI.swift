import Cycle
import HTTPTypes
import JSON
import Primitives

/// `/api/v1/cycle/prediction`.
struct CyclePredictionAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [prediction] }

    private var prediction: Endpoint {
        Endpoint.diary(.get, "/prediction") { request in
            let vault = try CycleVault(request, services)
            let (facts, isPaused) = try await vault.read { book, _ in
                (book.facts, book.settings.arePredictionsPaused)
            }
            guard !isPaused else { return .json { $0.memberObject("refused") { $0.member("reason", "paused") } } }
            let predictor = CyclePredictor(facts, CycleList(facts), today: vault.today)
            do throws(PredictionRefusal) {
                let prediction = try predictor.predict()
                return .json { PredictionJSON.write(prediction, to: &$0) }
            } catch {
                return .json { PredictionJSON.write(error, to: &$0) }
            }
        }.with {
            $0.purpose = .cyclePrediction
            $0.summary = "Says what is likely: next starts, ovulation, fertile days. Estimates, and no contraception."
            $0.responses = [.init(.ok, "The estimates and what they rest on, or why there are none.", Self.schema)]
        }
    }

    private static let days = Schema.array(.day, count: 2...2)
    private static let chance = ObjectSchema(
        "DayChance",
        [.required("date", .day), .required("chance", .number, "From 0 to 1.")]
    )
    private static let distribution = ObjectSchema(
        "DayDistribution",
        [
            .required("median", .day), .required("likeliest", .day), .required("interval50", days),
            .required("interval80", days), .required("days", .array(.object(chance), count: 0...400)),
        ]
    )
    private static let basis = ObjectSchema(
        "PredictionBasis",
        [
            .required("mode", DaySchemas.codes(CycleMode.self)), .required("cycles", .integer(0...4000)),
            .required(
                "leftOut",
                .array(
                    .object(
                        ObjectSchema("LeftOutCycle", [.required("start", .day), .required("reason", .visibleName)])
                    ),
                    count: 0...4000
                )
            ),
        ]
    )
    private static let ovulation = ObjectSchema(
        "OvulationEstimate",
        [
            .required("source", .visibleName), .required("day", .object(distribution)),
            .optional("window", days, "Days that may be fertile. An estimate, and no contraception."),
        ]
    )
    static let question = ObjectSchema(
        "DiaryQuestion",
        [
            .required("kind", .visibleName), .optional("day", .day), .optional("cycle", .day),
            .optional("length", .integer(0...400)), .optional("days", days), .optional("chance", .number),
        ]
    )
    private static let refusal = ObjectSchema(
        "PredictionRefusal",
        [
            .required("reason", .visibleName), .optional("have", .integer(0...4000)),
            .optional("need", .integer(0...100)), .optional("days", .integer(0...100_000)),
            .optional("start", .day), .optional("weeks", .integer(0...100)),
        ]
    )
    private static let schema = ObjectSchema(
        "CyclePrediction",
        [
            .optional("refused", .object(refusal), "Why nothing is said; then nothing else is there."),
            .optional("basis", .object(basis)), .optional("lastStart", .day),
            .optional("cycleDay", .integer(0...100_000)),
            .optional("starts", .array(.object(distribution), count: 0...4), "The next, and those after it."),
            .optional("chanceOfMissing", .number, "That a period was not logged since the last start."),
            .optional("nextIfMissing", .object(distribution)), .optional("ovulation", .object(ovulation)),
            .optional("questions", .array(.object(question), count: 0...1000)),
        ]
    )
}

extension Schema {
    /// A name of ours: lower-case words joined by hyphens.
    static let visibleName = Schema.string(.visible, length: 1...64)
}
