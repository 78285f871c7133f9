/// A tree of one size as tiles show it: proofs and roots without its leaves.
///
/// First says which tiles a question needs, then answers it from them.
///
/// - Source: docs/spec/transparency-log.md §4.
package struct TileTree: Sendable {
    package let size: UInt64
    private var tiles: [Tile: FoldedTile] = [:]

    package init(size: UInt64) { self.size = size }

    /// Gives the tree one of the tiles that it asked for.
    package mutating func add(_ folded: FoldedTile) { tiles[folded.tile] = folded }

    /// The tiles that the hashes over `nodes` are made from, without those already here.
    package func tilesNeeded(for nodes: [Range<UInt64>]) -> Set<Tile> {
        var needed: Set<Tile> = []
        for subtree in nodes.flatMap(Subtree.covering) {
            let tile = place(of: subtree).tile
            if tiles[tile] == nil { needed.insert(tile) }
        }
        return needed
    }

    /// The root of the first `older` leaves, at most ``size``.
    ///
    /// - Throws: ``TileError/missing(_:)`` with a tile that was not added.
    package func root(of older: UInt64) throws(TileError) -> TreeHash {
        precondition(older <= size, "a tree holds no larger one")
        return try hash(of: 0..<older)
    }

    /// The hashes of the proof that leaf `index`, which is below ``size``, is in this tree.
    ///
    /// - Throws: ``TileError/missing(_:)`` with a tile that was not added.
    package func inclusionHashes(index: UInt64) throws(TileError) -> [TreeHash] {
        precondition(index < size, "the tree has such a leaf")
        return try hashes(of: InclusionProof.nodes(index: index, size: size))
    }

    /// The hashes of the proof that this tree continues the first `older` leaves, at most ``size``.
    ///
    /// - Throws: ``TileError/missing(_:)`` with a tile that was not added.
    package func consistencyHashes(from older: UInt64) throws(TileError) -> [TreeHash] {
        precondition(older <= size, "a tree continues no larger one")
        return try hashes(of: ConsistencyProof.nodes(older: older, newer: size))
    }

    private func hashes(of nodes: [Range<UInt64>]) throws(TileError) -> [TreeHash] {
        var hashes: [TreeHash] = []
        for node in nodes { hashes.append(try hash(of: node)) }
        return hashes
    }

    private func hash(of node: Range<UInt64>) throws(TileError) -> TreeHash {
        var subtrees: [TreeHash] = []
        for subtree in Subtree.covering(node) { subtrees.append(try hash(of: subtree)) }
        return .joining(subtrees)
    }

    private func hash(of subtree: Subtree) throws(TileError) -> TreeHash {
        let (tile, height, position) = place(of: subtree)
        guard let folded = tiles[tile] else { throw .missing(.hashes(tile)) }
        return folded.node(height: height, position: position)
    }

    /// The tile in which a perfect subtree is a node, and which.
    private func place(of subtree: Subtree) -> (tile: Tile, height: Int, position: Int) {
        let level = UInt8(subtree.height / Tile.height)
        let height = subtree.height % Tile.height
        // So many nodes of this height stand over one full tile.
        let nodeCount = UInt64(Tile.fullWidth >> height)
        let (index, position) = subtree.index.quotientAndRemainder(dividingBy: nodeCount)
        guard let tile = Tile(level: level, index: index, treeSize: size), (Int(position) + 1) << height <= tile.width
        else { preconditionFailure("the subtree is in the tree") }
        return (tile, height, Int(position))
    }
}
