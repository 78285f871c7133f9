import CZstd

/// zstd (RFC 8878), level 3: about a third of the size of money changes at a few milliseconds per 100,000.
///
/// Compression happens before sealing, and only of one person's own content in one segment: no secret shares a body
/// with text an attacker can choose (the mistake behind CRIME).
enum Compression {
    private static let level: Int32 = 3

    /// Compressed bytes, or nil when that would not be shorter.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        let bound = ZSTD_compressBound(bytes.count)
        let output = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            let written = unsafe ZSTD_compress(buffer.baseAddress, bound, bytes, bytes.count, level)
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        return output.isEmpty || output.count >= bytes.count ? nil : output
    }

    /// Exactly `count` bytes, or nil when the input is not that.
    static func decompress(_ bytes: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
        let output = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            let result = unsafe bytes.withUnsafeBytes { source in
                unsafe ZSTD_decompress(buffer.baseAddress, count, source.baseAddress, source.count)
            }
            written = ZSTD_isError(result) == 0 ? result : 0
        }
        return output.count == count ? output : nil
    }
}
