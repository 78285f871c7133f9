import Cycle
import HTTPTypes
import JSON
import Primitives
import Vault

/// `/api/v1/cycle/settings` and `/api/v1/cycle/undo`.
struct CycleSettingsAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [show, edit, changes, undo] }

    private static let schema = ObjectSchema(
        "DiarySettings",
        [
            .optional("secondSign", DaySchemas.codes(SecondSign.self), "Absent: what is recorded."),
            .required(
                "hiddenFields",
                .array(DaySchemas.codes(DayField.self), count: 0...DayField.allCases.count),
                "Not offered when a day is written."
            ),
            .required("temperatureUnit", DaySchemas.codes(DiarySettings.TemperatureUnit.self), "As pages show it."),
            .required("weightUnit", DaySchemas.codes(DiarySettings.WeightUnit.self), "As pages show it."),
            .required("predictionsPaused", .boolean),
        ]
    )

    private var show: Endpoint {
        Endpoint.diary(.get, "/settings") { request in
            Self.answer(try await CycleVault(request, services).read { book, _ in book.settings })
        }.with {
            $0.summary = "Shows how the diary is kept."
            $0.responses = [.init(.ok, "The settings.", Self.schema)]
        }
    }

    private var edit: Endpoint {
        Endpoint.diary(.put, "/settings") { request in
            let settings = try DiaryPartsJSON.settings(.object(request.json), at: "")
            let vault = try CycleVault(request, services)
            try await vault.change(request) { plan throws(CycleError) in try plan.setSettings(settings) }
            return Self.answer(try await vault.read { book, _ in book.settings })
        }.with {
            $0.summary = "Changes how the diary is kept. Nothing in it changes."
            $0.body = .json(Self.schema)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The settings as they are now.", Self.schema)]
        }
    }

    private static func answer(_ settings: DiarySettings) -> Answer {
        var writer = JSONWriter()
        DiaryPartsJSON.write(settings, to: &writer)
        return .json(writer.bytes)
    }

    private static let change = ObjectSchema(
        "DiaryChange",
        [
            .required("change", .id), .required("at", .string(.moment, length: 20...20)),
            .required("steps", .integer(1...1_000_000)),
        ]
    )

    private var changes: Endpoint {
        Endpoint.diary(.get, "/undo") { request in
            let now = services.now()
            let batches = try await CycleVault(request, services).read { book, _ in book.undoableBatches(now: now) }
            return .json { writer in
                writer.memberArray("items", batches.prefix(100)) { writer, batch in
                    writer.object {
                        $0.member("change", String(batch.batchStart))
                        $0.member("at", batch.time.iso)
                        $0.member("steps", batch.turns.count)
                    }
                }
            }
        }.with {
            $0.summary = "Lists what of the diary can still be undone, newest first, at most 100."
            $0.responses = [
                .init(.ok, "Changes of the last 30 days.", MoneySchemas.list("DiaryChangeList", of: Self.change))
            ]
        }
    }

    private var undo: Endpoint {
        Endpoint.diary(.post, "/undo") { request in
            guard let change = JournalIndex(RequestFields(request.json).text("change")) else {
                throw Problem(.notFound)
            }
            let now = services.now()
            try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.undo(batchStart: change, now: now)
            }
            return .noContent
        }.with {
            $0.summary = "Undoes a change of the diary: what it wrote is as it was before."
            $0.body = .json(ObjectSchema("DiaryUndoRequest", [.required("change", .id)]))
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is undone.")]
            $0.problems = [.notFound, .conflict]
        }
    }
}
