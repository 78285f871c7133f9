import Synchronization

/// Folded tiles kept for the next proof; only full ones, which never change.
///
/// Tiles of the lower level and of the upper ones have their places apart: a proof in a tree of a million leaves needs
/// one of 3,906 of the former and one of 16 of the latter, which would otherwise push each other out.
///
/// What was damaged when it was read stays damaged here: a check of the tiles themselves must do without a cache.
package final class TileCache: Sendable {
    /// A folded tile takes 16 KiB.
    package static let tileByteCount = 2 * Tile.fullWidth * TreeHash.byteCount

    private struct Shelf {
        let tileCountMaximum: Int
        var tiles: [Tile: FoldedTile] = [:]
        /// In the order in which they came.
        var order: [Tile] = []
        var oldest = 0

        mutating func add(_ folded: FoldedTile) {
            guard tileCountMaximum > 0, tiles.updateValue(folded, forKey: folded.tile) == nil else { return }
            guard order.count == tileCountMaximum else { return order.append(folded.tile) }
            tiles[order[oldest]] = nil
            order[oldest] = folded.tile
            oldest = (oldest + 1) % tileCountMaximum
        }
    }

    private let lower: Mutex<Shelf>
    private let upper: Mutex<Shelf>

    /// Makes room for so many tiles of level 0 and of all other levels together.
    package init(lowerTileCount: Int, upperTileCount: Int) {
        lower = Mutex(Shelf(tileCountMaximum: lowerTileCount))
        upper = Mutex(Shelf(tileCountMaximum: upperTileCount))
    }

    func folded(_ tile: Tile) -> FoldedTile? {
        tile.level == 0 ? lower.withLock { $0.tiles[tile] } : upper.withLock { $0.tiles[tile] }
    }

    func add(_ folded: FoldedTile) {
        guard folded.tile.isFull else { return }
        if folded.tile.level == 0 { lower.withLock { $0.add(folded) } } else { upper.withLock { $0.add(folded) } }
    }
}
