import CCipher

/// HKDF-SHA-256 (RFC 5869) from a uniformly random secret to a key for one use.
package enum SubKey {
    package static let byteCount = 32

    /// 32 bytes; `label` separates the uses of one secret.
    package static func derive(_ label: String, from secret: borrowing SecretBytes) -> SecretBytes {
        derive(label, from: secret, salt: [])
    }

    /// With a salt, where another's format says so.
    static func derive(_ label: String, from secret: borrowing SecretBytes, salt: [UInt8]) -> SecretBytes {
        let info = Array(label.utf8)
        return unsafe SecretBytes(byteCount: byteCount) { output in
            // unsafe: each pointer goes with its own count.
            let isDerived = unsafe secret.withUnsafeBytes { secret in
                unsafe fk_hkdf_sha256(
                    secret.baseAddress,
                    secret.count,
                    salt,
                    salt.count,
                    info,
                    info.count,
                    output.baseAddress,
                    output.count
                )
            }
            precondition(isDerived == 1, "HKDF found no memory")
        }
    }
}
