/// Why the assets cannot be served; carries a file's name.
package enum AssetCatalogueError: Error, Hashable, Sendable {
    case missing(String)
}
