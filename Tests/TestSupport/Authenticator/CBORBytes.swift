/// Writes CBOR in canonical form, apart from the reader it is there to test: it takes members as they are given.
package enum CBORBytes {
    package static func integer(_ number: Int) -> [UInt8] {
        number < 0 ? head(1, UInt64(-1 - number)) : head(0, UInt64(number))
    }

    package static func bytes(_ bytes: [UInt8]) -> [UInt8] { head(2, UInt64(bytes.count)) + bytes }

    package static func text(_ text: String) -> [UInt8] { head(3, UInt64(text.utf8.count)) + Array(text.utf8) }

    package static func array(_ items: [[UInt8]]) -> [UInt8] { head(4, UInt64(items.count)) + items.flatMap { $0 } }

    /// The members must stand in canonical order: integers from 0 up, those below 0, then texts, short ones first.
    package static func map(_ members: [(name: [UInt8], value: [UInt8])]) -> [UInt8] {
        head(5, UInt64(members.count)) + members.flatMap { $0.name + $0.value }
    }

    package static func boolean(_ value: Bool) -> [UInt8] { [value ? 0xF5 : 0xF4] }

    /// The shortest head for a kind of value and its number.
    package static func head(_ kind: UInt8, _ number: UInt64) -> [UInt8] {
        let first = kind << 5
        let byteCount =
            switch number {
            case ..<24: 0
            case ..<0x100: 1
            case ..<0x1_0000: 2
            case ..<0x1_0000_0000: 4
            default: 8
            }
        guard byteCount > 0 else { return [first | UInt8(number)] }
        return [first | UInt8(24 + byteCount.trailingZeroBitCount)] + bigEndian(number, byteCount: byteCount)
    }

    static func bigEndian(_ number: UInt64, byteCount: Int) -> [UInt8] {
        (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }
}
