import Primitives
import Sealing

/// What one person gives another so that she finds a book or a diary: 160 random bits, good once.
///
/// - Shape: as a ``RecoveryCode``; docs/spec/sharing.md §4 and §5.
struct SharingCode: Sendable {
    /// What it is for; marks of different uses are never the same.
    enum Use: String {
        case book = "flowkeep/1 book code"
        case diary = "flowkeep/1 diary code"
    }

    static let seconds: Int64 = 48 * 3600
    private static let byteCount = 20

    /// The code is random already, so it needs no stretching.
    let secret: SharedSecret

    static func random() -> SharingCode { SharingCode(SharedSecret(.random(count: byteCount))) }

    private init(_ secret: SharedSecret) { self.secret = secret }

    /// Reads what a person typed: case, spaces and hyphens do not matter.
    init?(text: String) {
        // Far longer than any code, and decoding it would be work for nothing.
        guard text.utf8.count <= 200, var bytes = Base32.decode(text.filter { !$0.isWhitespace }),
            bytes.count == Self.byteCount
        else { return nil }
        secret = SharedSecret(SecretBytes(wiping: &bytes))
    }

    /// For the one page that shows it.
    func text() -> String {
        var bytes = copy()
        defer { Wipe.zero(&bytes) }
        return Base32.encode(bytes).grouped(by: 4, separator: "-")
    }

    /// Finds what the code is for, and does not open it.
    func mark(_ use: Use) -> [UInt8] {
        var bytes = copy()
        defer { Wipe.zero(&bytes) }
        var message = LengthPrefixed()
        message.append(use.rawValue)
        message.append(bytes)
        return Digest.sha256(message.bytes)
    }

    private func copy() -> [UInt8] {
        secret.bytes.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
