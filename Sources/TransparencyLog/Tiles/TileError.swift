package import Primitives

/// What is wrong with a tile or a bundle, and with which.
package enum TileError: Error, Hashable, Sendable {
    /// Not the path of a tile or a bundle.
    case malformedPath
    case missing(LogResource)
    /// A tile has 32 bytes for each hash; this one is cut short or too long.
    case byteCount(LogResource, found: Int)
    /// A bundle ends within an entry, goes on after its last, or holds an entry longer than 65,535 bytes.
    case malformedEntries(LogResource)
    /// The hashes of a bundle's entries are not those of the tile at the same place.
    case entriesDiffer(LogResource)
    /// A full tile's root is not the hash that stands for it in the level above.
    case hashesDiffer(LogResource)
    /// Whoever keeps the tiles did not answer.
    case unavailable(StoreError)
}
