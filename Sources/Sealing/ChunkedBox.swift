/// Content of any length sealed under a 32-byte key in chunks, so that neither side holds more than one of them.
///
/// - Shape: `version 1 | key version 4 | salt 24 | commitment 32`, then chunks of 65,536 bytes, each followed by its
///   tag of 16; the last chunk has 0 to 65,536 bytes, and is the only one that may be shorter.
/// - Binding: the key of the content is HKDF of the key, the salt and ``SealingContext``'s info. The nonce of a chunk
///   is its number, 11 bytes from 0, and one byte that is 1 for the last: the STREAM construction (Hoang, Reyhanitabar,
///   Rogaway and Vizár 2015), as in C2SP `chunked-encryption`. AAD is the first 29 bytes and the context's place.
/// - Source: docs/spec/key-hierarchy.md §9.
package enum ChunkedBox {
    package static let version: UInt8 = 1
    package static let chunkByteCount = 65_536
    package static let sealedChunkByteCount = chunkByteCount + AEAD.tagByteCount
    package static let headerByteCount = authenticatedByteCount + DerivedKey.commitmentByteCount
    static let algorithm = "AES-256-GCM-STREAM"
    static let authenticatedByteCount = 1 + 4 + DerivedKey.saltByteCount

    /// How many chunks a box of so many bytes has; nil when no box has that length.
    package static func chunkCount(ofBoxWith byteCount: Int) -> Int? {
        let chunks = byteCount - headerByteCount
        guard chunks >= AEAD.tagByteCount else { return nil }
        let (whole, rest) = chunks.quotientAndRemainder(dividingBy: sealedChunkByteCount)
        guard rest > 0 else { return whole }
        // A last chunk without content is only that of a box without any.
        return rest > AEAD.tagByteCount || (whole == 0 && rest == AEAD.tagByteCount) ? whole + 1 : nil
    }

    static func nonce(_ number: UInt64, isLast: Bool) -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: AEAD.nonceByteCount)
        for byte in 0..<8 { nonce[3 + byte] = UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * byte)) }
        nonce[11] = isLast ? 1 : 0
        return nonce
    }
}

/// Seals content chunk by chunk.
package struct ChunkSealer: ~Copyable, Sendable {
    /// What a box begins with.
    package let header: [UInt8]
    private let key: DerivedKey
    private let authenticated: [UInt8]
    private var number: UInt64 = 0
    private var isEnded = false

    /// Starts a box; draws a fresh salt.
    ///
    /// `keyVersion`: which version `key` is; readable without a key.
    package init(under key: borrowing SecretBytes, keyVersion: UInt32, context: SealingContext) {
        let salt = SecureRandom.bytes(count: DerivedKey.saltByteCount)
        self.init(under: key, keyVersion: keyVersion, context: context, salt: salt)
    }

    /// Starts a box with a given salt.
    ///
    /// Only frozen vectors may fix it: a salt used twice under one key repeats nonces.
    init(under key: borrowing SecretBytes, keyVersion: UInt32, context: SealingContext, salt: [UInt8]) {
        var header = [ChunkedBox.version]
        for shift in stride(from: 24, through: 0, by: -8) {
            header.append(UInt8(truncatingIfNeeded: keyVersion >> shift))
        }
        header += salt
        authenticated = header + context.place
        let info = context.info(algorithm: ChunkedBox.algorithm, keyVersion: keyVersion)
        let derived = DerivedKey(from: key, salt: salt[...], info: info)
        self.header = header + derived.commitment
        self.key = derived
    }

    /// The next chunk, sealed: exactly 65,536 bytes, or the last, which has at most as many.
    package mutating func seal(_ chunk: [UInt8], isLast: Bool) -> [UInt8] {
        precondition(!isEnded, "nothing follows the last chunk")
        precondition(
            isLast ? chunk.count <= ChunkedBox.chunkByteCount : chunk.count == ChunkedBox.chunkByteCount,
            "every chunk but the last is full"
        )
        let nonce = ChunkedBox.nonce(number, isLast: isLast)
        number += 1
        isEnded = isLast
        return AEAD.seal(chunk, key: key, nonce: nonce, authenticating: authenticated, after: [])
    }
}

/// Opens content chunk by chunk, in order.
package struct ChunkOpener: ~Copyable, Sendable {
    private let key: DerivedKey
    private let authenticated: [UInt8]
    private var number: UInt64 = 0
    private var isEnded = false

    /// Reads the header of a box.
    ///
    /// - Throws: ``SealingError/malformed``, or ``SealingError/doesNotOpen`` when the box does not commit to this key
    ///   and context.
    package init(
        header: [UInt8],
        with key: borrowing SecretBytes,
        context: SealingContext
    ) throws(SealingError) {
        guard header.count == ChunkedBox.headerByteCount, header[0] == ChunkedBox.version else { throw .malformed }
        let keyVersion = header[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let derived = DerivedKey(
            from: key,
            salt: header[5..<ChunkedBox.authenticatedByteCount],
            info: context.info(algorithm: ChunkedBox.algorithm, keyVersion: keyVersion)
        )
        let commitment = header[ChunkedBox.authenticatedByteCount...]
        guard ConstantTime.equal(commitment, derived.commitment[...]) else { throw .doesNotOpen }
        authenticated = Array(header[..<ChunkedBox.authenticatedByteCount]) + context.place
        self.key = derived
    }

    /// Opens the next chunk; after a failure the same one may be tried again.
    ///
    /// A chunk that opens only when `isLast` is false says that the box was cut off behind it.
    ///
    /// - Throws: ``SealingError/doesNotOpen`` for one that was altered, moved, or taken from another box.
    package mutating func open(_ sealed: [UInt8], isLast: Bool) throws(SealingError) -> [UInt8] {
        guard !isEnded, isLast || sealed.count == ChunkedBox.sealedChunkByteCount else { throw .doesNotOpen }
        let nonce = ChunkedBox.nonce(number, isLast: isLast)
        let chunk = try AEAD.open(sealed[...], key: key, nonce: nonce[...], authenticating: authenticated)
        number += 1
        isEnded = isLast
        return chunk
    }
}
