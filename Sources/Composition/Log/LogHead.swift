import KeyService
import TransparencyLog

/// The metadata store's copy of the head that the log published last.
struct LogHead: RecordCodable {
    private static let place = RecordKey(kind: .installation, name: Array("log-head".utf8))

    private let head: TreeHead

    static func read(from records: SealedRecords) async throws(SealedRecordError) -> TreeHead? {
        try await records.read(place, as: LogHead.self)?.value.head
    }

    static func write(_ head: TreeHead, to records: SealedRecords) async throws(SealedRecordError) {
        try await records.put(place, LogHead(head: head), expected: nil)
    }

    private init(head: TreeHead) { self.head = head }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let text = try FieldReader(bytes).bytes(1)
        do { head = try TreeHead(parsing: text) } catch { throw .value(1) }
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(1, head.text)
        return fields.bytes
    }
}
