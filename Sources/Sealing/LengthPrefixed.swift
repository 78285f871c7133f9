/// Joins fields so that no two lists of fields give the same bytes: each is preceded by its length.
///
/// - Shape: per field a UInt32 length, big-endian, then the bytes.
///
/// Inlinable, as ``ByteWriter`` is and for its reason.
///
/// - Source: docs/spec/key-hierarchy.md §2.
package struct LengthPrefixed: Sendable, Hashable {
    @usableFromInline var storage: [UInt8] = []

    @inlinable package var bytes: [UInt8] { storage }

    package init() {}

    @inlinable
    package mutating func append(_ field: some Collection<UInt8>) {
        append(bigEndian: UInt32(field.count), prefixed: false)
        storage.append(contentsOf: field)
    }

    package mutating func append(_ field: String) { append(field.utf8) }

    @inlinable
    package mutating func append(_ number: some FixedWidthInteger & UnsignedInteger) {
        append(bigEndian: number, prefixed: true)
    }

    @inlinable
    mutating func append<Number: FixedWidthInteger>(bigEndian number: Number, prefixed: Bool) {
        let byteCount = Number.bitWidth / 8
        if prefixed { append(bigEndian: UInt32(byteCount), prefixed: false) }
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            storage.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }
}
