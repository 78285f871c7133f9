import Sealing

/// A hash of an RFC 6962 tree: of a leaf, of a node, or of a whole tree (then it is the root).
///
/// - Shape: 32 bytes, SHA-256. A leaf is hashed behind a byte 0, a node behind a byte 1, so that neither can be passed
///   off as the other.
/// - Source: docs/spec/transparency-log.md §2; RFC 6962 §2.1.
package struct TreeHash: Sendable, Hashable {
    package static let byteCount = Hash256.byteCount

    /// The root of the tree without leaves: SHA-256 of nothing.
    package static let empty = TreeHash(bytes: Digest.sha256([])) ?? TreeHash(Hash256(tag: 0, []))

    private let value: Hash256

    private init(_ value: Hash256) { self.value = value }

    /// Reads exactly 32 bytes; anything else gives nil.
    package init?(bytes: some Collection<UInt8>) {
        guard let value = Hash256(bytes: bytes) else { return nil }
        self.value = value
    }

    /// Reads the 32 bytes from `offset` on, which `bytes` must have.
    init(_ bytes: [UInt8], at offset: Int) { value = Hash256(bytes, at: offset) }

    /// The hash of one leaf's bytes.
    package static func leaf(_ entry: [UInt8]) -> TreeHash { TreeHash(Hash256(tag: 0, entry)) }

    /// The hash of a node with two children.
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(Hash256(tag: 1, left.value, right.value))
    }

    package var bytes: [UInt8] { value.bytes }

    func append(to target: inout [UInt8]) { value.append(to: &target) }
}

extension TreeHash {
    /// The hash of a tree from the hashes of its perfect subtrees, largest (leftmost) first.
    static func joining(_ subtrees: some BidirectionalCollection<TreeHash>) -> TreeHash {
        guard var root = subtrees.last else { return .empty }
        for left in subtrees.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}
