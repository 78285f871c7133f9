import Foundation

/// Owner and mode of everything in a data directory.
enum FilesCheck {
    /// How many offenders are named; the rest is counted.
    private static let namedMaximum = 5

    static func findings(_ directory: DataDirectory) -> [Finding] {
        var offenders: [String] = []
        var count = 0
        let names = FileManager.default.enumerator(atPath: directory.path)
        while let name = names?.nextObject() as? String {
            count += 1
            do {
                // A file may vanish while we look: a server at work replaces some.
                guard let facts = try FileFacts(of: directory.path + "/" + name) else { continue }
                let isOurs = facts.owner == geteuid() && !facts.isOpenToOthers && facts.kind != .symbolicLink
                if !isOurs { offenders.append(name) }
            } catch {
                offenders.append(name)
            }
        }
        guard !offenders.isEmpty else { return [.ok("file-modes", "All \(count) files are for their owner alone.")] }
        let named = offenders.prefix(namedMaximum).joined(separator: ", ")
        let rest = offenders.count > namedMaximum ? " and \(offenders.count - namedMaximum) more" : ""
        return [
            .broken("file-modes", "Open to others, of another user, or links: \(named)\(rest); run `chmod -R go= DIR`.")
        ]
    }
}
