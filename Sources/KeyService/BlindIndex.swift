import Sealing

/// Finds a record by something the store must not learn, such as a handle.
///
/// The value is HMAC-SHA-256 of the bytes under the index key, the same for the same bytes for ever: hence the pinned
/// version, which a rotation of the other keys leaves alone. (Changing it means to compute and rewrite every value,
/// which needs the handles, which lie in sealed records.)
/// - Source: docs/spec/key-service.md §8.
package struct BlindIndex: Sendable {
    /// What is indexed; one index says nothing about another.
    package enum Label: String, Sendable, CaseIterable {
        /// The normalised handle of an account.
        case handle = "flowkeep/1/blind-index/handle"
        /// The key of a rate limit, so that counters name nobody.
        case rateLimit = "flowkeep/1/blind-index/rate-limit"
        /// A backup code of an account.
        case backupCode = "flowkeep/1/blind-index/backup-code"
        /// A guardian's code.
        case guardian = "flowkeep/1/blind-index/guardian"
        /// Shows that a challenge was given out here.
        case challenge = "flowkeep/1/blind-index/challenge"
    }

    package static let byteCount = 32
    static let pinnedVersion: UInt32 = 1

    private let ring: KeyEncryptionKeyRing

    package init(ring: KeyEncryptionKeyRing) { self.ring = ring }

    /// The value under which a record is found: 32 bytes.
    ///
    /// The bytes are normalised by the caller: bytes that mean the same must be the same.
    package func value(_ label: Label, of bytes: [UInt8]) async throws(KeyRingError) -> [UInt8] {
        let key = try await ring.key(.index, version: Self.pinnedVersion)
        return Authenticator.tag(label.rawValue, bytes, key: key.bytes)
    }
}
