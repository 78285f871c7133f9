/// The four stores as a backup holds them, in the order in which they are copied.
///
/// The raw value is the name of the part's file in a backup. Never renamed.
package enum BackupPart: String, Sendable, CaseIterable {
    case metadata
    case activity
    case vaults
    case files
}

/// A file of a backup, as errors and lists name it.
package enum BackupFileName: Hashable, Sendable {
    case header
    case manifest
    case part(BackupPart)
    /// A file of the key service, by its own name.
    case keyFile(String)

    /// The path inside the backup.
    package var path: String {
        switch self {
        case .header: "header"
        case .manifest: "manifest"
        case .part(let part): part.rawValue
        case .keyFile(let name): "\(Self.keyFolder)/\(name)"
        }
    }

    static let keyFolder = "keeper"

    /// Reads a path of a manifest; nil for one that no backup of this format has.
    init?(path: String) {
        if let part = BackupPart(rawValue: path) {
            self = .part(part)
            return
        }
        guard path.hasPrefix(Self.keyFolder + "/") else { return nil }
        let name = String(path.dropFirst(Self.keyFolder.count + 1))
        guard Self.isPlain(name) else { return nil }
        self = .keyFile(name)
    }

    /// Letters, digits, hyphens and dots, and not a name that means a directory: what keeper calls its files.
    static func isPlain(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.first != "."
            && name.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46
            }
    }
}
