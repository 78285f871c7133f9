import CCipher

/// AES-256-GCM (NIST SP 800-38D), 96-bit nonce, 128-bit tag: the one place that calls the cipher.
///
/// Each direction allocates its result once and lets the cipher write into it (docs/decisions/0007).
enum AEAD {
    static let nonceByteCount = 12
    static let tagByteCount = 16

    /// `header`, the ciphertext and the tag, as one array.
    static func seal(
        _ plaintext: [UInt8],
        key: borrowing DerivedKey,
        nonce: [UInt8],
        authenticating: [UInt8],
        after header: [UInt8]
    ) -> [UInt8] {
        precondition(nonce.count == nonceByteCount, "AES-256-GCM takes a nonce of 12 bytes")
        let byteCount = header.count + plaintext.count + tagByteCount
        return unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { output, initializedCount in
            // unsafe: the buffer has room for `byteCount` bytes, and each of them is written before it is counted.
            let start = UnsafeMutableRawBufferPointer(output)
            unsafe start.copyBytes(from: header)
            let isSealed = unsafe key.withContentKey { key in
                unsafe fk_aes256gcm_seal(
                    key.baseAddress,
                    nonce,
                    authenticating,
                    authenticating.count,
                    plaintext,
                    plaintext.count,
                    start.baseAddress?.advanced(by: header.count)
                )
            }
            precondition(isSealed == 1, "AES-256-GCM refused its own parameters or found no memory")
            initializedCount = byteCount
        }
    }

    /// The plaintext, or an error when anything was altered.
    static func open(
        _ sealed: ArraySlice<UInt8>,
        key: borrowing DerivedKey,
        nonce: ArraySlice<UInt8>,
        authenticating: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        guard sealed.count >= tagByteCount, nonce.count == nonceByteCount else { throw .doesNotOpen }
        var isOpened: Int32 = 0
        let plaintext = unsafe [UInt8](unsafeUninitializedCapacity: sealed.count - tagByteCount) { output, count in
            // unsafe: the cipher writes exactly the capacity, zeros when it refuses, and reads what the slices hold.
            isOpened = unsafe key.withContentKey { key in
                unsafe sealed.withUnsafeBytes { sealed in
                    unsafe nonce.withUnsafeBytes { nonce in
                        unsafe fk_aes256gcm_open(
                            key.baseAddress,
                            nonce.baseAddress,
                            authenticating,
                            authenticating.count,
                            sealed.baseAddress,
                            sealed.count,
                            output.baseAddress
                        )
                    }
                }
            }
            count = isOpened == 1 ? sealed.count - tagByteCount : 0
        }
        guard isOpened == 1 else { throw .doesNotOpen }
        return plaintext
    }
}
