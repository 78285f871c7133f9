import Foundation

/// What Package.swift says, as SwiftPM itself reads it.
struct PackageDescription: Sendable {
    struct Target: Sendable {
        let name: String
        let type: String
        /// Where Package.swift puts it; nil for `Sources/NAME`.
        let path: String?
        /// Names of targets and products it depends on.
        let dependencies: [String]
    }

    let targets: [Target]

    /// What the product is built from: tests, their helpers and the benchmark stand beside it and may see any floor.
    var productTargets: [Target] {
        targets.filter { target in
            let path = target.path ?? "Sources/"
            return target.type != "test" && path.hasPrefix("Sources/")
        }
    }

    var edges: [ModuleEdge] {
        productTargets.flatMap { target in
            target.dependencies.map { ModuleEdge(from: target.name, to: $0, place: "Package.swift") }
        }
    }

    enum Failure: Error { case dump(status: Int32), shape }

    /// Of this package, asked once for all tests.
    static func load() throws -> PackageDescription { try loaded.get() }

    private static let loaded = Result { try read(root: SourceTree.root) }

    /// Asks SwiftPM for the description of the package at `root`.
    ///
    /// A scratch folder of its own and no lock: this runs inside `swift test`, which holds the lock of `.build`.
    private static func read(root: URL) throws -> PackageDescription {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "flowkeep-dump-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }  // only a cache: nothing depends on it
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path, "--ignore-lock",
            "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure.dump(status: process.terminationStatus) }
        return try PackageDescription(dump: bytes)
    }

    init(dump: Data) throws {
        guard
            let object = try JSONSerialization.jsonObject(with: dump) as? [String: Any],
            let targets = object["targets"] as? [[String: Any]]
        else { throw Failure.shape }
        self.targets = try targets.map { target in
            guard
                let name = target["name"] as? String,
                let type = target["type"] as? String,
                let dependencies = target["dependencies"] as? [[String: Any]]
            else { throw Failure.shape }
            return Target(
                name: name,
                type: type,
                path: target["path"] as? String,
                // Each is { "byName": ["Primitives", null] } or { "product": ["Crypto", "swift-crypto", …] }.
                dependencies: try dependencies.map { dependency in
                    guard let name = (dependency.first?.value as? [Any])?.first as? String else { throw Failure.shape }
                    return name
                }
            )
        }
    }
}
