package import Foundation

/// A directory of its own for one test, removed when the value dies.
package final class TemporaryDirectory: Sendable {
    package let url: URL

    package var path: String { url.path }

    package init(_ label: String = "test") throws {
        let name = "flowkeep-\(label)-\(UUID().uuidString.prefix(12).lowercased())"
        url = FileManager.default.temporaryDirectory.appendingPathComponent(name, isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // A test that has failed must not fail again here; the system clears its temporary directory in time.
        try? FileManager.default.removeItem(at: url)
    }

    package func path(_ component: String) -> String { url.appendingPathComponent(component).path }

    /// Whether any file below this directory contains `marker` as raw bytes.
    package func contains(_ marker: [UInt8]) throws -> Bool { try !files(containing: marker).isEmpty }

    /// The names of the files below this directory that contain `marker` as raw bytes.
    package func files(containing marker: [UInt8]) throws -> [String] {
        let needle = Data(marker)
        guard let walk = FileManager.default.enumerator(at: url, includingPropertiesForKeys: [.isRegularFileKey]) else {
            throw CocoaError(.fileReadUnknown)
        }
        var names: [String] = []
        for case let file as URL in walk {
            let isFile = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            if isFile, try Data(contentsOf: file).range(of: needle) != nil { names.append(file.lastPathComponent) }
        }
        return names
    }
}
