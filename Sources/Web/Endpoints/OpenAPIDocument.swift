import HTTPTypes
import JSON

/// Prints the declared endpoints as OpenAPI 3.1, so that the description is what is routed and checked.
///
/// Source: docs/spec/http-api.md §7; OpenAPI Specification 3.1.1.
package struct OpenAPIDocument {
    private let endpoints: [Endpoint]
    private var components: [(name: String, schema: ObjectSchema)] = []

    package init(_ endpoints: [Endpoint]) {
        self.endpoints = endpoints.filter { $0.surface == .api }
        for endpoint in self.endpoints {
            switch endpoint.body {
            case .json(let schema), .optionalJSON(let schema): collect(.object(schema))
            case .none, .form, .multipart, .uploads, .file, .octets, .upload: break
            }
            for response in endpoint.responses { if let schema = response.schema { collect(.object(schema)) } }
        }
        components.sort { $0.name < $1.name }
    }

    package func encoded() -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("openapi", "3.1.1")
            writer.memberObject("info") {
                $0.member("title", "Flowkeep")
                $0.member("version", "1")
                $0.member("summary", "One private place for a person's money and body.")
                $0.memberObject("license") {
                    $0.member("name", "Apache-2.0")
                    $0.member("identifier", "Apache-2.0")
                }
            }
            writer.memberArray("servers", ["/"]) { writer, url in writer.object { $0.member("url", url) } }
            writer.memberObject("paths") { writePaths(to: &$0) }
            writer.memberObject("components") { writeComponents(to: &$0) }
        }
    }

    private func writePaths(to writer: inout JSONWriter) {
        var order: [String] = []
        var byPath: [String: [Endpoint]] = [:]
        for endpoint in endpoints {
            if byPath[endpoint.template.text] == nil { order.append(endpoint.template.text) }
            byPath[endpoint.template.text, default: []].append(endpoint)
        }
        for path in order {
            writer.memberObject(path) { writer in
                for endpoint in byPath[path] ?? [] {
                    writer.memberObject(endpoint.method.rawValue.lowercased()) { write(endpoint, to: &$0) }
                }
            }
        }
    }

    private func write(_ endpoint: Endpoint, to writer: inout JSONWriter) {
        writer.member("operationId", Self.operationID(endpoint))
        writer.member("summary", endpoint.summary)
        if endpoint.access == .session || endpoint.access == .unlocked {
            writer.memberArray("security", ["bearer", "cookie"]) { writer, name in
                writer.object { $0.memberArray(name, [String]()) { $0.string($1) } }
            }
        }
        let parameters = Self.parameters(of: endpoint)
        if !parameters.isEmpty {
            writer.memberArray("parameters", parameters) { writer, parameter in
                writer.object {
                    $0.member("name", parameter.name)
                    $0.member("in", parameter.place)
                    $0.member("required", parameter.isRequired)
                    $0.member("description", parameter.summary)
                    $0.memberObject("schema") { write(parameter.schema, to: &$0) }
                }
            }
        }
        writeBody(of: endpoint, to: &writer)
        writer.memberObject("responses") { writeResponses(of: endpoint, to: &$0) }
    }

    private func writeBody(of endpoint: Endpoint, to writer: inout JSONWriter) {
        switch endpoint.body {
        case .none, .form, .multipart, .uploads: return
        case .json(let schema):
            writer.memberObject("requestBody") {
                $0.member("required", true)
                writeContent("application/json", schema, to: &$0)
            }
        case .optionalJSON(let schema):
            writer.memberObject("requestBody") { writeContent("application/json", schema, to: &$0) }
        case .file(let media):
            writer.memberObject("requestBody") {
                $0.member("required", true)
                $0.memberObject("content") { writer in
                    for type in media { writer.memberObject(type) { $0.memberObject("schema") { _ in } } }
                }
            }
        case .octets, .upload:
            writer.memberObject("requestBody") {
                $0.member("required", true)
                $0.memberObject("content") { writer in
                    writer.memberObject("application/octet-stream") { $0.memberObject("schema") { _ in } }
                }
            }
        }
    }

    private func writeResponses(of endpoint: Endpoint, to writer: inout JSONWriter) {
        for response in endpoint.responses {
            writer.memberObject(String(response.status.code)) {
                $0.member("description", response.summary)
                if let schema = response.schema { writeContent("application/json", schema, to: &$0) }
                if !response.media.isEmpty {
                    $0.memberObject("content") { writer in
                        for media in response.media {
                            writer.memberObject(media) { $0.memberObject("schema") { _ in } }
                        }
                    }
                }
            }
        }
        var byStatus: [Int: [ProblemKind]] = [:]
        for kind in Self.problems(of: endpoint) { byStatus[kind.status.code, default: []].append(kind) }
        for (status, kinds) in byStatus.sorted(by: { $0.key < $1.key }) {
            writer.memberObject(String(status)) {
                $0.member("description", kinds.map { "\($0.title) (`\($0.type)`)" }.joined(separator: " "))
                $0.memberObject("content") {
                    $0.memberObject("application/problem+json") {
                        $0.memberObject("schema") { $0.member("$ref", "#/components/schemas/Problem") }
                    }
                }
            }
        }
    }

    /// What any operation of this kind may answer with, and what it declares beyond that.
    static func problems(of endpoint: Endpoint) -> [ProblemKind] {
        var kinds: [ProblemKind] = [.malformedRequest, .wrongHost, .internalError, .unavailable]
        if endpoint.access == .session || endpoint.access == .unlocked { kinds.append(.notSignedIn) }
        if endpoint.access == .unlocked { kinds += [.locked, .noConsent, .notAllowed] }
        if endpoint.method != .get { kinds += [.crossSite, .storeFull] }
        switch endpoint.body {
        case .none: break
        case .octets, .upload: kinds += [.lengthRequired, .tooLarge, .invalid]
        case .json, .optionalJSON, .form, .multipart, .uploads, .file:
            kinds += [.malformedBody, .invalid, .lengthRequired, .tooLarge, .unsupportedMediaType]
        }
        if !endpoint.query.isEmpty || endpoint.takesIdempotencyKey { kinds.append(.invalid) }
        if endpoint.needsIfMatch { kinds += [.ifMatchRequired, .changedMeanwhile] }
        if !endpoint.template.parameterNames.isEmpty { kinds.append(.notFound) }
        var seen: Set<ProblemKind> = []
        return (kinds + endpoint.problems).filter { seen.insert($0).inserted }
    }

    private func writeContent(_ media: String, _ schema: ObjectSchema, to writer: inout JSONWriter) {
        writer.memberObject("content") {
            $0.memberObject(media) { $0.memberObject("schema") { write(.object(schema), to: &$0) } }
        }
    }

    private struct ParameterText {
        let name: String
        let place: String
        let isRequired: Bool
        let summary: String
        let schema: Schema
    }

    private static func parameters(of endpoint: Endpoint) -> [ParameterText] {
        var result = endpoint.template.parameterNames.map {
            ParameterText(name: $0, place: "path", isRequired: true, summary: "An opaque identifier.", schema: .id)
        }
        result += endpoint.query.map {
            ParameterText(
                name: $0.name,
                place: "query",
                isRequired: $0.isRequired,
                summary: $0.summary,
                schema: $0.schema
            )
        }
        if endpoint.takesIdempotencyKey {
            let summary = "The same key with the same request is done once."
            let schema = Schema.string(.visible, length: 8...64)
            result.append(
                .init(name: "Idempotency-Key", place: "header", isRequired: false, summary: summary, schema: schema)
            )
        }
        if endpoint.needsIfMatch {
            let summary = "The entity tag of the state the edit is based on."
            result.append(
                .init(
                    name: "If-Match",
                    place: "header",
                    isRequired: true,
                    summary: summary,
                    schema: MoneySchemas.entityTag
                )
            )
        }
        return result
    }

    /// `get_money_transactions_id`: unique, since method and path are.
    private static func operationID(_ endpoint: Endpoint) -> String {
        let path = endpoint.template.text.replacing("/api/v1/", with: "").map { character in
            character.isLetter || character.isNumber ? character : "_"
        }
        return endpoint.method.rawValue.lowercased() + "_"
            + String(path).replacing("_{", with: "").trimmingUnderscores()
    }
}

