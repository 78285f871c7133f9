import Crypto

/// HOTP (RFC 4226): six digits that a shared secret gives for a counter.
///
/// HMAC-SHA-1 because authenticator apps know nothing else for sure; what HMAC needs of its hash SHA-1 still has.
package enum OneTimeCode {
    package static let digitCount = 6
    private static let modulus: UInt32 = 1_000_000

    /// The code for a counter, as digits with leading zeros.
    package static func text(_ counter: UInt64, key: borrowing SecretBytes) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
        let tag = unsafe key.withUnsafeBytes { bytes in
            Array(unsafe HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: bytes)))
        }
        let offset = Int(tag[19] & 0x0F)
        let number = tag[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % modulus)
        return String(repeating: "0", count: digitCount - digits.utf8.count) + digits
    }
}
