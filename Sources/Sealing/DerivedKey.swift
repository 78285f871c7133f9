import CCipher

/// HKDF-SHA-256 (RFC 5869) into a content key and a key commitment.
///
/// AES-GCM does not commit to its key: one box could be made to open under two keys (a partitioning oracle). The
/// commitment, compared before opening, binds a box to exactly one key.
struct DerivedKey: ~Copyable {
    static let saltByteCount = 24
    static let contentByteCount = 32
    static let commitmentByteCount = 32

    /// Content key, then commitment: HKDF writes them here, so they never lie in ordinary memory.
    private let output: SecretBytes

    /// The content key and the commitment for one sealed thing.
    init(from key: borrowing SecretBytes, salt: ArraySlice<UInt8>, info: [UInt8]) {
        output = unsafe SecretBytes(byteCount: Self.contentByteCount + Self.commitmentByteCount) { output in
            let isDerived = unsafe key.withUnsafeBytes { key in
                unsafe salt.withUnsafeBytes { salt in
                    // unsafe: each pointer goes with its own count.
                    unsafe fk_hkdf_sha256(
                        key.baseAddress,
                        key.count,
                        salt.baseAddress,
                        salt.count,
                        info,
                        info.count,
                        output.baseAddress,
                        output.count
                    )
                }
            }
            precondition(isDerived == 1, "HKDF found no memory")
        }
    }

    /// Compared before anything is opened; not secret.
    var commitment: [UInt8] {
        unsafe output.withUnsafeBytes { bytes in unsafe Array(bytes[Self.contentByteCount...]) }
    }

    /// Lends the 32 bytes of the content key for one synchronous call.
    borrowing func withContentKey<Result: ~Copyable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe output.withUnsafeBytes { bytes in
            unsafe body(UnsafeRawBufferPointer(rebasing: bytes[..<Self.contentByteCount]))
        }
    }
}
