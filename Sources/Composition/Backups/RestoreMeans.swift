import Assurance
import Backup
import Keeper

/// What a restore of a backup would have to work with here, looked at without restoring.
enum RestoreMeans: Sendable {
    /// Keeper's root key: the backup brings the customer key, sealed under it. `directory` is keeper's own.
    case rootKey(directory: String)
    /// The key service elsewhere that opened the backup: there is nothing to bring.
    case elsewhere

    /// Whether the backup brings what it needs.
    ///
    /// - Throws: ``BackupError`` for a key file that is not as the manifest says.
    func evidence(of backup: BackupCatalogue.Whole, in catalogue: BackupCatalogue) throws -> Evidence {
        let name = "What opens it"
        guard case .rootKey(let directory) = self else {
            return Evidence(name, "the key service elsewhere, which opened it for this check", isAsPromised: true)
        }
        let files = try catalogue.keyFiles(of: backup)
        let wanted = backup.header.customerKey.map(KeeperFileFacts.name(ofCustomerKey:))
        guard let key = files.first(where: { $0.name == wanted }),
            let needed = KeeperFileFacts.rootKeyID(of: key.bytes)
        else { return Evidence(name, "its customer key is not in it", isAsPromised: false) }
        let here = try KeeperFiles.read(directory).compactMap { KeeperFileFacts.rootKeyID(of: $0.bytes) }
        return here.contains(needed)
            ? Evidence(name, "the root key of this installation, with the customer key in it", isAsPromised: true)
            : Evidence(name, "a root key that this installation does not have", isAsPromised: false)
    }
}
