/// The script at `/service-worker.js`: it has the offline page ready, and keeps public files only.
///
/// It names the files by their hashed addresses, so another file is another worker, and browsers replace the old one
/// with all that it kept.
package struct ServiceWorker: Sendable {
    package let bytes: [UInt8]
    package let entityTag: String

    /// - Parameters:
    ///   - source: the script, with `"asset:files"` for the addresses and `asset:version` for the name of their cache.
    ///   - files: the addresses of what a page needs to look like one.
    init(source: [UInt8], files: [String]) {
        let list = files.map { "\"\($0)\"" }.joined(separator: ", ")
        let script = String(decoding: source, as: UTF8.self).replacing("\"asset:files\"", with: list)
        let version = AssetCatalogue.hash(Array(script.utf8))
        bytes = Array(script.replacing("asset:version", with: "flowkeep-\(version)").utf8)
        entityTag = "\"\(version)\""
    }
}
