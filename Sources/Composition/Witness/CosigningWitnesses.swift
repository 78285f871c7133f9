import KeyService

/// The witnesses that have cosigned this installation's log at least once, as the metadata store remembers them.
///
/// From then on each of them knows the log and its key: where one says that it does not, it or the log is another.
struct CosigningWitnesses: RecordCodable, Hashable {
    private static let place = RecordKey(kind: .installation, name: Array("log-witnesses".utf8))

    /// Of which log; after a restore another one begins, which no witness knows yet.
    private let origin: String
    private let keys: [String]

    /// The keys as text of those that have cosigned the log of this name.
    static func read(of origin: String, from records: SealedRecords) async throws(SealedRecordError) -> Set<String> {
        let found = try await records.read(place, as: CosigningWitnesses.self)?.value
        return found.flatMap { $0.origin == origin ? Set($0.keys) : nil } ?? []
    }

    static func write(
        _ keys: Set<String>,
        of origin: String,
        to records: SealedRecords
    ) async throws(SealedRecordError) {
        try await records.put(place, CosigningWitnesses(origin: origin, keys: keys.sorted()), expected: nil)
    }

    private init(origin: String, keys: [String]) {
        self.origin = origin
        self.keys = keys
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        origin = try fields.string(1)
        var keys: [String] = []
        for bytes in fields.allBytes(2) {
            guard let key = String(validating: bytes, as: UTF8.self) else { throw .text(2) }
            keys.append(key)
        }
        self.keys = keys
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(1, origin)
        for key in keys { fields.append(2, key) }
        return fields.bytes
    }
}
