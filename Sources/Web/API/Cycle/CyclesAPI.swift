import Cycle
import HTTPTypes
import JSON
import Primitives

/// `/api/v1/cycle/cycles`: the cycles of the diary, and what a person says about one as a whole.
struct CyclesAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [list, mark] }

    private var list: Endpoint {
        Endpoint.diary(.get, "/cycles") { request in
            let (facts, marks) = try await CycleVault(request, services).read { book, _ in (book.facts, book.marks) }
            let noted = Dictionary(marks.map { ($0.start, $0) }, uniquingKeysWith: { $1 })
            let list = CycleList(facts)
            return .json { writer in
                writer.memberArray("items", list.cycles) { writer, cycle in
                    writer.object { Self.write(cycle, noted[cycle.start], to: &$0) }
                }
                writer.memberArray("questions", list.questions) { writer, question in
                    writer.object { PredictionJSON.write(question, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Lists the cycles of the diary, oldest first; the last one is running."
            let cycles = Schema.array(.object(Self.cycle), count: 0...4000)
            let questions = Schema.array(.object(CyclePredictionAPI.question), count: 0...4000)
            $0.responses = [
                .init(
                    .ok,
                    "The cycles, and what the diary asks about them.",
                    ObjectSchema("CycleList", [.required("items", cycles), .required("questions", questions)])
                )
            ]
        }
    }

    private var mark: Endpoint {
        Endpoint.diary(.put, "/cycles/{start}") { request in
            guard let start = CalendarDay(iso: request.parameter("start")) else { throw Problem(.notFound) }
            let fields = RequestFields(request.json)
            let mark = CycleMark(
                start: start,
                isExcluded: fields.flag("excluded"),
                completeness: CycleMark.Completeness(codeName: fields.text("completeness")) ?? .unknown,
                note: fields.optionalText("note")
            )
            try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.setMark(mark)
            }
            return .noContent
        }.with {
            $0.summary = "Says of the cycle from a start whether it is left out, and whether a period is missing in it."
            $0.body = .json(Self.request)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is kept.")]
            $0.problems = [.notFound]
        }
    }

    private static let request = ObjectSchema(
        "CycleMark",
        [
            .required("excluded", .boolean),
            .required("completeness", DaySchemas.codes(CycleMark.Completeness.self)),
            .optional("note", .string(.text, length: 1...DayLimits.noteCharacters)),
        ]
    )

    private static let cycle = ObjectSchema(
        "Cycle",
        [
            .required("start", .day), .optional("length", .integer(1...100_000)), .required("periodEnd", .day),
            .required("mode", DaySchemas.codes(CycleMode.self)), .optional("leftOut", .visibleName),
            .required("excluded", .boolean), .required("completeness", .visibleName),
            .optional("note", .string(.text, length: 1...DayLimits.noteCharacters)),
        ]
    )

    private static func write(_ cycle: RecordedCycle, _ mark: CycleMark?, to writer: inout JSONWriter) {
        writer.member("start", cycle.start)
        if let length = cycle.length { writer.member("length", length) }
        writer.member("periodEnd", cycle.periodEnd)
        writer.member("mode", cycle.startMode.codeName)
        writer.member("leftOut", optional: cycle.leftOut?.name)
        writer.member("excluded", mark?.isExcluded ?? false)
        writer.member("completeness", cycle.completeness.codeName)
        writer.member("note", optional: mark?.note)
    }
}
