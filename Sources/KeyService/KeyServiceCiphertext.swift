package import Sealing

/// What the embedded key service returns as `CiphertextBlob`: the key it was made with, and a sealed box.
///
/// - Shape: `format 1 | key id 16 | sealed box`; the box carries the key version.
/// - Binding: the box's place is the key id and the canonical encryption context.
/// - Source: docs/spec/key-service.md §4.
package struct KeyServiceCiphertext: Sendable {
    package static let format: UInt8 = 1
    /// As AWS KMS: what `Encrypt` takes at most.
    package static let plaintextByteCountMaximum = 4096
    package static let byteCountMaximum = headerByteCount + SealedBox.overheadByteCount + plaintextByteCountMaximum
    private static let headerByteCount = 1 + CustomerKeyID.byteCount

    package let keyID: CustomerKeyID
    package let keyVersion: UInt32
    private let box: [UInt8]

    /// Reads the header of a blob; nothing of it is trusted until ``open(with:context:)``.
    ///
    /// - Throws: ``KeyServiceError/invalidCiphertext``.
    package init(decoding blob: [UInt8]) throws(KeyServiceError) {
        let overhead = Self.headerByteCount + SealedBox.overheadByteCount
        guard (overhead...Self.byteCountMaximum).contains(blob.count), blob[0] == Self.format,
            let keyID = CustomerKeyID(bytes: blob[1..<Self.headerByteCount])
        else { throw .invalidCiphertext }
        self.keyID = keyID
        box = Array(blob[Self.headerByteCount...])
        do { keyVersion = try SealedBox.keyVersion(of: box[...]) } catch { throw .invalidCiphertext }
    }

    /// Seals bytes and returns the blob.
    ///
    /// - Throws: ``KeyServiceError/validation`` for a context beyond its limits.
    package static func seal(
        _ plaintext: [UInt8],
        under key: borrowing SecretBytes,
        keyID: CustomerKeyID,
        keyVersion: UInt32,
        context: EncryptionContext
    ) throws(KeyServiceError) -> [UInt8] {
        let place = try sealingContext(keyID, context)
        let box = SealedBox.seal(plaintext, under: key, keyVersion: keyVersion, context: place)
        return [format] + keyID.bytes + box
    }

    package func open(
        with key: borrowing SecretBytes,
        context: EncryptionContext
    ) throws(KeyServiceError) -> [UInt8] {
        let place = try Self.sealingContext(keyID, context)
        do { return try SealedBox.open(box, with: key, context: place) } catch { throw .invalidCiphertext }
    }

    private static func sealingContext(
        _ keyID: CustomerKeyID,
        _ context: EncryptionContext
    ) throws(KeyServiceError) -> SealingContext {
        var place = LengthPrefixed()
        place.append(keyID.bytes)
        place.append(try context.canonicalBytes())
        return SealingContext(.keyService, place: place.bytes)
    }
}
