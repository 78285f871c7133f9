/// A tile with all nodes above its hashes that they make complete.
///
/// Folding costs as many node hashes as the tile has hashes, which is what the first proof from it costs anyway; every
/// further proof costs none.
package struct FoldedTile: Sendable, Hashable {
    package let tile: Tile
    /// By height above the tile's own hashes, 0 to 8.
    private let rows: [[TreeHash]]

    /// Folds a tile.
    ///
    /// - Throws: ``TileError/byteCount(_:found:)`` when the hashes are not as many as the tile is wide.
    package init(_ hashes: [TreeHash], of tile: Tile) throws(TileError) {
        guard hashes.count == tile.width else {
            throw .byteCount(.hashes(tile), found: hashes.count * TreeHash.byteCount)
        }
        self.tile = tile
        var rows = [hashes]
        while let row = rows.last, row.count > 1 {
            rows.append((0..<row.count / 2).map { .node(row[2 * $0], row[2 * $0 + 1]) })
        }
        self.rows = rows
    }

    /// The node of a height at a position, from the left; both within the tile.
    func node(height: Int, position: Int) -> TreeHash { rows[height][position] }

    /// The root of a full tile; nil for a partial one.
    var root: TreeHash? { tile.isFull ? rows[Tile.height][0] : nil }
}
