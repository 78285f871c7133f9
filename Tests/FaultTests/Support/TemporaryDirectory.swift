import Foundation

/// A directory that is gone when its owner is.
final class TemporaryDirectory: Sendable {
    let path: String

    /// `depth`: how many long-named directories lie above it, to try paths near the kernel's limits.
    init(depth: Int = 0) throws {
        var url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("flowkeep-\(UUID().uuidString)")
        for level in 0..<depth { url.appendPathComponent("a-directory-with-a-rather-long-name-\(level)") }
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        path = url.path
    }

    deinit {
        guard let range = path.range(of: "/flowkeep-") else { return }
        let top = path[range.upperBound...].firstIndex(of: "/").map { String(path[..<$0]) } ?? path
        do {
            try FileManager.default.removeItem(atPath: top)
        } catch {
            print("left behind: \(error)")
        }
    }

    func write(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}
