import Primitives
import Sealing

/// The way back when the passphrase is lost: 160 random bits, shown once, good once.
///
/// - Shape: 20 bytes; as text 32 characters of Crockford's base 32 in eight groups of four.
package struct RecoveryCode: ~Copyable, Sendable {
    static let byteCount = 20

    private let secret: SecretBytes

    /// The code is random already, so it needs no stretching.
    var holderKey: SharedSecret { SharedSecret(secret.duplicate()) }

    package static func random() -> RecoveryCode { RecoveryCode(secret: .random(count: byteCount)) }

    private init(secret: consuming SecretBytes) { self.secret = secret }

    /// Reads what a person typed: case, spaces and hyphens do not matter, `o` is 0, `i` and `l` are 1.
    package init(text: String) throws(IdentityError) {
        guard var bytes = Base32.decode(text.filter { !$0.isWhitespace }), bytes.count == Self.byteCount else {
            throw .wrongRecoveryCode
        }
        secret = SecretBytes(wiping: &bytes)
    }

    /// For the one page that shows it.
    package borrowing func text() -> String {
        let characters = secret.withBytes { bytes in
            Base32.encode((0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
        }
        return characters.grouped(by: 4, separator: "-")
    }
}
