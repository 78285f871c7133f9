import Crypto
import Foundation

/// The public files of the site, each under an address that holds its content's hash.
///
/// A changed file has a new address, so every answer may be cached for ever:
/// `Cache-Control: public, max-age=31536000, immutable`.
///
/// - Shape: `/assets/NAME.HASH.EXTENSION`, HASH being the first 16 hex digits of SHA-256 over the served bytes.
package struct AssetCatalogue: Sendable {
    private let assets: [String: Asset]
    let links: AssetLinks
    let worker: ServiceWorker

    /// Reads the files of the module's resources and computes their hashes.
    package init() throws(AssetCatalogueError) {
        try self.init(directory: PageRenderer.resources.appending(path: "assets"))
    }

    init(directory: URL) throws(AssetCatalogueError) {
        var assets: [String: Asset] = [:]
        func add(_ name: String, _ contentType: String, _ bytes: [UInt8]) -> String {
            let hash = Self.hash(bytes)
            let dot = name.lastIndex(of: ".") ?? name.endIndex
            let path = "/assets/\(name[..<dot]).\(hash)\(name[dot...])"
            assets[path] = Asset(bytes: bytes, contentType: contentType, entityTag: "\"\(hash)\"")
            return path
        }
        let icon = add("icon.svg", "image/svg+xml", try Self.bytes("icon.svg", in: directory))
        // The manifest names the icons, whose addresses are only known now.
        var manifest = String(decoding: try Self.bytes("manifest.webmanifest", in: directory), as: UTF8.self)
            .replacing("asset:icon.svg", with: icon)
        for name in ["icon-192.png", "icon-512.png", "icon-maskable.png"] {
            manifest.replace("asset:\(name)", with: add(name, "image/png", try Self.bytes(name, in: directory)))
        }
        let modules = try ScriptModules(in: directory, entry: "flowkeep.js")
        let staffModules = try ScriptModules(in: directory, entry: "staff.js")
        links = AssetLinks(
            style: add("flowkeep.css", "text/css; charset=utf-8", try Self.bytes("flowkeep.css", in: directory)),
            script: try modules.addAll { add($0, "text/javascript; charset=utf-8", $1) },
            staffScript: try staffModules.addAll { add($0, "text/javascript; charset=utf-8", $1) },
            icon: icon,
            manifest: add("manifest.webmanifest", "application/manifest+json", Array(manifest.utf8)),
            touchIcon: add("touch-icon.png", "image/png", try Self.bytes("touch-icon.png", in: directory))
        )
        // What a page needs to look like one: pictures are for home screens, and the manifest for installing.
        // The staff's pages are on another listener.
        let staffScript = links.staffScript
        let needed = assets.keys.filter {
            ($0.hasSuffix(".css") || $0.hasSuffix(".js") || $0 == icon) && $0 != staffScript
        }
        worker = ServiceWorker(
            source: try Self.bytes("service-worker.js", in: directory),
            files: needed.sorted()
        )
        self.assets = assets
    }

    /// The asset at a request path, nil when there is none: an old hash is not found rather than answered wrongly.
    package func asset(_ path: some StringProtocol) -> Asset? { assets[String(path)] }

    /// Every address, sorted.
    package var paths: [String] { assets.keys.sorted() }

    static func bytes(_ name: String, in directory: URL) throws(AssetCatalogueError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: directory.appending(path: name)))
        } catch {
            throw .missing(name)
        }
    }

    /// The first 16 hexadecimal digits of SHA-256.
    static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).prefix(8).map(hexadecimal).joined()
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
