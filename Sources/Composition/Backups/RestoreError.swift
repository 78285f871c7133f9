package import AuditTrail
package import Backup
package import Keeper
package import Primitives

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
    /// Keeper's own backup is not in the directory that was named for it.
    case noKeeperBackup
    /// What was brought for the root key, or the key service, is not as it should be.
    case start(StartError)
    /// The log that the backup holds cannot be taken up.
    case log(AuditError)
    /// More of the log was published than the backup holds: so many entries more, since the backup was made.
    case olderLog(missing: UInt64, since: Timestamp)
    /// A file that was named as published checkpoint is not there.
    case noPublished
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
        case .noKeeperBackup:
            "Keeper's own backup of this installation is not in the directory that --keys names: a folder `keys-…` is "
                + "it, or has it."
        case .start(let error): error.sentence
        case .log(.published):
            "The published checkpoint (the file `checkpoint` beside the backups, or what --published names) is not "
                + "signed by the log of this backup. Find out who put it there; with the right one, or without it, "
                + "restore again."
        case .log(let error): error.sentence
        case .olderLog(let missing, let since):
            "This backup has an older log than was published: \(missing) \(missing == 1 ? "entry" : "entries") since "
                + "\(since.iso) \(missing == 1 ? "is" : "are") not in it. Restore a newer backup; or add --older-log, "
                + "and the first entry of the restored log says what it leaves out."
        case .noPublished: "There is no file where --published says; name a checkpoint as it was published."
        case .system(let error): "The system refused a call that the restore needs: \(error.description)."
        }
    }
}
