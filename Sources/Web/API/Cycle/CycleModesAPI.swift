import Cycle
import HTTPTypes
import JSON
import Primitives

/// `/api/v1/cycle/modes`: what the diary is kept for, from a day on.
struct CycleModesAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [list, set, remove] }

    private var list: Endpoint {
        Endpoint.diary(.get, "/modes") { request in
            let modes = try await CycleVault(request, services).read { book, _ in book.modes.changes }
            return .json { writer in
                writer.memberArray("items", modes) { DiaryPartsJSON.write($1, to: &$0) }
            }
        }.with {
            $0.summary = "Lists the modes, each from its day until the next."
            let modes = Schema.array(.object(Self.mode), count: 0...CyclePlan.modeMaximum)
            $0.responses = [.init(.ok, "The modes.", ObjectSchema("CycleModeList", [.required("items", modes)]))]
        }
    }

    private var set: Endpoint {
        Endpoint.diary(.put, "/modes/{from}") { request in
            let fields = RequestFields(request.json)
            let mode = ModeChange(
                from: try Self.day(request),
                CycleMode(codeName: fields.text("mode")) ?? .cycle,
                dueDay: try fields.optionalValue("dueDate") { CalendarDay(iso: $0) },
                isBreastfeeding: fields.has("breastfeeding") ? fields.flag("breastfeeding") : nil
            )
            try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.setMode(mode)
            }
            return .noContent
        }.with {
            $0.summary = "Sets the mode from a day on."
            $0.body = .json(ObjectSchema("CycleModeRequest", Self.properties))
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is kept.")]
            $0.problems = [.notFound]
        }
    }

    private var remove: Endpoint {
        Endpoint.diary(.delete, "/modes/{from}") { request in
            let day = try Self.day(request)
            try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.removeMode(from: day)
            }
            return .noContent
        }.with {
            $0.summary = "Takes a mode back: the one before it goes on."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound]
        }
    }

    private static let properties: [ObjectSchema.Property] = [
        .required("mode", DaySchemas.codes(CycleMode.self)),
        .optional("dueDate", .day, "Of a pregnancy."), .optional("breastfeeding", .boolean, "After a birth."),
    ]
    private static let mode = ObjectSchema("CycleModeFrom", [.required("from", .day)] + properties)

    private static func day(_ request: WebRequest) throws(Problem) -> CalendarDay {
        guard let day = CalendarDay(iso: request.parameter("from")) else { throw Problem(.notFound) }
        return day
    }
}
