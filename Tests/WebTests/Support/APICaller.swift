import HTTPTypes
import JSON
import Synchronization
import Testing

@testable import Web

/// Calls the API with a bearer token, and holds every answer against what its endpoint declares.
final class APICaller: Sendable {
    private let household: TestHousehold
    private let state = Mutex<String?>(nil)

    init(household: TestHousehold) { self.household = household }

    var token: String { state.withLock { $0 } ?? "" }

    func setToken(_ token: String) { state.withLock { $0 = token } }

    @discardableResult
    func call(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        fields: String = "",
        type: String = "application/json",
        expecting status: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIAnswer {
        try await call(
            method,
            path,
            bytes: body.map { Array($0.utf8) },
            fields: fields,
            type: type,
            expecting: status,
            sourceLocation: sourceLocation
        )
    }

    /// As ``call(_:_:_:fields:type:expecting:sourceLocation:)`` with a body that is no text.
    @discardableResult
    func call(
        _ method: String,
        _ path: String,
        bytes body: [UInt8]?,
        fields: String = "",
        type: String = "application/octet-stream",
        expecting status: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIAnswer {
        let target = path.hasPrefix("/openapi") ? path : "/api/v1" + path
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(fields)"
        if let token = state.withLock({ $0 }) { head += "Authorization: Bearer \(token)\r\n" }
        if let body { head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" }
        let raw = try await household.server.request(Array("\(head)\r\n".utf8) + (body ?? []))
        #expect(raw.status == status, "\(method) \(path): \(raw.text.prefix(600))", sourceLocation: sourceLocation)
        checkShape(raw, method, target, sourceLocation)
        var value = JSONValue.null
        if !raw.body.isEmpty, raw["content-type"]?.contains("json") == true { value = try JSONParser.parse(raw.body) }
        return APIAnswer(raw: raw, value: value)
    }

    private func checkShape(_ raw: RawAnswer, _ method: String, _ target: String, _ location: SourceLocation) {
        let path = String(target.prefix { $0 != "?" })
        let segments = path.dropFirst().split(separator: "/").map(String.init)
        let table = RouteTable(household.endpoints)
        guard let method = HTTPRequest.Method(method),
            case .endpoint(let index, _) = table.match(method, path: path, segments: segments)
        else { return }
        let endpoint = household.endpoints[index]
        guard endpoint.surface == .api else { return }
        if raw.status >= 400 {
            let declared = OpenAPIDocument.problems(of: endpoint).map(\.type)
            guard let value = Self.parsed(raw.body), case .object(let object) = value,
                case .string(let type) = object["type"]
            else {
                Issue.record("not a problem document: \(raw.text)", sourceLocation: location)
                return
            }
            #expect(declared.contains(type), "\(path) does not declare \(type)", sourceLocation: location)
            return
        }
        guard let response = endpoint.responses.first(where: { $0.status.code == raw.status }) else {
            Issue.record("\(path) does not declare \(raw.status)", sourceLocation: location)
            return
        }
        if !response.media.isEmpty {
            let media = String((raw["content-type"] ?? "").prefix { $0 != ";" })
            #expect(response.media.contains(media), "\(path) does not declare \(media)", sourceLocation: location)
            return
        }
        guard let schema = response.schema else {
            #expect(raw.body.isEmpty, sourceLocation: location)
            return
        }
        guard let value = Self.parsed(raw.body) else {
            Issue.record("not JSON", sourceLocation: location)
            return
        }
        var faults: [Problem.Field] = []
        Schema.object(schema).check(value, at: "", faults: &faults)
        #expect(faults.isEmpty, "\(path): \(faults)", sourceLocation: location)
    }

    private static func parsed(_ bytes: [UInt8]) -> JSONValue? {
        do { return try JSONParser.parse(bytes) } catch { return nil }
    }
}

/// An answer of the API.
struct APIAnswer: Sendable {
    let raw: RawAnswer
    let value: JSONValue

    /// The text at a path such as `rows/0/amount`.
    func text(_ path: String) -> String? {
        switch self[path] {
        case .string(let text), .number(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        default: nil
        }
    }

    func count(_ path: String) -> Int? {
        if case .array(let values) = self[path] { values.count } else { nil }
    }

    subscript(path: String) -> JSONValue? {
        var value: JSONValue? = value
        for part in path.split(separator: "/") {
            switch value {
            case .object(let object): value = object[String(part)]
            case .array(let values):
                guard let index = Int(part), values.indices.contains(index) else { return nil }
                value = values[index]
            default: return nil
            }
        }
        return value
    }
}
