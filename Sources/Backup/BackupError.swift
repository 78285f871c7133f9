package import KeyService
package import Primitives

/// Why a backup was not made, not read or not restored.
///
/// Closed and without paths: whoever asked named the places.
package enum BackupError: Error, Hashable, Sendable {
    /// There is no backup at the place that was named.
    case notABackup
    /// The backup was cut off before it was whole.
    case partial
    /// A format that this version does not know.
    case unknownFormat
    /// A format whose backups no key ends.
    case oldFormat
    /// The key of its epoch is destroyed, or about to be: since then nothing opens it.
    case keyEnded(Timestamp)
    /// The key service does not have the key of its epoch.
    case epochKeyMissing
    /// Keeper's own backup is not as it was written.
    case keeperBackupDamaged
    /// A file of the backup is not there.
    case missing(BackupFileName)
    /// A file ends before it should.
    case truncated(BackupFileName)
    /// A file is not as it was written. `chunk` counts from 1 where the damage was found in one.
    case altered(BackupFileName, chunk: Int?)
    /// A file lies beside those of the key service that the manifest does not list.
    case unlisted(BackupFileName)
    /// The backup belongs to another environment.
    case otherEnvironment
    /// The backup belongs to another region.
    case otherRegion
    /// The key service did not open the backup's key.
    case key(KeyRingError)
    /// The content came whole, and is not a working store.
    case damagedPart(BackupPart)
    /// A store could not be read, or what is restored could not be written.
    case store(StoreError)
    /// The target lies in the data directory, and would be lost with it.
    case targetInsideData
    /// The target is no directory, or another user's, or others may enter it.
    case targetNotPrivate
    /// The backup that was to be deleted is the newest whole one.
    case newest
    /// Another backup is being written to the target.
    case targetInUse
    /// Bytes that are wanted, and bytes that there are.
    case noRoom(needed: Int, available: Int)
    /// The system refused a file operation. Carries its error number.
    case system(Int32)
    /// Whoever keeps the records of backups did not.
    case notRecorded
    case cancelled

    /// One sentence that says what to do.
    package var sentence: String {
        switch self {
        case .notABackup: "There is no backup there; name one that `flowkeep backup list` shows."
        case .partial: "This backup was cut off before it was whole; name another, or make a new one."
        case .unknownFormat: "This backup is of a format that this version does not know; use a newer version."
        case .oldFormat:
            "This backup is of the first format, whose key never ends; make a new one, and delete this one."
        case .keyEnded(let time):
            "Its key is gone since \(time.iso): nothing opens it any more. It may be deleted; use a newer one."
        case .epochKeyMissing:
            "The key of its epoch is in no backup and not here. It is in keeper's own backup: name the directory of "
                + "that with --keys (where it is, `keeper-backup-directory` says)."
        case .keeperBackupDamaged:
            "Keeper's own backup was altered or ends too early; name another copy of it with --keys."
        case .missing(let file): "The file `\(file.path)` of the backup is missing; use another backup."
        case .truncated(let file): "The file `\(file.path)` of the backup ends too early; use another backup."
        case .altered(let file, let chunk):
            "The file `\(file.path)` of the backup was altered"
                + "\(chunk.map { " (chunk \($0))" } ?? ""); use another backup."
        case .unlisted(let file):
            "The file `\(file.path)` is no part of this backup: somebody put it there. "
                + "Find out who, and take it away or use another backup."
        case .otherEnvironment: "This backup is of another environment; name it with --environment."
        case .otherRegion: "This backup is of another region; name it with --region."
        case .key(let error): Self.sentence(error)
        case .damagedPart(let part): "The copy of the \(part.rawValue) store is damaged; use another backup."
        case .store(let error): Self.sentence(error)
        case .targetInsideData:
            "A backup must not lie in the data directory; name a place elsewhere, best on another disk."
        case .targetNotPrivate:
            "The directory for backups must be your own and closed to others; run `chmod 700` on it."
        case .newest:
            "This is the newest whole backup there; make another with `flowkeep backup run` first, "
                + "or add --even-newest if it is to go all the same."
        case .targetInUse: "Another backup is being written there; wait until it is done."
        case .noRoom(let needed, let available):
            "There is not enough room: \(Self.mebibytes(needed)) MiB are needed, "
                + "\(Self.mebibytes(available)) are free; name another place or make room."
        case .system(let code): "The system refused a file operation (error \(code)); check owner, mode and disk."
        case .notRecorded: "The backup could not be recorded and was dropped; run `flowkeep doctor` and make it again."
        case .cancelled: "The backup was stopped before it was whole; make it again."
        }
    }

    private static func mebibytes(_ count: Int) -> Int { (count + 1_048_575) / 1_048_576 }

    private static func sentence(_ error: KeyRingError) -> String {
        switch error {
        case .keyService(.unavailable): "The key service does not answer; look at keeper's messages and try again."
        case .keyService(.sealed): "The root key is locked; open it with `flowkeep keeper unlock` and try again."
        case .keyService(.throttled): "The key service has too many requests; try again in a minute."
        case .keyService(.accessDenied), .keyService(.credentialsExpired):
            "The key service refuses this program's credentials; check them and what they allow."
        case .keyService(.disabled):
            "The key of this backup is disabled in the key service, or waits for its deletion; enable it there."
        case .keyService(.notFound), .keyService(.invalidCiphertext), .keyService(.validation):
            "The key service does not open this backup's key; it was made under another root key, "
                + "or another key of the key service."
        case .unrecorded: "The use of a key cannot be written into the transparency log; run `flowkeep doctor`."
        case .missing, .damaged, .pinned:
            "The key that the backup names is missing or damaged; use another backup."
        case .store(let error): sentence(error)
        }
    }

    private static func sentence(_ error: StoreError) -> String {
        switch error {
        case .full: "The disk is full; make room and try again."
        case .readOnly: "The place cannot be written; check its mode and whether the file system is read-only."
        case .corrupt: "A store is damaged, so that it cannot be copied; run `flowkeep doctor`."
        case .wrongStore, .missing: "A store of the copy is not the one it should be; use another backup."
        case .conflict, .notUnique, .unavailable: "A store does not answer; run `flowkeep doctor`."
        }
    }

    /// Maps what came out of a source or receiver.
    package init(wrapping error: any Error) {
        switch error {
        case let error as BackupError: self = error
        case let error as StoreError: self = .store(error)
        case let error as KeyRingError: self = .key(error)
        case is CancellationError: self = .cancelled
        default: self = .system(0)
        }
    }
}
