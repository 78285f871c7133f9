/// Bytes sealed under a 32-byte key: AES-256-GCM with a fresh key for each box and a key commitment.
///
/// - Shape: `version 1 | key version 4 | salt 24 | commitment 32 | nonce 12 | ciphertext n | tag 16`, big-endian; 89
///   bytes more than the plaintext.
/// - Binding: the content key is HKDF of the key, the salt and ``SealingContext``'s info; AAD is the first 29 bytes and
///   the context's place.
/// - Source: docs/spec/key-hierarchy.md §3.
package enum SealedBox {
    package static let version: UInt8 = 1
    package static let overheadByteCount = 89
    static let algorithm = "AES-256-GCM"

    private static let headerByteCount = 1 + 4 + DerivedKey.saltByteCount
    private static let nonceOffset = headerByteCount + DerivedKey.commitmentByteCount
    private static let ciphertextOffset = nonceOffset + 12
    private static let tagByteCount = 16

    /// Seals bytes under a key; draws a fresh salt and nonce each time.
    ///
    /// `keyVersion`: which version (KEK) or epoch (tracker key) `key` is; readable without a key.
    package static func seal(
        _ plaintext: [UInt8],
        under key: borrowing SecretBytes,
        keyVersion: UInt32,
        context: SealingContext
    ) -> [UInt8] {
        let random = SecureRandom.bytes(count: DerivedKey.saltByteCount + AEAD.nonceByteCount)  // one system call
        let salt = Array(random[..<DerivedKey.saltByteCount])
        let nonce = Array(random[DerivedKey.saltByteCount...])
        return seal(plaintext, under: key, keyVersion: keyVersion, context: context, salt: salt, nonce: nonce)
    }

    /// Seals with given salt and nonce.
    ///
    /// Only frozen vectors may fix them: a nonce used twice under one salt and key breaks GCM.
    static func seal(
        _ plaintext: [UInt8],
        under key: borrowing SecretBytes,
        keyVersion: UInt32,
        context: SealingContext,
        salt: [UInt8],
        nonce: [UInt8]
    ) -> [UInt8] {
        var box: [UInt8] = []
        box.reserveCapacity(ciphertextOffset)
        box.append(version)
        for shift in stride(from: 24, through: 0, by: -8) { box.append(UInt8(truncatingIfNeeded: keyVersion >> shift)) }
        box.append(contentsOf: salt)
        let authenticated = box + context.place
        let derived = DerivedKey(
            from: key,
            salt: salt[...],
            info: context.info(algorithm: algorithm, keyVersion: keyVersion)
        )
        box.append(contentsOf: derived.commitment)
        box.append(contentsOf: nonce)
        return AEAD.seal(plaintext, key: derived, nonce: nonce, authenticating: authenticated, after: box)
    }

    /// Opens a box.
    ///
    /// - Throws: ``SealingError/malformed`` or ``SealingError/doesNotOpen``.
    package static func open(
        _ box: [UInt8],
        with key: borrowing SecretBytes,
        context: SealingContext
    ) throws(SealingError) -> [UInt8] {
        try open(box[...], with: key, context: context)
    }

    package static func open(
        _ box: ArraySlice<UInt8>,
        with key: borrowing SecretBytes,
        context: SealingContext
    ) throws(SealingError) -> [UInt8] {
        guard let derived = try committedKey(of: box, key, context) else { throw .doesNotOpen }
        let start = box.startIndex
        let authenticated = box[start..<start + headerByteCount] + context.place
        return try AEAD.open(
            box[(start + ciphertextOffset)...],
            key: derived,
            nonce: box[start + nonceOffset..<start + ciphertextOffset],
            authenticating: Array(authenticated)
        )
    }

    /// Seals a secret; no copy of it outlives the call.
    package static func sealSecret(
        _ secret: borrowing SecretBytes,
        under key: borrowing SecretBytes,
        keyVersion: UInt32,
        context: SealingContext
    ) -> [UInt8] {
        var copy = secret.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        defer { Wipe.zero(&copy) }
        return seal(copy, under: key, keyVersion: keyVersion, context: context)
    }

    /// Opens a box that holds a secret, straight into memory for secrets.
    package static func openSecret(
        _ box: [UInt8],
        with key: borrowing SecretBytes,
        context: SealingContext
    ) throws(SealingError) -> SecretBytes {
        var plaintext = try open(box, with: key, context: context)
        return SecretBytes(wiping: &plaintext)
    }

    /// Whether a box commits to this key and context; says nothing about the ciphertext.
    ///
    /// Selects the right key among a few without a label on the box.
    package static func commits(
        _ box: ArraySlice<UInt8>,
        to key: borrowing SecretBytes,
        context: SealingContext
    ) throws(SealingError) -> Bool {
        switch try committedKey(of: box, key, context) {
        case .some: true
        case .none: false
        }
    }

    /// The key version (KEK) or epoch (tracker key) a box was sealed under.
    ///
    /// Not authenticated until the box is opened.
    package static func keyVersion(of box: ArraySlice<UInt8>) throws(SealingError) -> UInt32 {
        guard box.count >= overheadByteCount, box[box.startIndex] == version else { throw .malformed }
        return box[box.startIndex + 1..<box.startIndex + 5].reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func committedKey(
        of box: ArraySlice<UInt8>,
        _ key: borrowing SecretBytes,
        _ context: SealingContext
    ) throws(SealingError) -> DerivedKey? {
        let keyVersion = try keyVersion(of: box)
        let start = box.startIndex
        let derived = DerivedKey(
            from: key,
            salt: box[start + 5..<start + headerByteCount],
            info: context.info(algorithm: algorithm, keyVersion: keyVersion)
        )
        let commitment = box[start + headerByteCount..<start + nonceOffset]
        guard ConstantTime.equal(commitment, derived.commitment[...]) else { return nil }
        return derived
    }
}
