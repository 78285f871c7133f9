/// A tree of one size as tiles show it: proofs and roots without its leaves.
///
/// First says which tiles a question needs, then answers it from them.
///
/// - Source: docs/spec/transparency-log.md §4.
package struct TileTree: Sendable {
    package let size: UInt64
    private var tiles: [Tile: [TreeHash]] = [:]

    package init(size: UInt64) { self.size = size }

    /// Gives the tree one of the tiles that it asked for.
    package mutating func add(_ hashes: [TreeHash], of tile: Tile) throws(TileError) {
        guard hashes.count == tile.width else {
            throw .byteCount(.hashes(tile), found: hashes.count * TreeHash.byteCount)
        }
        tiles[tile] = hashes
    }

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
        let (tile, hashes) = place(of: subtree)
        guard let known = tiles[tile] else { throw .missing(.hashes(tile)) }
        var row = Array(known[hashes])
        while row.count > 1 {
            for pair in 0..<row.count / 2 { row[pair] = .node(row[2 * pair], row[2 * pair + 1]) }
            row.removeLast(row.count / 2)
        }
        return row[0]
    }

    /// The tile with the hashes below a perfect subtree, and which of its hashes they are: a power of two, at most 128.
    private func place(of subtree: Subtree) -> (tile: Tile, hashes: Range<Int>) {
        let level = UInt8(subtree.height / Tile.height)
        let rest = UInt64(subtree.height % Tile.height)
        let first = subtree.index << rest
        let start = Int(first % UInt64(Tile.fullWidth))
        let end = start + 1 << Int(rest)
        guard let tile = Tile(level: level, index: first / UInt64(Tile.fullWidth), treeSize: size), end <= tile.width
        else { preconditionFailure("the subtree is in the tree") }
        return (tile, start..<end)
    }
}
