/// Random bytes from the system's generator (`getrandom`), for what is not secret: salts, nonces, identifiers.
///
/// Secrets come from ``SecretBytes/random(count:)``.
package enum SecureRandom {
    package static func bytes(count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var offset = 0
            while offset < count {
                var word = generator.next()
                for _ in 0..<min(8, count - offset) {
                    unsafe buffer.initializeElement(at: offset, to: UInt8(truncatingIfNeeded: word))
                    word >>= 8
                    offset += 1
                }
            }
            initialized = count
        }
    }
}
