import Crypto

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
package struct RunningDigest: Sendable {
    private var hash = SHA256()

    package init() {}

    package mutating func update(_ bytes: some Collection<UInt8>) { hash.update(data: Array(bytes)) }

    /// The hash of all bytes so far, 32 bytes.
    package func value() -> [UInt8] { Array(hash.finalize()) }
}
