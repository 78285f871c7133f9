import Crypto
import Primitives

/// A file in the age format, version 1, sealed with a passphrase: what a person opens anywhere, without us.
///
/// - Shape: a header in lines (the version; one stanza of type `scrypt` with the file's key; a MAC over both), 16
///   random bytes, then chunks of 65,536 bytes, each followed by its tag of 16. As in ``ChunkedBox`` the nonce of a
///   chunk is its number, 11 bytes from 0, and one byte that is 1 for the last.
/// - Source: C2SP `age`, version 1; docs/spec/archives.md §5.
package enum AgeFile {
    package static let chunkByteCount = 65_536
    package static let sealedChunkByteCount = chunkByteCount + tagByteCount
    package static let keyByteCount = 16
    static let tagByteCount = 16
    static let nonceByteCount = 16
    /// log2 of scrypt's N for files that we seal, whose passphrases are random: 16 MiB.
    static let workFactor = 14
    /// The most work, and memory (1 GiB), that is done for a file whose passphrase somebody else chose.
    static let workFactorMaximum = 20
    /// Of a header: ours have 150 bytes.
    static let headerByteCountMaximum = 1024

    static let version = "age-encryption.org/v1"
    private static let saltLabel = Array("age-encryption.org/v1/scrypt".utf8)
    static let saltByteCount = 16

    /// The header of a file: who has the passphrase gets its key from it.
    ///
    /// - `key`: 16 random bytes, of this file alone.
    /// - Throws: ``SealingError/derivationFailed`` when there is no memory.
    package static func header(
        for key: borrowing SecretBytes,
        passphrase: borrowing SecretBytes
    ) throws(SealingError) -> [UInt8] {
        try header(for: key, passphrase: passphrase, salt: SecureRandom.bytes(count: saltByteCount))
    }

    /// With a given salt: only frozen vectors may fix it.
    static func header(
        for key: borrowing SecretBytes,
        passphrase: borrowing SecretBytes,
        salt: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        let wrapping = try wrappingKey(passphrase, salt: salt, workFactor: workFactor)
        var plain = key.copied()
        defer { Wipe.zero(&plain) }
        let wrapped = seal(plain, key: wrapping, nonce: [UInt8](repeating: 0, count: AEAD.nonceByteCount))
        let lines = ["\(version)", "-> scrypt \(base64(salt)) \(workFactor)", base64(wrapped), "---"]
        let authenticated = Array(lines.joined(separator: "\n").utf8)
        return authenticated + Array(" \(base64(mac(of: authenticated, under: key)))\n".utf8)
    }

    static func wrappingKey(
        _ passphrase: borrowing SecretBytes,
        salt: [UInt8],
        workFactor: Int
    ) throws(SealingError) -> SecretBytes {
        try Scrypt.derive(from: passphrase, salt: saltLabel + salt, logN: workFactor)
    }

    static func mac(of header: [UInt8], under key: borrowing SecretBytes) -> [UInt8] {
        let macKey = SubKey.derive("header", from: key)
        return Authenticator.unlabelledTag(header, key: macKey)
    }

    static func payloadKey(_ key: borrowing SecretBytes, nonce: [UInt8]) -> SecretBytes {
        SubKey.derive("payload", from: key, salt: nonce)
    }

    /// ChaCha20-Poly1305 (RFC 8439): ciphertext, then tag.
    static func seal(_ plaintext: [UInt8], key: borrowing SecretBytes, nonce: [UInt8]) -> [UInt8] {
        unsafe key.withUnsafeBytes { bytes in
            do {
                let sealed = try ChaChaPoly.seal(
                    plaintext,
                    using: unsafe SymmetricKey(data: bytes),
                    nonce: ChaChaPoly.Nonce(data: nonce)
                )
                return Array(sealed.ciphertext) + Array(sealed.tag)
            } catch {
                preconditionFailure("ChaCha20-Poly1305 takes a key of 32 and a nonce of 12 bytes")
            }
        }
    }

    static func open(
        _ sealed: [UInt8],
        key: borrowing SecretBytes,
        nonce: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        guard sealed.count >= tagByteCount else { throw .doesNotOpen }
        let opened: [UInt8]? = unsafe key.withUnsafeBytes { bytes in
            do {
                let box = try ChaChaPoly.SealedBox(
                    nonce: ChaChaPoly.Nonce(data: nonce),
                    ciphertext: sealed.dropLast(tagByteCount),
                    tag: sealed.suffix(tagByteCount)
                )
                return Array(try ChaChaPoly.open(box, using: unsafe SymmetricKey(data: bytes)))
            } catch {
                return nil
            }
        }
        guard let opened else { throw .doesNotOpen }
        return opened
    }

    /// RFC 4648 §4 without padding.
    static func base64(_ bytes: [UInt8]) -> String {
        String(decoding: Base64.encode(bytes), as: UTF8.self).filter { $0 != "=" }
    }

    /// The only text of its bytes; nil for every other, also for one with padding.
    static func bytes(base64 text: Substring) -> [UInt8]? {
        guard text.utf8.last != UInt8(ascii: "=") else { return nil }
        return Base64.decode(Array((text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)).utf8))
    }
}

/// Seals the content of an age file chunk by chunk; each file begins anew, with a key of its own.
package struct AgeSealer: Sendable {
    /// What the file begins with: the header and the random bytes after it.
    package let preamble: [UInt8]
    private let key: SharedSecret
    private var number: UInt64 = 0

    /// - Parameters:
    ///   - header: as ``AgeFile/header(for:passphrase:)`` made it for this key.
    ///   - key: of the file.
    package init(header: [UInt8], key: borrowing SecretBytes) {
        let nonce = SecureRandom.bytes(count: AgeFile.nonceByteCount)
        preamble = header + nonce
        self.key = SharedSecret(AgeFile.payloadKey(key, nonce: nonce))
    }

    /// How long a file is whose content has so many bytes.
    package func byteCount(of contentByteCount: Int) -> Int {
        let chunks = max(1, (contentByteCount + AgeFile.chunkByteCount - 1) / AgeFile.chunkByteCount)
        return preamble.count + contentByteCount + chunks * AgeFile.tagByteCount
    }

    /// The next chunk, sealed: exactly 65,536 bytes, or the last, which may have fewer, and none only in an empty file.
    package mutating func seal(_ chunk: [UInt8], isLast: Bool) -> [UInt8] {
        precondition(isLast || chunk.count == AgeFile.chunkByteCount, "every chunk but the last is full")
        let nonce = ChunkedBox.nonce(number, isLast: isLast)
        number += 1
        return AgeFile.seal(chunk, key: key.bytes, nonce: nonce)
    }
}