extension OpenAPIDocument {
    private func writeComponents(to writer: inout JSONWriter) {
        writer.memberObject("securitySchemes") {
            $0.memberObject("bearer") {
                $0.member("type", "http")
                $0.member("scheme", "bearer")
            }
            $0.memberObject("cookie") {
                $0.member("type", "apiKey")
                $0.member("in", "cookie")
                $0.member("name", Cookies.session)
            }
        }
        writer.memberObject("schemas") { writer in
            for (name, schema) in components { writer.memberObject(name) { writeObject(schema, to: &$0) } }
            writer.memberObject("Problem") { writeProblem(to: &$0) }
        }
    }

    private func writeProblem(to writer: inout JSONWriter) {
        let field = ObjectSchema(
            nil,
            [
                .required("pointer", .string(.line, length: 1...1000)),
                .required("reason", .string(.line, length: 1...1000)),
            ]
        )
        let problem = ObjectSchema(
            nil,
            [
                .required("type", .enumeration(ProblemKind.allCases.map(\.type))),
                .required("title", .string(.line, length: 1...200)), .required("status", .integer(400...599)),
                .optional("detail", .string(.line, length: 1...1000)),
                .required("instance", .string(.line, length: 1...200)),
                .optional("errors", .array(.object(field), count: 1...21)),
            ]
        )
        writeObject(problem, to: &writer)
    }

