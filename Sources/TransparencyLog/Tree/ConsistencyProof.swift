/// The hashes that lead to the roots of two trees: the newer one only appended to the older.
///
/// - Source: docs/spec/transparency-log.md §3; RFC 6962 §2.1.2, checked as in RFC 9162 §2.1.4.2.
package struct ConsistencyProof: Sendable, Hashable {
    package let older: UInt64
    package let newer: UInt64
    package let hashes: [TreeHash]

    /// Takes a proof as it was received.
    ///
    /// - Throws: ``ProofError/sizesReversed(older:newer:)`` or ``ProofError/hashCount(expected:found:)``.
    package init(older: UInt64, newer: UInt64, hashes: [TreeHash]) throws(ProofError) {
        guard older <= newer else { throw .sizesReversed(older: older, newer: newer) }
        let expected = Self.nodes(older: older, newer: newer).count
        guard hashes.count == expected else { throw .hashCount(expected: expected, found: hashes.count) }
        self.older = older
        self.newer = newer
        self.hashes = hashes
    }

    /// Asserts that the tree with `newerRoot` continues the one with `olderRoot`.
    ///
    /// Every tree continues the empty one, whose root must be ``TreeHash/empty``.
    ///
    /// - Throws: ``ProofError/olderRootDiffers`` or ``ProofError/newerRootDiffers``.
    package func verify(olderRoot: TreeHash, newerRoot: TreeHash) throws(ProofError) {
        guard newer > 0 || newerRoot == .empty else { throw .newerRootDiffers }
        guard older > 0 else {
            guard olderRoot == .empty else { throw .olderRootDiffers }
            return
        }
        guard older < newer else {
            guard olderRoot == newerRoot else { throw .olderRootDiffers }
            return
        }
        let (reachedOlder, reachedNewer) = roots(from: olderRoot)
        guard reachedOlder == olderRoot else { throw .olderRootDiffers }
        guard reachedNewer == newerRoot else { throw .newerRootDiffers }
    }

    private func roots(from olderRoot: TreeHash) -> (older: TreeHash, newer: TreeHash) {
        var position = older - 1
        var last = newer - 1
        let levels = UInt64((~position).trailingZeroBitCount)
        position >>= levels
        last >>= levels
        var rest = hashes[...]
        // Where the older tree is perfect its root is itself a node of the newer one, and the proof leaves it out.
        let start = position == 0 ? olderRoot : rest.removeFirst()
        var (olderHash, newerHash) = (start, start)
        for sibling in rest {
            if position & 1 == 1 || position == last {
                olderHash = .node(sibling, olderHash)
                newerHash = .node(sibling, newerHash)
                if position & 1 == 0 {
                    let levels = UInt64(min(position.trailingZeroBitCount, UInt64.bitWidth - 1))
                    position >>= levels
                    last >>= levels
                }
            } else {
                newerHash = .node(newerHash, sibling)
            }
            position >>= 1
            last >>= 1
        }
        return (olderHash, newerHash)
    }

    /// The leaves under each hash of the proof, in its order.
    static func nodes(older: UInt64, newer: UInt64) -> [Range<UInt64>] {
        guard older > 0, older < newer else { return [] }
        var nodes: [Range<UInt64>] = []
        var tree: Range<UInt64> = 0..<newer
        while older != tree.upperBound {
            let split = tree.lowerBound + tree.largestPowerOfTwoBelowCount
            if older <= split {
                nodes.append(split..<tree.upperBound)
                tree = tree.lowerBound..<split
            } else {
                nodes.append(tree.lowerBound..<split)
                tree = split..<tree.upperBound
            }
        }
        if tree.lowerBound > 0 { nodes.append(tree) }
        return nodes.reversed()
    }
}
