import Crypto

/// SHA-256 (FIPS 180-4).
package enum Digest {
    package static let byteCount = 32

    /// The hash of the parts one after another; where a part's length varies, the caller length-prefixes it.
    package static func sha256(_ parts: [UInt8]...) -> [UInt8] {
        var hash = SHA256()
        for part in parts { hash.update(data: part) }
        return Array(hash.finalize())
    }
}
