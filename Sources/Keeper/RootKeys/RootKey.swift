import Sealing

/// The key under which all customer keys lie, in a file of its own.
///
/// - Shape: 64 bytes — `"FKROOT" 6 | 0 | format 1 | id 16 | key 32 | check 8`, where `check` is the start of SHA-256 of
///   what comes before: it tells a damaged file from another key. Mode 0600 or 0400, owned by us, not a link.
/// - Source: docs/spec/key-service.md §2.
struct RootKey: ~Copyable, Sendable {
    static let byteCount = 64
    static let idByteCount = 16
    private static let magic: [UInt8] = Array("FKROOT".utf8) + [0, 1]
    private static let checkByteCount = 8

    /// Names the key without revealing it; customer key files carry it.
    let id: [UInt8]
    let secret: SecretBytes

    init(id: [UInt8], secret: consuming SecretBytes) {
        self.id = id
        self.secret = secret
    }

    static func make() -> RootKey {
        RootKey(id: SecureRandom.bytes(count: idByteCount), secret: SecretBytes.random(count: 32))
    }

    init(decoding bytes: [UInt8]) throws(KeeperError) {
        let checked = Self.byteCount - Self.checkByteCount
        guard bytes.count == Self.byteCount, bytes.starts(with: Self.magic) else { throw .rootKeyDamaged }
        guard ConstantTime.equal(bytes[checked...], Self.check(bytes[..<checked])) else { throw .rootKeyDamaged }
        let keyStart = Self.magic.count + Self.idByteCount
        id = Array(bytes[Self.magic.count..<keyStart])
        secret = SecretBytes(copying: bytes[keyStart..<checked])
    }

    /// The bytes of a plain file; the caller's to wipe.
    borrowing func encoded() -> [UInt8] {
        let bytes = Self.magic + id + secret.copied()
        return bytes + Self.check(bytes[...])
    }

    private static func check(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(Digest.sha256(Array(bytes))[..<checkByteCount])
    }
}
