import Primitives
import Sealing

/// What a program carries that somebody gave a part of her access to: 32 random bytes.
///
/// The store keeps only its hash.
/// - Shape: `fk_`, then 56 characters of Crockford's base 32: the bytes, and 3 of a checksum by which a scanner of
///   secrets knows it.
/// - Source: docs/spec/api-tokens.md §2.
package struct APIToken: Sendable {
    package static let prefix = "fk_"
    private static let byteCount = 32
    private static let checksumByteCount = 3
    private static let characterCount = 56

    let secret: SharedSecret
    /// Names the token in the store.
    package let hash: [UInt8]

    static func random() -> APIToken { APIToken(.random(count: byteCount)) }

    init(_ secret: consuming SecretBytes) {
        var copy = Self.copy(secret)
        defer { Wipe.zero(&copy) }
        hash = Digest.sha256(Array("flowkeep/1 api token".utf8), copy)
        self.secret = SharedSecret(secret)
    }

    /// Whether a text says that it is a token.
    package static func isMeant(by text: some StringProtocol) -> Bool { text.hasPrefix(prefix) }

    /// Reads the text form; nil when it is not one.
    package init?(text: some StringProtocol) {
        guard Self.isMeant(by: text) else { return nil }
        let characters = text.dropFirst(Self.prefix.count)
        guard characters.utf8.count == Self.characterCount, var bytes = Base32.decode(characters),
            bytes.count == Self.byteCount + Self.checksumByteCount
        else { return nil }
        defer { Wipe.zero(&bytes) }
        var secret = Array(bytes.prefix(Self.byteCount))
        guard ConstantTime.equal(Self.checksum(secret)[...], bytes.suffix(Self.checksumByteCount)) else {
            Wipe.zero(&secret)
            return nil
        }
        self.init(SecretBytes(wiping: &secret))
    }

    /// For the one answer that shows it.
    package func text() -> String {
        var copy = Self.copy(secret.bytes)
        defer { Wipe.zero(&copy) }
        return Self.prefix + Base32.encode(copy + Self.checksum(copy))
    }

    /// What the token signs its entries with.
    func signingKey() -> SignaturePrivateKey {
        var seed = Authenticator.tag("flowkeep/1 token signature", [], key: secret.bytes)
        do { return try SignaturePrivateKey(seed: SecretBytes(wiping: &seed)) } catch {
            preconditionFailure("a tag is as long as a seed")
        }
    }

    private static func checksum(_ secret: [UInt8]) -> [UInt8] {
        Array(Digest.sha256(Array("flowkeep/1 token checksum".utf8), secret).prefix(checksumByteCount))
    }

    private static func copy(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
