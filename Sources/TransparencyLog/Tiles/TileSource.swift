/// Where tiles and bundles come from: the log's own store, a copy of it, or its public address.
package protocol TileSource: Sendable {
    /// The bytes of a tile or a bundle as they are kept; nil when there is none at this place.
    ///
    /// - Throws: ``TileError/unavailable(_:)``.
    func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]?
}

extension TileSource {
    /// The hashes of a tile.
    ///
    /// A partial tile may have given way to the full one that begins with it.
    ///
    /// - Throws: ``TileError``, with the name of the tile asked for.
    package func hashes(of tile: Tile) async throws(TileError) -> [TreeHash] {
        if let bytes = try await bytes(of: .hashes(tile)) { return try TileCoding.hashes(bytes, of: tile) }
        guard !tile.isFull, let bytes = try await bytes(of: .hashes(tile.full)) else { throw .missing(.hashes(tile)) }
        return Array(try TileCoding.hashes(bytes, of: tile.full).prefix(tile.width))
    }

    /// The entries of a bundle, under the same rule.
    ///
    /// - Throws: ``TileError``.
    package func entries(of tile: Tile) async throws(TileError) -> [[UInt8]] {
        if let bytes = try await bytes(of: .entries(tile)) { return try TileCoding.entries(bytes, of: tile) }
        guard !tile.isFull, let bytes = try await bytes(of: .entries(tile.full)) else { throw .missing(.entries(tile)) }
        return Array(try TileCoding.entries(bytes, of: tile.full).prefix(tile.width))
    }
}
