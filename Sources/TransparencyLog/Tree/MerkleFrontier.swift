/// What a tree must remember to grow: the roots of its perfect subtrees along the right edge, at most 64.
///
/// Appending costs one node hash on average; older leaves are never looked at again.
///
/// - Source: docs/spec/transparency-log.md §2.
package struct MerkleFrontier: Sendable, Hashable {
    /// How many leaves there are.
    package private(set) var size: UInt64

    /// One for each bit that is set in ``size``, largest first.
    private var subtrees: [TreeHash]

    package init() {
        size = 0
        subtrees = []
    }

    /// Takes up a tree where it was left; nil when `subtrees` are not as many as `size` has bits set.
    package init?(size: UInt64, subtrees: [TreeHash]) {
        guard subtrees.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

    package var root: TreeHash { .joining(subtrees) }

    package mutating func append(_ leaf: TreeHash) { append(leaf) { _, _ in } }

    /// Appends a leaf and names each perfect subtree that it completes, with its height, from the smallest.
    @inline(__always)
    mutating func append(_ leaf: TreeHash, completing: (_ height: Int, _ hash: TreeHash) -> Void) {
        var hash = leaf
        var height = 0
        while size >> UInt64(height) & 1 == 1, let left = subtrees.popLast() {
            hash = .node(left, hash)
            height += 1
            completing(height, hash)
        }
        subtrees.append(hash)
        size += 1
    }
}
