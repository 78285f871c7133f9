import CCipher

/// Random bytes from the system's generator (`getrandom`), for what is not secret: salts, nonces, identifiers.
///
/// Secrets come from ``SecretBytes/random(count:)``.
package enum SecureRandom {
    package static func bytes(count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // unsafe: the buffer has room for `count` bytes, all of which the call fills or the process stops.
            let isFilled = unsafe fk_random_bytes(buffer.baseAddress, count)
            precondition(isFilled == 1, "the system has no random bytes")
            initialized = count
        }
    }
}
