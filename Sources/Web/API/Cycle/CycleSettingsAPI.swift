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
            .optional("secondSign", .enumeration(SecondSign.allCases.map(\.rawValue)), "Absent: what is recorded."),
            .required(
                "hiddenFields",
                .array(DaySchemas.codes(DayField.self), count: 0...DayField.allCases.count),
                "Not offered when a day is written."
            ),
            .required("temperatureUnit", .enumeration(["celsius", "fahrenheit"]), "As pages show it."),
            .required("weightUnit", .enumeration(["kilograms", "pounds"]), "As pages show it."),
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
            let fields = RequestFields(request.json)
            let settings = DiarySettings(
                secondSign: fields.optionalText("secondSign").flatMap { SecondSign(rawValue: $0) },
                hiddenFields: Set(fields.texts("hiddenFields").compactMap { DayField(codeName: $0) }),
                temperatureUnit: fields.text("temperatureUnit") == "fahrenheit" ? .fahrenheit : .celsius,
                weightUnit: fields.text("weightUnit") == "pounds" ? .pounds : .kilograms,
                arePredictionsPaused: fields.flag("predictionsPaused")
            )
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
        .json { writer in
            writer.member("secondSign", optional: settings.secondSign?.rawValue)
            let hidden = settings.hiddenFields.sorted { $0.rawValue < $1.rawValue }
            writer.memberArray("hiddenFields", hidden) { $0.string($1.codeName) }
            writer.member("temperatureUnit", settings.temperatureUnit == .celsius ? "celsius" : "fahrenheit")
            writer.member("weightUnit", settings.weightUnit == .kilograms ? "kilograms" : "pounds")
            writer.member("predictionsPaused", settings.arePredictionsPaused)
        }
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
