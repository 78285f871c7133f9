package import Primitives

/// Reads what ``FieldWriter`` wrote: the whole frame is checked first, then fields are asked for by tag.
///
/// Tags that nobody asks for are skipped; ``unknownFields(above:)`` keeps those of newer versions.
package struct FieldReader: Sendable {
    /// No record is near it; what is larger is damage.
    package static let byteCountMaximum = 1 << 20
    static let fieldCountMaximum = 4096

    private struct Field: Sendable {
        let tag: UInt16
        let range: Range<Int>
    }

    private static let headerByteCount = 6
    private let record: [UInt8]
    private let fields: [Field]

    package init(_ record: [UInt8]) throws(RecordDecodingError) {
        guard record.count <= Self.byteCountMaximum else { throw .byteCount }
        var fields: [Field] = []
        var position = 0
        var lastTag: UInt16 = 1
        while position < record.count {
            guard record.count - position >= Self.headerByteCount else { throw .byteCount }
            let tag = UInt16(record[position]) << 8 | UInt16(record[position + 1])
            let count = record[position + 2..<position + 6].reduce(0) { $0 << 8 | Int($1) }
            position += Self.headerByteCount
            guard tag >= lastTag else { throw .order }
            guard count <= record.count - position else { throw .byteCount }
            guard fields.count < Self.fieldCountMaximum else { throw .tooManyFields }
            fields.append(Field(tag: tag, range: position..<position + count))
            lastTag = tag
            position += count
        }
        self.record = record
        self.fields = fields
    }

    /// A field that occurs exactly once.
    package func bytes(_ tag: UInt16) throws(RecordDecodingError) -> [UInt8] {
        guard let value = try optionalBytes(tag) else { throw .missing(tag) }
        return value
    }

    /// A field that occurs once or not at all.
    package func optionalBytes(_ tag: UInt16) throws(RecordDecodingError) -> [UInt8]? {
        let found = ranges(tag)
        guard found.count <= 1 else { throw .repeated(tag) }
        return found.first.map { Array(record[$0]) }
    }

    /// A field that is a list; empty when it does not occur.
    package func allBytes(_ tag: UInt16) -> [[UInt8]] { ranges(tag).map { Array(record[$0]) } }

    package func string(_ tag: UInt16) throws(RecordDecodingError) -> String {
        guard let text = try optionalString(tag) else { throw .missing(tag) }
        return text
    }

    package func optionalString(_ tag: UInt16) throws(RecordDecodingError) -> String? {
        guard let value = try optionalBytes(tag) else { return nil }
        guard let text = String(validating: value, as: UTF8.self) else { throw .text(tag) }
        return text
    }

    package func bool(_ tag: UInt16) throws(RecordDecodingError) -> Bool {
        switch try uint8(tag) {
        case 0: false
        case 1: true
        default: throw .value(tag)
        }
    }

    package func uint8(_ tag: UInt16) throws(RecordDecodingError) -> UInt8 { try number(tag) }
    package func uint32(_ tag: UInt16) throws(RecordDecodingError) -> UInt32 { try number(tag) }
    package func uint64(_ tag: UInt16) throws(RecordDecodingError) -> UInt64 { try number(tag) }
    package func int64(_ tag: UInt16) throws(RecordDecodingError) -> Int64 { try number(tag) }

    package func timestamp(_ tag: UInt16) throws(RecordDecodingError) -> Timestamp {
        Timestamp(milliseconds: try number(tag))
    }

    package func optionalTimestamp(_ tag: UInt16) throws(RecordDecodingError) -> Timestamp? {
        ranges(tag).isEmpty ? nil : try timestamp(tag)
    }

    package func id<Tag>(_ tag: UInt16, as type: ID<Tag>.Type = ID<Tag>.self) throws(RecordDecodingError) -> ID<Tag> {
        guard let id = ID<Tag>(bytes: try bytes(tag)) else { throw .width(tag) }
        return id
    }

    /// All fields with a tag above the highest that the reader's version knows.
    package func unknownFields(above highestKnown: UInt16) -> UnknownFields {
        UnknownFields(
            fields: fields.filter { $0.tag > highestKnown }.map { .init(tag: $0.tag, value: Array(record[$0.range])) }
        )
    }

    private func number<Number: FixedWidthInteger>(_ tag: UInt16) throws(RecordDecodingError) -> Number {
        let value = try bytes(tag)
        guard value.count == Number.bitWidth / 8 else { throw .width(tag) }
        return value.reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    private func ranges(_ tag: UInt16) -> [Range<Int>] { fields.filter { $0.tag == tag }.map(\.range) }
}
