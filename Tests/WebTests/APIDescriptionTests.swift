import HTTPTypes
import JSON
import Testing

@testable import Web

/// The description of the API beside what is routed.
@Suite("API: description", .serialized)
struct APIDescriptionTests {
    @Test("the description names exactly the operations that are routed, and answers are cached by tag")
    func description() async throws {
        try await TestHousehold.run { household in
            let caller = APICaller(household: household)
            let document = try await caller.call("GET", "/openapi.json", expecting: 200)
            var described: Set<String> = []
            guard case .object(let paths) = document["paths"] else {
                Issue.record("no paths")
                return
            }
            for path in paths.members {
                guard case .object(let operations) = path.value else { continue }
                for operation in operations.members { described.insert("\(operation.name.uppercased()) \(path.name)") }
            }
            let routed = household.endpoints.filter { $0.surface == .api }.map {
                "\($0.method.rawValue) \($0.template.text)"
            }
            #expect(described == Set(routed))
            #expect(routed.count == Set(routed).count)
            #expect(document.text("openapi") == "3.1.1")
            let references = document.raw.text.split(separator: "#/components/schemas/").dropFirst()
                .map { String($0.prefix { $0 != "\"" }) }
            for name in Set(references) { #expect(document["components/schemas/\(name)"] != nil, "\(name)") }
            var ids: Set<String> = []
            for path in paths.members {
                guard case .object(let operations) = path.value else { continue }
                for operation in operations.members {
                    guard case .object(let object) = operation.value, case .string(let id) = object["operationId"]
                    else { continue }
                    #expect(ids.insert(id).inserted, "\(id)")
                }
            }
        }
    }
}
