import CCipher
import Crypto

/// A SHA-256 hash held in place: 32 bytes without an array around them.
///
/// For trees, where millions of hashes are made, kept side by side and thrown away again.
package struct Hash256: Sendable, Hashable {
    package static let byteCount = 32

    // Four words without padding between them, which the two functions at the end read and write as 32 bytes.
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    private init() {}

    /// Reads exactly 32 bytes; anything else gives nil.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(Array(bytes), at: 0)
    }

    /// Reads the 32 bytes from `offset` on, which `bytes` must have.
    package init(_ bytes: [UInt8], at offset: Int) {
        precondition(offset >= 0 && offset <= bytes.count - Self.byteCount, "the bytes are there")
        unsafe bytes.withUnsafeBytes { bytes in
            // unsafe: both ranges are 32 bytes, the source's was checked above.
            let source = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Self.byteCount])
            unsafe withMutableBytes { target in unsafe target.copyMemory(from: source) }
        }
    }

    /// SHA-256 of `tag` and then `bytes`.
    package init(tag: UInt8, _ bytes: [UInt8]) {
        let isHashed = unsafe withMutableBytes { target in
            // unsafe: the array lends as many bytes as its count says, and the target has 32.
            unsafe fk_sha256_tagged(tag, bytes, bytes.count, nil, 0, target.baseAddress)
        }
        guard isHashed != 1 else { return }
        var hash = SHA256()
        hash.update(data: [tag])
        hash.update(data: bytes)
        let digest = Array(hash.finalize())
        // unsafe: both are 32 bytes.
        unsafe withMutableBytes { target in unsafe target.copyBytes(from: digest) }
    }

    /// SHA-256 of `tag` and then two hashes.
    package init(tag: UInt8, _ left: Hash256, _ right: Hash256) {
        let isHashed = unsafe withMutableBytes { target in
            unsafe left.withBytes { left in
                unsafe right.withBytes { right in
                    // unsafe: both inputs and the target are 32 bytes.
                    unsafe fk_sha256_tagged(
                        tag,
                        left.baseAddress,
                        left.count,
                        right.baseAddress,
                        right.count,
                        target.baseAddress
                    )
                }
            }
        }
        precondition(isHashed == 1, "64 bytes are within the limit")
    }

    package var bytes: [UInt8] { unsafe withBytes { bytes in unsafe Array(bytes) } }

    /// Appends the 32 bytes.
    package func append(to target: inout [UInt8]) {
        unsafe withBytes { bytes in unsafe target.append(contentsOf: bytes) }
    }

    private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe withUnsafeBytes(of: self) { bytes in unsafe body(bytes) }
    }

    private mutating func withMutableBytes<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
        unsafe withUnsafeMutableBytes(of: &self) { bytes in unsafe body(bytes) }
    }
}
