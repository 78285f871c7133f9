import Primitives
package import Sealing

/// What the log holds of an act: a tag that says nothing to anyone without the subject's log key.
///
/// - Shape: 33 bytes — `version 1 | tag 32`. All leaves have this size, covers among them.
/// - Binding: tag = HMAC-SHA-256(leaf key, event); leaf key = HMAC-SHA-256(log key, ordinal). Handing out one leaf's
///   key opens that leaf and no other.
/// - Source: docs/spec/transparency-log.md §8.
package struct LogLeaf: Sendable, Hashable {
    package static let version: UInt8 = 1
    package static let byteCount = 1 + Authenticator.tagByteCount

    /// The bytes that are hashed into the tree.
    package let entry: [UInt8]

    /// Commits to an event under its subject's log key.
    package init(_ event: LogEvent, logKey: borrowing SecretBytes) {
        self.init(event, leafKey: Self.leafKey(event.ordinal, logKey: logKey))
    }

    init(_ event: LogEvent, leafKey: borrowing SecretBytes) {
        entry = [Self.version] + Authenticator.tag("flowkeep/1 log leaf", event.encoded(), key: leafKey)
    }

    /// Reads an entry of the log.
    ///
    /// - Throws: ``LeafError``: `byteCount` or `version`.
    package init(decoding entry: [UInt8]) throws(LeafError) {
        guard entry.count == Self.byteCount else { throw .byteCount(entry.count) }
        guard entry[0] == Self.version else { throw .version(entry[0]) }
        self.entry = entry
    }

    package var hash: TreeHash { .leaf(entry) }

    static func leafKey(_ ordinal: UInt64, logKey: borrowing SecretBytes) -> SecretBytes {
        var place = ByteWriter(reservingCapacity: 8)
        place.append(ordinal)
        var tag = Authenticator.tag("flowkeep/1 log leaf key", place.bytes, key: logKey)
        return SecretBytes(wiping: &tag)
    }
}
