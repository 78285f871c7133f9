/// Writes fixed-width big-endian fields one after another.
package struct ByteWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package mutating func append<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }

    package mutating func append(_ field: some Collection<UInt8>) { bytes.append(contentsOf: field) }

    /// Appends a UInt32 count and then the bytes.
    package mutating func append(counted field: some Collection<UInt8>) {
        append(UInt32(field.count))
        append(field)
    }
}

/// Reads what ``ByteWriter`` writes; every read is checked, so hostile bytes give an error and never a trap.
package struct ByteReader: Sendable {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: some Collection<UInt8>) { rest = Array(bytes)[...] }
    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    package var remainingCount: Int { rest.count }

    package mutating func read<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws(TruncatedBytes) -> Number {
        var value: Number = 0
        for byte in try read(count: Number.bitWidth / 8) { value = value << 8 | Number(byte) }
        return value
    }

    package mutating func read(count: Int) throws(TruncatedBytes) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw TruncatedBytes() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Reads a UInt32 count, at most `maximum`, and that many bytes.
    package mutating func readCounted(maximum: Int) throws(TruncatedBytes) -> ArraySlice<UInt8> {
        let count = Int(try read(UInt32.self))
        guard count <= maximum else { throw TruncatedBytes() }
        return try read(count: count)
    }

    /// Asserts that nothing is left, so that a value has one encoding.
    package func finish() throws(TruncatedBytes) {
        guard rest.isEmpty else { throw TruncatedBytes() }
    }
}

/// Bytes ended before the format did, went on after it, or a count was over its limit.
package struct TruncatedBytes: Error, Hashable, Sendable {
    package init() {}
}
