/// Writes fixed-width big-endian fields one after another.
///
/// Inlinable: unspecialised, each number would cost a dozen calls through witness tables, on every write there is.
package struct ByteWriter: Sendable {
    @usableFromInline var storage: [UInt8] = []

    @inlinable package var bytes: [UInt8] { storage }

    package init(reservingCapacity capacity: Int = 0) { storage.reserveCapacity(capacity) }

    @inlinable
    package mutating func append<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number) {
        append(UInt64(truncatingIfNeeded: number), byteCount: Number.bitWidth / 8)
    }

    /// The last bytes of a number: no type is generic here, where shifts would cost more than all else.
    @usableFromInline
    mutating func append(_ number: UInt64, byteCount: Int) {
        for shift in stride(from: 8 * (byteCount - 1), through: 0, by: -8) {
            storage.append(UInt8(truncatingIfNeeded: number &>> UInt64(shift)))
        }
    }

    @inlinable
    package mutating func append(_ field: some Collection<UInt8>) { storage.append(contentsOf: field) }

    /// Appends a UInt32 count and then the bytes.
    @inlinable
    package mutating func append(counted field: some Collection<UInt8>) {
        append(UInt32(field.count))
        append(field)
    }
}

/// Reads what ``ByteWriter`` writes; every read is checked, so hostile bytes give an error and never a trap.
package struct ByteReader: Sendable {
    @usableFromInline var rest: ArraySlice<UInt8>

    @inlinable
    package init(_ bytes: some Collection<UInt8>) { rest = Array(bytes)[...] }
    @inlinable
    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    package var remainingCount: Int { rest.count }

    @inlinable
    package mutating func read<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws(TruncatedBytes) -> Number {
        var value: Number = 0
        for byte in try read(count: Number.bitWidth / 8) { value = value << 8 | Number(byte) }
        return value
    }

    @inlinable
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
    @inlinable
    package init() {}
}
