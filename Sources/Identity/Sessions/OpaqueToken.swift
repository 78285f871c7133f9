import Primitives
import Sealing

/// What a token is for; tokens of two uses never have the same hash.
package protocol TokenUse: Sendable {
    static var label: String { get }
}

/// 32 random bytes that a browser's cookie or a program carries.
///
/// The store keeps only their SHA-256. Whoever steals the store does not find them.
package struct OpaqueToken<Use: TokenUse>: Sendable {
    static var byteCount: Int { 32 }

    let secret: SharedSecret
    /// SHA-256 of the use's label and the secret: names what the token belongs to in the store.
    package let hash: [UInt8]

    static func random() -> OpaqueToken { OpaqueToken(SharedSecret(.random(count: byteCount))) }

    private init(_ secret: SharedSecret) {
        self.secret = secret
        var copy = Self.copy(secret)
        defer { Wipe.zero(&copy) }
        hash = Digest.sha256(Array(Use.label.utf8), copy)
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

    private static func copy(_ secret: SharedSecret) -> [UInt8] {
        secret.bytes.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
