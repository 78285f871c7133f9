/// Why a data directory was not opened.
package enum DataDirectoryError: Error, Hashable, Sendable {
    case missing
    case notADirectory
    /// Another user owns it.
    case foreign
    /// Group or others may enter it.
    case openToOthers
    /// The `installation` file holds something else than an identifier.
    case identifier
    /// Another process holds the lock.
    case inUse
    case system(SystemError)

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .missing: "There is no data directory there; check --data, or start `flowkeep serve` once to make it."
        case .notADirectory: "The data directory or a part of it is not a directory; name another with --data."
        case .foreign:
            "The data directory belongs to another user; run Flowkeep as that user or name another with --data."
        case .openToOthers: "The data directory is open to other users; run `chmod -R go= DIR` on it."
        case .identifier: "The file `installation` in the data directory is damaged; restore it from a backup."
        case .inUse: "Another Flowkeep is using this data directory; stop it, or name another with --data."
        case .system(let error):
            "The data directory cannot be used (\(error.reason)); check --data, its owner and its mode."
        }
    }
}
