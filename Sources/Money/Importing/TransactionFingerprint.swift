package import Primitives

/// Recognises the same transaction in two files, or in a file and in the book: account, day, amount and payee.
///
/// - Shape: ``StableHash`` over account (8 bytes), day as days since 1970 (two's complement), minor units
///   (two's complement) and the normalised payee.
/// - Source: docs/spec/statement-import.md §8.
package struct TransactionFingerprint: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// `account`: the ledger account's identifier.
    package init(account: UInt64, day: CalendarDay, minorUnits: Int64, payee: String) {
        var hash = StableHash()
        hash.combine(account)
        hash.combine(UInt64(bitPattern: Int64(day.daysSinceEpoch)))
        hash.combine(UInt64(bitPattern: minorUnits))
        Self.combine(payee, into: &hash)
        rawValue = hash.value
    }

    /// Hashes ``normalized(_:)`` without making it, since almost every payee is ASCII.
    private static func combine(_ payee: String, into hash: inout StableHash) {
        var count: UInt64 = 0
        for byte in payee.utf8 {
            if byte >= 0x80 { return hash.combine(normalized(payee)) }
            if folded(byte) != nil { count += 1 }
        }
        hash.combine(count)
        for byte in payee.utf8 { if let letter = folded(byte) { hash.combine(byte: letter) } }
    }

    /// An ASCII letter or digit in lower case; nil for anything else.
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: byte
        case 0x41...0x5A: byte | 0x20
        default: nil
        }
    }

    /// Letters and digits of the payee in lower case, UTF-8; everything else is dropped, so that spacing and
    /// punctuation, which banks change between downloads, do not count.
    package static func normalized(_ payee: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(payee.utf8.count)
        var isASCII = true
        for byte in payee.utf8 {
            if byte >= 0x80 { isASCII = false }
            if let letter = folded(byte) { result.append(letter) }
        }
        if isASCII { return result }
        result.removeAll(keepingCapacity: true)
        for scalar in payee.unicodeScalars where scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        {
            result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
        return result
    }
}