    private mutating func collect(_ schema: Schema) {
        switch schema {
        case .array(let element, _): collect(element)
        case .object(let object):
            if let name = object.name {
                guard !components.contains(where: { $0.name == name }) else { return }
                components.append((name, object))
            }
            for property in object.properties { collect(property.schema) }
        case .nullable(let inner): collect(inner)
        case .string, .enumeration, .integer, .boolean, .number: break
        }
    }

    private func write(_ schema: Schema, to writer: inout JSONWriter) {
        switch schema {
        case .string(let format, let length):
            writer.member("type", "string")
            writer.member("minLength", length.lowerBound)
            writer.member("maxLength", length.upperBound)
            writer.member("pattern", optional: format.pattern)
            writer.member("format", optional: format.format)
        case .enumeration(let values):
            writer.member("type", "string")
            writer.memberArray("enum", values) { $0.string($1) }
        case .integer(let range):
            writer.member("type", "integer")
            writer.member("minimum", range.lowerBound)
            writer.member("maximum", range.upperBound)
        case .boolean: writer.member("type", "boolean")
        case .number: writer.member("type", "number")
        case .nullable(let inner):
            writer.name("oneOf")
            writer.array([inner, nil]) { writer, schema in
                writer.object { writer in
                    if let schema { write(schema, to: &writer) } else { writer.member("type", "null") }
                }
            }
        case .array(let element, let count):
            writer.member("type", "array")
            writer.member("minItems", count.lowerBound)
            writer.member("maxItems", count.upperBound)
            writer.memberObject("items") { write(element, to: &$0) }
        case .object(let object):
            if let name = object.name {
                writer.member("$ref", "#/components/schemas/\(name)")
            } else {
                writeObject(object, to: &writer)
            }
        }
    }

    private func writeObject(_ object: ObjectSchema, to writer: inout JSONWriter) {
        writer.member("type", "object")
        writer.memberObject("properties") { writer in
            for property in object.properties {
                writer.memberObject(property.name) {
                    write(property.schema, to: &$0)
                    $0.member("description", optional: property.summary)
                }
            }
        }
        let required = object.properties.filter(\.isRequired).map(\.name)
        if !required.isEmpty { writer.memberArray("required", required) { $0.string($1) } }
        writer.member("additionalProperties", false)
    }
}

extension String {
    fileprivate func trimmingUnderscores() -> String {
        split(separator: "_").joined(separator: "_")
    }
}
