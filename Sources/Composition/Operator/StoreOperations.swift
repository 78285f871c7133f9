import HTTPTypes
import JSON
import KeyService
import Primitives
import Web

/// `/operator/v1/stores/check`: what `flowkeep doctor` cannot see without keys.
///
/// Says what a record is and opaque ids; never what is in one.
///
/// - Source: docs/spec/http-api.md §11; docs/spec/store-schema.md §9.
struct StoreOperations: Sendable {
    let examination: StoreExamination

    /// Pages looked at in one request: about a second of work.
    private static let stepCount = 16

    var endpoints: [Endpoint] { [check] }

    private static let request = ObjectSchema(
        "StoreCheck",
        [
            .optional("store", .enumeration(["metadata", "activity"])),
            .optional("after", .string(.line, length: 1...200), "Where the answer before ended."),
        ]
    )

    private var check: Endpoint {
        Endpoint(.post, "/operator/v1/stores/check", surface: .operators, access: .anyone) { request in
            var place: StoreExamination.Place? = try Self.place(request.json)
            var (openedCount, damaged) = (0, [String]())
            for _ in 0..<Self.stepCount {
                guard let current = place else { break }
                let step = try await examination.step(current)
                openedCount += step.openedCount
                damaged += step.damaged
                place = step.next
            }
            return .json { writer in
                writer.member("opened", openedCount)
                writer.memberArray("damaged", damaged) { $0.string($1) }
                guard let place else { return }
                writer.memberObject("next") { writer in
                    writer.member("store", place.store.rawValue)
                    writer.member("after", optional: place.last.map(Self.text))
                }
            }
        }
        .with { $0.body = .optionalJSON(Self.request) }
    }

    private static func place(_ json: JSONObject) throws(Problem) -> StoreExamination.Place {
        var place = StoreExamination.Place()
        if let store = json.text("store").flatMap(StoreHeader.Kind.init(rawValue:)) { place.store = store }
        guard let text = json.text("after") else { return place }
        guard let bytes = Base32.decode(text), bytes.count >= 17, bytes.count <= 17 + 64,
            let kind = RecordKind(rawValue: bytes[0])
        else { throw Problem(.invalid) }
        place.last = RecordKey(kind: kind, owner: Array(bytes[1..<17]), name: Array(bytes[17...]))
        return place
    }

    private static func text(_ key: RecordKey) -> String {
        Base32.encode([key.kind.rawValue] + key.owner + key.name)
    }
}
