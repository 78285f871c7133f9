/// A 64-bit hash that is the same on every machine and for ever, for fingerprints that are kept.
///
/// Not keyed and not cryptographic: a collision makes a row look like a duplicate, which the person sees and decides.
///
/// - Shape: FNV-1a over the bytes, then the 64-bit finaliser of MurmurHash3. Numbers are eight bytes, big-endian;
///   a text is its byte count as a number, then its UTF-8.
/// - Source: docs/spec/statement-import.md §8.
package struct StableHash: Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    package mutating func combine(byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    package mutating func combine(_ number: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { combine(byte: UInt8(truncatingIfNeeded: number >> shift)) }
    }

    package mutating func combine(_ text: String) {
        combine(UInt64(text.utf8.count))
        for byte in text.utf8 { combine(byte: byte) }
    }

    package mutating func combine(_ bytes: [UInt8]) {
        combine(UInt64(bytes.count))
        for byte in bytes { combine(byte: byte) }
    }

    package var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 33
    }
}
