/// Why a proof does not prove what it should.
package enum ProofError: Error, Hashable, Sendable {
    /// The tree has no leaf of this index.
    case indexBeyondSize(index: UInt64, size: UInt64)
    /// The second tree is smaller than the first: nothing append-only shrinks.
    case sizesReversed(older: UInt64, newer: UInt64)
    /// A proof for these sizes has another number of hashes.
    case hashCount(expected: Int, found: Int)
    /// The hashes lead to another root: the leaf is not in the tree at this index.
    case rootDiffers
    /// The hashes do not lead to the older root: the newer tree is not its continuation, or the proof is another's.
    case olderRootDiffers
    /// The hashes do not lead to the newer root.
    case newerRootDiffers
}
