import CArgon2
import CPlatform

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
            (8...1_048_576).contains(memoryKibibytes) && (1...16).contains(passes) && (1...4).contains(lanes)
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
        guard parameters.isAcceptable, salt.count == saltByteCount else { throw .derivationFailed }
        var salt = salt
        return try unsafe passphrase.withUnsafeBytes { (secret) throws(SealingError) in
            try unsafe SecretBytes(byteCount: outputByteCount) { (output) throws(SealingError) in
                let status = unsafe salt.withUnsafeMutableBufferPointer { salt in
                    unsafe fill(output, secret, salt, parameters)
                }
                guard status == ARGON2_OK.rawValue else { throw .derivationFailed }
            }
        }
    }

    private static func fill(
        _ output: UnsafeMutableRawBufferPointer,
        _ secret: UnsafeRawBufferPointer,
        _ salt: UnsafeMutableBufferPointer<UInt8>,
        _ parameters: Parameters
    ) -> Int32 {
        var context = unsafe argon2_context()
        // unsafe: libargon2 reads `secret` (its type says mutable; only a flag that is not set would clear it) and
        // `salt`, writes exactly `output.count` bytes, and keeps nothing; it wipes its own memory by default.
        unsafe context.out = output.bindMemory(to: UInt8.self).baseAddress
        unsafe context.outlen = UInt32(output.count)
        unsafe context.pwd = UnsafeMutablePointer(mutating: secret.bindMemory(to: UInt8.self).baseAddress)
        unsafe context.pwdlen = UInt32(secret.count)
        unsafe context.salt = salt.baseAddress
        unsafe context.saltlen = UInt32(salt.count)
        unsafe context.t_cost = parameters.passes
        unsafe context.m_cost = parameters.memoryKibibytes
        unsafe context.lanes = parameters.lanes
        unsafe context.threads = parameters.lanes
        unsafe context.version = ARGON2_VERSION_13.rawValue
        unsafe context.allocate_cbk = fk_map_large
        unsafe context.free_cbk = fk_unmap_large
        return unsafe argon2id_ctx(&context)
    }
}
