/// Why the assets cannot be served; carries a file's name.
package enum AssetCatalogueError: Error, Hashable, Sendable {
    case missing(String)
    /// A script that needs itself before it can be served.
    case importsItself(String)
}
