import Primitives
import Sealing

/// What a browser's cookie or a program's bearer token carries: 32 random bytes.
///
/// The store keeps only its SHA-256; the session's key slot opens with the bytes themselves. Whoever steals the store
/// finds neither.
package struct SessionToken: Sendable {
    static let byteCount = 32

    let secret: SharedSecret
    /// SHA-256 of the secret: names the session in the store.
    package let hash: [UInt8]

    static func random() -> SessionToken { SessionToken(SharedSecret(.random(count: byteCount))) }

    private init(_ secret: SharedSecret) {
        self.secret = secret
        var copy = Self.copy(secret)
        defer { Wipe.zero(&copy) }
        hash = Digest.sha256(Array("flowkeep/1 session".utf8), copy)
    }

    /// Reads the text form; nil when it is not one.
    package init?(text: some StringProtocol) {
        guard text.utf8.count == 52, var bytes = Base32.decode(text), bytes.count == Self.byteCount else { return nil }
        self.init(SharedSecret(SecretBytes(wiping: &bytes)))
    }

    /// 52 characters of Crockford's base 32.
    package func text() -> String {
        var copy = Self.copy(secret)
        defer { Wipe.zero(&copy) }
        return Base32.encode(copy)
    }

    /// What the forms of this session must carry: derived, so that nothing more is stored.
    package var formToken: [UInt8] { Authenticator.tag("flowkeep/1 form", [], key: secret.bytes) }

    private static func copy(_ secret: SharedSecret) -> [UInt8] {
        secret.bytes.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
