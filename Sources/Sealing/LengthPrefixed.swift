/// Joins fields so that no two lists of fields give the same bytes: each is preceded by its length.
///
/// - Shape: per field a UInt32 length, big-endian, then the bytes.
/// - Source: docs/spec/key-hierarchy.md §2.
package struct LengthPrefixed: Sendable, Hashable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func append(_ field: some Collection<UInt8>) {
        append(bigEndian: UInt32(field.count), prefixed: false)
        bytes.append(contentsOf: field)
    }

    package mutating func append(_ field: String) { append(field.utf8) }

    package mutating func append(_ number: some FixedWidthInteger & UnsignedInteger) {
        append(bigEndian: number, prefixed: true)
    }

    private mutating func append<Number: FixedWidthInteger>(bigEndian number: Number, prefixed: Bool) {
        let byteCount = Number.bitWidth / 8
        if prefixed { append(bigEndian: UInt32(byteCount), prefixed: false) }
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }
}
