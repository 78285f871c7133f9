import Crypto

/// HMAC-SHA-256 (RFC 2104): blind indices, slot certificates, names that only a key's holder can compute.
package enum Authenticator {
    package static let tagByteCount = 32

    /// The tag of a message.
    ///
    /// `label` separates uses of one key and is length-prefixed.
    package static func tag(_ label: String, _ message: [UInt8], key: borrowing SecretBytes) -> [UInt8] {
        var input = LengthPrefixed()
        input.append(label)
        input.append(message)
        return unsafe key.withUnsafeBytes { bytes in
            Array(unsafe HMAC<SHA256>.authenticationCode(for: input.bytes, using: SymmetricKey(data: bytes)))
        }
    }

    /// The HMAC of the message alone, where another's protocol says what is authenticated (AWS Signature Version 4, the
    /// `GenerateMac` of AWS KMS); everything of our own is labelled.
    package static func unlabelledTag(_ message: [UInt8], key: borrowing SecretBytes) -> [UInt8] {
        unsafe key.withUnsafeBytes { bytes in
            Array(unsafe HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: bytes)))
        }
    }

    /// Checks a tag in constant time.
    package static func verify(_ tag: [UInt8], _ label: String, _ message: [UInt8], key: borrowing SecretBytes) -> Bool
    {
        ConstantTime.equal(tag, Self.tag(label, message, key: key))
    }
}
