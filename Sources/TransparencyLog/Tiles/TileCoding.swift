/// The bytes of tiles and of entry bundles.
///
/// - Source: docs/spec/transparency-log.md §4.
package enum TileCoding {
    /// The longest entry that a bundle can hold: its length is a UInt16.
    package static let entryByteCountMaximum = Int(UInt16.max)

    package static func bytes(of hashes: some Collection<TreeHash>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * TreeHash.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        return bytes
    }

    /// Reads a tile.
    ///
    /// - Throws: ``TileError/byteCount(_:found:)``.
    package static func hashes(_ bytes: [UInt8], of tile: Tile) throws(TileError) -> [TreeHash] {
        guard bytes.count == tile.width * TreeHash.byteCount else {
            throw .byteCount(.hashes(tile), found: bytes.count)
        }
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(tile.width)
        for start in stride(from: 0, to: bytes.count, by: TreeHash.byteCount) {
            hashes.append(TreeHash(bytes, at: start))
        }
        return hashes
    }

    /// Appends one entry to a bundle.
    ///
    /// `entry` has at most ``entryByteCountMaximum`` bytes.
    static func append(_ entry: [UInt8], to bundle: inout [UInt8]) {
        bundle.append(UInt8(entry.count >> 8))
        bundle.append(UInt8(entry.count & 255))
        bundle.append(contentsOf: entry)
    }

    /// Reads a bundle.
    ///
    /// - Throws: ``TileError/malformedEntries(_:)``.
    package static func entries(_ bytes: [UInt8], of tile: Tile) throws(TileError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        entries.reserveCapacity(tile.width)
        var position = 0
        while entries.count < tile.width {
            guard bytes.count - position >= 2 else { throw .malformedEntries(.entries(tile)) }
            let byteCount = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            position += 2
            guard bytes.count - position >= byteCount else { throw .malformedEntries(.entries(tile)) }
            entries.append(Array(bytes[position..<position + byteCount]))
            position += byteCount
        }
        guard position == bytes.count else { throw .malformedEntries(.entries(tile)) }
        return entries
    }
}
