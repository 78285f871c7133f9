/// Comparisons whose time does not depend on where two values differ.
package enum ConstantTime {
    /// Compares bytes; the lengths may be learnt from the time, the contents not.
    package static func equal(_ left: RawSpan, _ right: RawSpan) -> Bool {
        guard left.byteCount == right.byteCount else { return false }
        var difference: UInt8 = 0
        for offset in 0..<left.byteCount {
            // unsafe: a byte has no alignment and every bit pattern is a value; the offset is below both counts.
            difference |=
                unsafe left.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                ^ right.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
        }
        return difference == 0
    }

    @inlinable
    package static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }
}
