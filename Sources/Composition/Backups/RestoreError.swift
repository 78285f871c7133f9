package import Backup
package import Keeper

/// Why nothing was restored.
package enum RestoreError: Error, Hashable, Sendable {
    case backup(BackupError)
    /// The root key or the key files of the backup are not as they should be.
    case keeper(KeeperError)
    case configuration(ConfigurationError)
    /// Something lies in the data directory already.
    case dataNotEmpty
    /// The directory that the data directory is to lie in is not there.
    case noParent
    /// Another restore to the same place is running.
    case inUse
    /// The backup carries no customer keys: they are in a key service elsewhere.
    case keysElsewhere
    case system(SystemError)

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .backup(let error): error.sentence
        case .keeper(.rootKeyOther):
            "The root key is not the one this backup was made under; name the right one with --root-key-file."
        case .keeper(.rootKeyMissing):
            "The root key file is missing; put its copy back, or name it with --root-key-file."
        case .keeper(.keysDamaged): "A key file of the backup (in `keeper/`) was altered; use another backup."
        case .keeper(let error): error.advice
        case .configuration(let error): error.sentence
        case .dataNotEmpty: "The data directory is not empty; name one that is, or is not there yet, with --data."
        case .noParent: "The directory that --data is to lie in does not exist; make it first."
        case .inUse: "Another restore to this place is running; wait until it is done."
        case .keysElsewhere:
            "The keys of this backup are in a key service elsewhere, which this version cannot restore from."
        case .system(let error): "The system refused a call that the restore needs: \(error.description)."
        }
    }
}
