/// The place of up to 256 neighbouring hashes of one height, which are kept and served together.
///
/// At level 0 they are hashes of leaves; at level n, of perfect subtrees of height 8n, so that each stands for one full
/// tile of the level below.
///
/// - Source: docs/spec/transparency-log.md §4; C2SP tlog-tiles.
package struct Tile: Sendable, Hashable {
    /// Hashes in a full tile.
    package static let fullWidth = 256
    package static let highestLevel: UInt8 = 63
    /// 256 = 2^8: the height of the tree that one tile stands for.
    static let height = 8

    package let level: UInt8
    /// Position within the level, from the left.
    package let index: UInt64
    /// 1…255 in a partial tile, 256 in a full one.
    package let width: Int

    /// Nil when the level or the width is out of bounds.
    package init?(level: UInt8, index: UInt64, width: Int = Tile.fullWidth) {
        guard level <= Self.highestLevel, (1...Self.fullWidth).contains(width) else { return nil }
        self.init(checkedLevel: level, index: index, width: width)
    }

    init(checkedLevel level: UInt8, index: UInt64, width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }

    package var isFull: Bool { width == Self.fullWidth }

    /// The full tile at this place.
    package var full: Tile { Tile(checkedLevel: level, index: index, width: Self.fullWidth) }

    /// The tile at a place as a tree of `size` leaves has it: full, partial, or nil when it is not there yet.
    package init?(level: UInt8, index: UInt64, treeSize size: UInt64) {
        // Trees have fewer than 2^64 leaves, so there is nothing from level 8 on.
        guard Int(level) * Self.height < UInt64.bitWidth else { return nil }
        let hashes = size >> (UInt64(level) * UInt64(Self.height))
        let (fullTiles, rest) = hashes.quotientAndRemainder(dividingBy: UInt64(Self.fullWidth))
        guard index <= fullTiles, index < fullTiles || rest > 0 else { return nil }
        self.init(checkedLevel: level, index: index, width: index < fullTiles ? Self.fullWidth : Int(rest))
    }

    /// The partial tiles on the right edge of a tree, from level 0; there is none where a level ends with a full tile.
    static func edge(of size: UInt64) -> [Tile] {
        (UInt8(0)..<8).compactMap { level in
            let tile = Tile(level: level, index: size >> (UInt64(level) * 8 + 8), treeSize: size)
            return tile.flatMap { $0.isFull ? nil : $0 }
        }
    }
}
