/// How the bytes of a file become text.
package enum TextEncoding: Hashable, Sendable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    case windows1252
    case latin1
    /// Any other one the system's iconv knows, by its name there; see ``init(name:)``.
    case other(String)

    /// Reads a name as people and file headers write it: `UTF-8`, `utf16le`, `cp1252`, `ISO-8859-1`, `Shift_JIS`.
    ///
    /// Nil for anything but 1 to 32 letters, digits and `- _ : .`: iconv gives `/` and `,` a meaning of their own.
    package init?(name: some StringProtocol) {
        let allowed = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x3A, 0x2E: true
            default: false
            }
        }
        guard (1...32).contains(name.utf8.count), allowed else { return nil }
        let folded = name.lowercased().filter { $0 != "-" && $0 != "_" }
        switch folded {
        case "utf8", "usascii", "ascii", "unicode": self = .utf8
        case "utf16le", "utf16": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "cp1252", "windows1252", "1252": self = .windows1252
        case "iso88591", "latin1", "88591": self = .latin1
        default: self = .other(String(name))
        }
    }

    package var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .windows1252: "windows-1252"
        case .latin1: "ISO-8859-1"
        case .other(let name): name
        }
    }
}
