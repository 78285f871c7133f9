import KeyService
import Primitives
import TransparencyLog

/// The metadata store's copy of the head that the log published last; of no leaves before the first time.
struct LogHead: RecordCodable {
    private static let place = RecordKey(kind: .installation, name: Array("log-head".utf8))

    private let head: TreeHead

    static func read(from records: SealedRecords) async throws(SealedRecordError) -> TreeHead? {
        try await records.read(place, as: LogHead.self)?.value.head
    }

    /// Never goes backwards: two processes may write in either order.
    static func write(_ head: TreeHead, to records: SealedRecords) async throws(SealedRecordError) {
        let present = try await records.read(place, as: LogHead.self)
        if let present, present.value.head.size >= head.size { return }
        do throws(SealedRecordError) {
            try await records.put(place, LogHead(head: head), expected: present?.version ?? 0)
        } catch .store(.conflict) {
            return  // somebody wrote one at the same time: either is a true one, and the next one goes on from it
        }
    }

    /// Puts the head of a log that goes on under another name in the place of the old one's.
    static func replace(with head: TreeHead, in records: SealedRecords) async throws(SealedRecordError) {
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
