import Primitives
import Sealing

/// 32 random bytes that a browser holds and the store knows by their hash: a session, a device, or a link.
///
/// Whoever steals the store finds none of them.
package struct StaffSecret: Sendable {
    /// What the secret is for: a hash of one kind is never taken for one of another.
    package enum Kind: String, Sendable {
        case session, device, link
    }

    package static let byteCount = 32
    private static let textByteCount = 52

    private let secret: SharedSecret
    private let kind: Kind
    /// Names what it is for in the store.
    package let hash: [UInt8]

    static func random(_ kind: Kind) -> StaffSecret { StaffSecret(SharedSecret(.random(count: byteCount)), kind) }

    private init(_ secret: SharedSecret, _ kind: Kind) {
        self.secret = secret
        self.kind = kind
        hash = Self.hash(secret, kind)
    }

    /// Reads the text form; nil when it is not one.
    package init?(_ kind: Kind, text: some StringProtocol) {
        guard text.utf8.count == Self.textByteCount, var bytes = Base32.decode(text), bytes.count == Self.byteCount
        else { return nil }
        self.init(SharedSecret(SecretBytes(wiping: &bytes)), kind)
    }

    /// 52 characters of Crockford's base 32.
    package func text() -> String {
        var copy = Self.copy(secret)
        defer { Wipe.zero(&copy) }
        return Base32.encode(copy)
    }

    private static func hash(_ secret: SharedSecret, _ kind: Kind) -> [UInt8] {
        var copy = copy(secret)
        defer { Wipe.zero(&copy) }
        return Digest.sha256(Array("flowkeep/1 staff \(kind.rawValue)".utf8), copy)
    }

    private static func copy(_ secret: SharedSecret) -> [UInt8] {
        secret.bytes.withBytes { bytes in
            // unsafe: a byte has no alignment and every bit pattern is a value; the offset is below the count.
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
