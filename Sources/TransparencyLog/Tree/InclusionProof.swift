/// The hashes that lead from one leaf to the root of a tree: it is in there, at this index.
///
/// - Shape: at most 64 hashes, from the leaf's sibling up to the root's child.
/// - Source: docs/spec/transparency-log.md §3; RFC 6962 §2.1.1, checked as in RFC 9162 §2.1.3.2.
package struct InclusionProof: Sendable, Hashable {
    package let index: UInt64
    package let size: UInt64
    package let hashes: [TreeHash]

    /// Takes a proof as it was received.
    ///
    /// - Throws: ``ProofError/indexBeyondSize(index:size:)`` or ``ProofError/hashCount(expected:found:)``.
    package init(index: UInt64, size: UInt64, hashes: [TreeHash]) throws(ProofError) {
        guard index < size else { throw .indexBeyondSize(index: index, size: size) }
        let expected = Self.hashCount(index: index, size: size)
        guard hashes.count == expected else { throw .hashCount(expected: expected, found: hashes.count) }
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The root that a tree has in which `leaf` is at ``index``.
    package func root(of leaf: TreeHash) -> TreeHash {
        var hash = leaf
        var position = index
        var last = size - 1
        for sibling in hashes {
            // A node on the right edge without a sibling is carried up unchanged until it has one.
            if position & 1 == 0 && position == last {
                let levels = UInt64(position.trailingZeroBitCount)
                position >>= levels
                last >>= levels
            }
            hash = position & 1 == 1 ? .node(sibling, hash) : .node(hash, sibling)
            position >>= 1
            last >>= 1
        }
        return hash
    }

    /// Asserts that `leaf` is at ``index`` in the tree of this size whose root is `root`.
    ///
    /// - Throws: ``ProofError/rootDiffers``.
    package func verify(_ leaf: TreeHash, root: TreeHash) throws(ProofError) {
        guard self.root(of: leaf) == root else { throw .rootDiffers }
    }

    /// How many hashes the proof has: one a level where the two paths differ, then one for each subtree to the left.
    static func hashCount(index: UInt64, size: UInt64) -> Int {
        let inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
        return inner + (inner == UInt64.bitWidth ? 0 : (index >> UInt64(inner)).nonzeroBitCount)
    }

    /// The leaves under each hash of the proof, in its order.
    static func nodes(index: UInt64, size: UInt64) -> [Range<UInt64>] {
        var nodes: [Range<UInt64>] = []
        var tree: Range<UInt64> = 0..<size
        while tree.upperBound - tree.lowerBound > 1 {
            let split = tree.lowerBound + tree.largestPowerOfTwoBelowCount
            if index < split {
                nodes.append(split..<tree.upperBound)
                tree = tree.lowerBound..<split
            } else {
                nodes.append(tree.lowerBound..<split)
                tree = split..<tree.upperBound
            }
        }
        return nodes.reversed()
    }
}

extension Range<UInt64> {
    /// Where RFC 6962 splits a tree: the largest power of two smaller than the number of leaves, which is above 1.
    var largestPowerOfTwoBelowCount: UInt64 {
        let last = upperBound - lowerBound - 1
        return 1 << UInt64(UInt64.bitWidth - 1 - last.leadingZeroBitCount)
    }
}
