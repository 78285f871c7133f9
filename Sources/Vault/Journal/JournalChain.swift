package import Primitives
import Sealing

/// The hash chain of a journal: each segment's hash covers the one before, so none can be dropped, moved or swapped.
///
/// - Source: docs/spec/vault-format.md §3.
package enum JournalChain {
    /// The hash of a segment: SHA-256 over label, vault, index, previous hash and the sealed bytes, each
    /// length-prefixed.
    ///
    /// Needs no key, so that a copy of the store can be checked by anyone.
    package static func hash(
        of segment: [UInt8],
        at index: JournalIndex,
        after previous: [UInt8],
        in vault: VaultID
    ) -> [UInt8] {
        var prefix = LengthPrefixed()
        prefix.append("flowkeep/1 journal")
        prefix.append(vault.bytes)
        prefix.append(index)
        prefix.append(previous)
        prefix.append(UInt64(segment.count))
        return Digest.sha256(prefix.bytes, segment)
    }

    /// The head after appending segments to `head`.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` where an index is missing or out of order.
    package static func head(
        after head: JournalHead,
        appending segments: [StoredSegment],
        in vault: VaultID
    ) throws(VaultError) -> JournalHead {
        var head = head
        for segment in segments {
            guard segment.index == head.index + 1 else { throw .damaged(head.index + 1) }
            let hash = hash(of: segment.bytes, at: segment.index, after: head.hash, in: vault)
            head = JournalHead(index: segment.index, hash: hash)
        }
        return head
    }
}
