import Primitives
package import TransparencyLog

/// The tiles of a log as files of a directory, as a mirror of its public address leaves them: `DIR/tile/0/000`.
package struct DirectoryTileSource: TileSource {
    /// A bundle of 256 entries of the longest kind.
    private static let byteCountMaximum = Tile.fullWidth * (TileCoding.entryByteCountMaximum + 2)

    private let directory: String

    package init(_ directory: String) { self.directory = directory }

    package func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? {
        do {
            return try SmallFile.read("\(directory)/\(resource.path)", byteCountMaximum: Self.byteCountMaximum)
        } catch {
            throw .unavailable(.unavailable)
        }
    }
}
