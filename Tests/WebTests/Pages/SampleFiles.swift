import Foundation
import Web

/// Writes what `Scripts/render-pages` photographs.
enum SampleFiles {
    static var directory: URL? {
        ProcessInfo.processInfo.environment["FLOWKEEP_PAGES_DIRECTORY"].map { URL(filePath: $0) }
    }

    static func writeAssets(_ assets: AssetCatalogue, to directory: URL) throws {
        for path in assets.paths {
            guard let asset = assets.asset(path) else { continue }
            let file = directory.appending(path: String(path.dropFirst()))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(asset.bytes).write(to: file)
        }
    }
}
