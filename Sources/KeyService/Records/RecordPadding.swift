/// Hides the length of a record: handles and names differ in length, sealed records should not.
///
/// - Shape: `length 4 | bytes | zeros` up to 256, 1,024 or 4,096 bytes, beyond that to a Padmé length.
/// - Source: docs/spec/key-service.md §7; Padmé is from Nikitin et al., “Reducing Metadata Leakage from Encrypted
///   Files”, 2019.
package enum RecordPadding {
    private static let lengthByteCount = 4

    /// Pads to one of the lengths.
    package static func pad(_ bytes: [UInt8]) -> [UInt8] {
        let length = UInt32(bytes.count)
        let target = paddedByteCount(lengthByteCount + bytes.count)
        var padded: [UInt8] = []
        padded.reserveCapacity(target)
        for shift in stride(from: 24, through: 0, by: -8) { padded.append(UInt8(truncatingIfNeeded: length >> shift)) }
        padded.append(contentsOf: bytes)
        padded.append(contentsOf: repeatElement(0, count: target - padded.count))
        return padded
    }

    /// Nil unless the bytes are exactly what ``pad(_:)`` gives.
    package static func unpad(_ padded: [UInt8]) -> [UInt8]? {
        guard padded.count >= lengthByteCount else { return nil }
        let count = padded[..<lengthByteCount].reduce(0) { $0 << 8 | Int($1) }
        guard count <= padded.count - lengthByteCount, padded.count == paddedByteCount(lengthByteCount + count) else {
            return nil
        }
        let end = lengthByteCount + count
        guard padded[end...].allSatisfy({ $0 == 0 }) else { return nil }
        return Array(padded[lengthByteCount..<end])
    }

    /// At most an eighth more than the length beyond 4,096 bytes.
    static func paddedByteCount(_ count: Int) -> Int {
        for size in [256, 1024, 4096] where count <= size { return size }
        let exponent = Int.bitWidth - 1 - count.leadingZeroBitCount
        let mantissaBits = Int.bitWidth - exponent.leadingZeroBitCount
        let mask = (1 << (exponent - mantissaBits)) - 1
        return (count + mask) & ~mask
    }
}
