import Cycle
import HTTPTypes
import JSON
import Primitives
import Vault

/// `/api/v1/cycle/symptoms` and `/api/v1/cycle/moods`.
struct FeelingsAPI: Sendable {
    let services: WebServices
    let kind: FeelingKind

    private var path: String { kind == .symptom ? "/symptoms" : "/moods" }
    private var noun: String { kind == .symptom ? "symptom" : "mood" }

    var endpoints: [Endpoint] { [list, add, edit, remove] }

    private var list: Endpoint {
        Endpoint.diary(.get, path) { request in
            let feelings = try await CycleVault(request, services).read { book, _ in
                book.feelings.filter { $0.key.kind == kind }
            }
            let builtIn = builtInNames
            let changed = Dictionary(feelings.map { ($0.key.id, $0.definition) }, uniquingKeysWith: { $1 })
            let custom = feelings.filter { !$0.key.isBuiltIn }
            return .json { writer in
                writer.memberArray("items", builtIn.map(\.id) + custom.map(\.key.id)) { writer, id in
                    let definition = changed[id] ?? FeelingDefinition()
                    writer.object { writer in
                        writer.member("id", text(id))
                        writer.member("name", definition.name ?? builtIn.first { $0.id == id }?.name ?? "")
                        writer.member("builtIn", FeelingKey(kind, id).isBuiltIn)
                        writer.member("hidden", definition.isHidden)
                        writer.member("position", definition.position)
                    }
                }
            }
        }.with {
            $0.summary = "Lists every \(noun) a day may have."
            $0.responses = [.init(.ok, "All of them.", MoneySchemas.list(schema("List"), of: feeling))]
        }
    }

    private var add: Endpoint {
        Endpoint.diary(.post, path) { request in
            let definition = Self.definition(request)
            let names = builtInNames.map(\.name)
            let (made, start) = try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.addFeeling(kind, definition, builtInNames: names)
            }
            guard let id = made?.id ?? start.map({ ChangeID(batchStart: $0, ordinal: 0).rawValue }) else {
                throw Problem(.unavailable, retryAfterSeconds: 1)
            }
            return Answer.json(status: .created) { $0.member("id", text(id)) }
                .adding(.location, "/api/v1/cycle\(path)/\(text(id))")
        }.with {
            $0.summary = "Adds a \(noun)."
            $0.body = .json(request)
            $0.takesIdempotencyKey = true
            let made = ObjectSchema(schema("Made"), [.required("id", .string(.visible, length: 1...64))])
            $0.responses = [.init(.created, "Its id.", made)]
            $0.problems = [.conflict]
        }
    }

    private var edit: Endpoint {
        Endpoint.diary(.put, path + "/{id}") { request in
            let (key, definition) = (try key(request), Self.definition(request))
            let names = builtInNames.filter { $0.id != key.id }.map(\.name)
            try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.editFeeling(key, definition, builtInNames: names)
            }
            return .noContent
        }.with {
            $0.summary = "Renames, hides or moves a \(noun). Days keep it."
            $0.body = .json(request)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is kept.")]
            $0.problems = [.notFound, .conflict]
        }
    }

    private var remove: Endpoint {
        Endpoint.diary(.delete, path + "/{id}") { request in
            let key = try key(request)
            try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.removeFeeling(key)
            }
            return .noContent
        }.with {
            $0.summary = "Removes a \(noun) that was added and that no day has."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound, .inUse]
        }
    }

    private func schema(_ suffix: String) -> String { (kind == .symptom ? "Symptom" : "Mood") + suffix }

    private var request: ObjectSchema {
        ObjectSchema(
            schema("Request"),
            [
                .optional("name", .string(.line, length: 1...FeelingDefinition.nameCharacters)),
                .optional("hidden", .boolean),
                .optional("position", .integer(0...FeelingDefinition.positionMaximum)),
            ]
        )
    }

    private var feeling: ObjectSchema {
        ObjectSchema(
            schema("Definition"),
            [
                .required("id", .string(.visible, length: 1...64)), .required("name", .name),
                .required("builtIn", .boolean), .required("hidden", .boolean),
                .required("position", .integer(0...FeelingDefinition.positionMaximum)),
            ]
        )
    }

    private static func definition(_ request: WebRequest) -> FeelingDefinition {
        let fields = RequestFields(request.json)
        return FeelingDefinition(
            name: fields.optionalText("name"),
            isHidden: fields.flag("hidden"),
            position: fields.integer("position") ?? 0
        )
    }

    /// The names of the program; programs read them in English.
    private var builtInNames: [(id: UInt64, name: String)] {
        switch kind {
        case .symptom: BuiltInSymptom.allCases.map { (UInt64($0.rawValue), $0.codeName) }
        case .mood: BuiltInMood.allCases.map { (UInt64($0.rawValue), $0.codeName) }
        }
    }

    private func text(_ id: UInt64) -> String { FeelingKey(kind, id).text }

    private func key(_ request: WebRequest) throws(Problem) -> FeelingKey {
        guard let key = FeelingKey(kind, text: request.parameter("id")) else { throw Problem(.notFound) }
        return key
    }
}
