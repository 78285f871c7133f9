import CSodium

/// scrypt (RFC 7914) with r 8 and p 1, as the age format has it; passphrases of our own are stretched by ``Argon2id``.
enum Scrypt {
    private static let blockSize: UInt32 = 8
    private static let outputByteCount = 32

    /// Derives 32 bytes.
    ///
    /// Blocks its thread, and takes 2^`logN` kibibytes.
    ///
    /// - Throws: ``SealingError/derivationFailed`` when there is no memory.
    static func derive(
        from passphrase: borrowing SecretBytes,
        salt: [UInt8],
        logN: Int
    ) throws(SealingError) -> SecretBytes {
        try unsafe passphrase.withUnsafeBytes { (secret) throws(SealingError) in
            try unsafe SecretBytes(byteCount: outputByteCount) { (output) throws(SealingError) in
                // Safe: libsodium reads `secret` and `salt`, writes exactly `output.count` bytes and keeps nothing.
                guard let passphrase = unsafe secret.bindMemory(to: UInt8.self).baseAddress,
                    let key = unsafe output.bindMemory(to: UInt8.self).baseAddress
                else { throw .derivationFailed }
                let isDerived = unsafe crypto_pwhash_scryptsalsa208sha256_ll(
                    passphrase,
                    secret.count,
                    salt,
                    salt.count,
                    1 << UInt64(logN),
                    blockSize,
                    1,
                    key,
                    output.count
                )
                guard isDerived == 0 else { throw .derivationFailed }
            }
        }
    }
}
