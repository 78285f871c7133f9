package import AuditTrail
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
    /// The root key that was named lies in the backup's own folder.
    case rootKeyInBackup
    /// What was brought for the root key, or the key service, is not as it should be.
    case start(StartError)
    /// The log that the backup holds cannot be taken up.
    case log(AuditError)
    case system(SystemError)

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .backup(let error): error.sentence
        case .keeper(.rootKeyOther):
            "The root key is not the one this backup was made under; name the right one with --root-key-file."
        case .keeper(.rootKeyMissing):
            "The root key file is missing; put its copy back, or name it with --root-key-file."
        case .keeper(.rootKeyLocked):
            "The root key is locked. Give its passphrase with --passphrase-file, or with --share the shares of as many "
                + "officers as open it."
        case .keeper(.tooFewShares):
            "More shares are needed: give --share once for each officer, as many as the key was shared for."
        case .keeper(.lockedOtherwise):
            "The root key is locked the other way: with a passphrase use --passphrase-file, with officers --share."
        case .keeper(.keysDamaged): "A key file of the backup (in `keeper/`) was altered; use another backup."
        case .keeper(let error): error.advice
        case .configuration(let error): error.sentence
        case .dataNotEmpty: "The data directory is not empty; name one that is, or is not there yet, with --data."
        case .noParent: "The directory that --data is to lie in does not exist; make it first."
        case .inUse: "Another restore to this place is running; wait until it is done."
        case .keysElsewhere:
            "The keys of this backup are in AWS KMS: give --key-service aws, --key-service-key and the credentials "
                + "that its server had."
        case .rootKeyInBackup:
            "The root key lies in the folder of the backup: whoever takes one has the other. Move it elsewhere first."
        case .start(let error): error.sentence
        case .log(let error): error.sentence
        case .system(let error): "The system refused a call that the restore needs: \(error.description)."
        }
    }
}
