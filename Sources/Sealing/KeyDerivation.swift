import Crypto

/// HKDF-SHA-256 (RFC 5869) into a content key and a key commitment.
enum KeyDerivation {
    static let saltByteCount = 24
    static let commitmentByteCount = 32

    /// The 32-byte content key and the 32-byte commitment for one sealed thing.
    ///
    /// AES-GCM does not commit to its key: one box could be made to open under two keys (a partitioning oracle). The
    /// commitment, compared before opening, binds a box to exactly one key.
    static func derive(
        from key: borrowing SecretBytes,
        salt: some Collection<UInt8>,
        info: [UInt8]
    ) -> (content: SymmetricKey, commitment: [UInt8]) {
        let output = unsafe key.withUnsafeBytes { bytes in
            unsafe HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: bytes),
                salt: Array(salt),
                info: info,
                outputByteCount: 64
            )
        }
        return unsafe output.withUnsafeBytes { bytes in
            unsafe (SymmetricKey(data: bytes[0..<32]), Array(bytes[32..<64]))
        }
    }
}
