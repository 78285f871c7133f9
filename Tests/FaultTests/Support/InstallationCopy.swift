import Foundation

extension TemporaryDirectory {
    /// A home of its own with the data and the root key of a stopped server, without the sockets of a running one.
    static func copy(of original: TemporaryDirectory) throws -> TemporaryDirectory {
        let files = FileManager.default
        let home = try TemporaryDirectory()
        try files.copyItem(atPath: original.path + "/.config", toPath: home.path + "/.config")
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try files.createDirectory(atPath: home.path + "/data", withIntermediateDirectories: false, attributes: mode)
        for name in try files.contentsOfDirectory(atPath: original.path + "/data") where name != "run" {
            try files.copyItem(atPath: "\(original.path)/data/\(name)", toPath: "\(home.path)/data/\(name)")
        }
        return home
    }
}
