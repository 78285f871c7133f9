package import KeyService
package import TransparencyLog

/// An act as it stands in the log: the event that its leaf commits to, the leaf's place, and what else is to be said.
///
/// - Shape: fields 1 index (UInt64), 2 event (92 bytes), 3 particulars; docs/spec/access-history.md §3.
package struct AuditEntry: Sendable, Hashable, RecordCodable {
    private enum Tag {
        static let index: UInt16 = 1
        static let event: UInt16 = 2
        static let particulars: UInt16 = 3
    }

    package let index: UInt64
    package let event: LogEvent
    package let particulars: AuditParticulars?

    init(index: UInt64, event: LogEvent, particulars: AuditParticulars?) {
        self.index = index
        self.event = event
        self.particulars = particulars
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        index = try fields.uint64(Tag.index)
        do { event = try LogEvent(decoding: try fields.bytes(Tag.event)) } catch { throw .value(Tag.event) }
        if let bytes = try fields.optionalBytes(Tag.particulars) {
            particulars = try AuditParticulars(decoding: bytes)
        } else {
            particulars = nil
        }
    }

    package func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.index, index)
        fields.append(Tag.event, event.encoded())
        if let particulars { fields.append(Tag.particulars, particulars.encode()) }
        return fields.bytes
    }
}
