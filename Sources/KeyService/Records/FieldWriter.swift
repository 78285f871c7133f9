package import Primitives

/// Writes a record as tagged fields.
///
/// - Shape: per field `tag 2 | length 4 | value`, big-endian, tags from 1 and never descending; a tag may repeat where
///   its field is a list. One value has one encoding.
/// - Source: docs/spec/key-service.md §6.
package struct FieldWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var lastTag: UInt16 = 1

    package init() {}

    package mutating func append(_ tag: UInt16, _ value: some Collection<UInt8>) {
        precondition(tag >= lastTag, "tags ascend from 1")
        precondition(value.count <= FieldReader.byteCountMaximum, "a field is smaller than the largest record")
        lastTag = tag
        appendBigEndian(tag)
        appendBigEndian(UInt32(value.count))
        bytes.append(contentsOf: value)
    }

    package mutating func append(_ tag: UInt16, _ text: String) { append(tag, text.utf8) }

    package mutating func append(_ tag: UInt16, _ flag: Bool) { append(tag, [flag ? 1 : 0] as [UInt8]) }

    package mutating func append(_ tag: UInt16, _ number: some FixedWidthInteger) {
        append(tag, Self.bigEndian(number))
    }

    package mutating func append(_ tag: UInt16, _ moment: Timestamp) { append(tag, moment.milliseconds) }

    package mutating func append<Tag>(_ tag: UInt16, _ id: ID<Tag>) { append(tag, id.bytes) }

    /// Writes fields that a newer version wrote and this one does not know, so that saving does not lose them.
    ///
    /// Call last: their tags are higher than all this version knows.
    package mutating func append(_ fields: UnknownFields) {
        for field in fields.fields { append(field.tag, field.value) }
    }

    private mutating func appendBigEndian(_ number: some FixedWidthInteger) {
        bytes.append(contentsOf: Self.bigEndian(number))
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        let width = type(of: number).bitWidth
        return stride(from: width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

/// Fields of a newer version, kept as they are.
package struct UnknownFields: Hashable, Sendable {
    struct Field: Hashable, Sendable {
        let tag: UInt16
        let value: [UInt8]
    }

    let fields: [Field]

    package static let none = UnknownFields(fields: [])
    package var isEmpty: Bool { fields.isEmpty }
}
