import CSodium

/// Argon2id (RFC 9106): turns a passphrase into a key, slowly and with much memory, so that guessing is dear.
package enum Argon2id {
    /// What one derivation costs.
    ///
    /// Stored beside what it protects, so that it can rise.
    package struct Parameters: Sendable, Hashable {
        package let memoryKibibytes: UInt32
        package let passes: UInt32
        package let lanes: UInt32

        package init(memoryKibibytes: UInt32, passes: UInt32, lanes: UInt32) {
            self.memoryKibibytes = memoryKibibytes
            self.passes = passes
            self.lanes = lanes
        }

        /// 64 MiB, three passes, one lane: RFC 9106's second recommendation with one lane, 0.1 to 0.3 s on today's
        /// servers.
        package static let standard = Parameters(memoryKibibytes: 65_536, passes: 3, lanes: 1)

        /// Whether these lie within what the server is willing to compute; a stored slot that asks for more was not
        /// written by Flowkeep and would be a way to exhaust memory.
        package var isAcceptable: Bool {
            (8...1_048_576).contains(memoryKibibytes) && (1...16).contains(passes) && lanes == 1
        }
    }

    package static let saltByteCount = 16
    package static let outputByteCount = 32

    /// Derives 32 bytes.
    ///
    /// Blocks its thread for as long as the parameters say: call it on a pool made for it.
    ///
    /// - Throws: ``SealingError/derivationFailed`` for parameters outside the limits or when there is no memory.
    package static func derive(
        from passphrase: borrowing SecretBytes,
        salt: [UInt8],
        parameters: Parameters
    ) throws(SealingError) -> SecretBytes {
        guard parameters.isAcceptable, salt.count == saltByteCount, isReady else { throw .derivationFailed }
        return try unsafe passphrase.withUnsafeBytes { (secret) throws(SealingError) in
            try unsafe SecretBytes(byteCount: outputByteCount) { (output) throws(SealingError) in
                guard unsafe fill(output, secret, salt, parameters) else { throw .derivationFailed }
            }
        }
    }

    /// libsodium chooses the code for this processor once, before its first use.
    private static let isReady = sodium_init() >= 0

    private static func fill(
        _ output: UnsafeMutableRawBufferPointer,
        _ secret: UnsafeRawBufferPointer,
        _ salt: [UInt8],
        _ parameters: Parameters
    ) -> Bool {
        // Safe: libsodium reads `secret` and the sixteen bytes of `salt`, writes exactly `output.count` bytes, and
        // keeps nothing; the memory it works in is a mapping of its own that is gone when it returns.
        guard let key = unsafe output.bindMemory(to: UInt8.self).baseAddress,
            let passphrase = unsafe secret.bindMemory(to: CChar.self).baseAddress
        else { return false }
        return unsafe crypto_pwhash_argon2id(
            key,
            UInt64(output.count),
            passphrase,
            UInt64(secret.count),
            salt,
            UInt64(parameters.passes),
            Int(parameters.memoryKibibytes) * 1024,
            crypto_pwhash_argon2id_ALG_ARGON2ID13
        ) == 0
    }
}
