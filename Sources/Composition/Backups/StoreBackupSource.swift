import Backup
import Primitives
import SQLiteStore

/// The stores of one installation, and keeper's files beside them.
struct StoreBackupSource: BackupSource {
    let stores: SQLiteStores
    /// Keeper's directory.
    let keysDirectory: String

    func hold() async throws -> any BackupView {
        View(stores: try await stores.hold(), keysDirectory: keysDirectory)
    }

    private struct View: BackupView {
        let stores: StoreView
        let keysDirectory: String

        func byteCount(of part: BackupPart) async throws -> Int { try await stores.byteCount(of: part.store) }

        func copy(_ part: BackupPart, to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
            try await stores.copy(part.store, to: sink)
        }

        /// Read after the view was taken: the key a record is wrapped under was on the disk before that record was.
        func keyFiles() async throws -> [BackupKeyFile] { try KeeperFiles.read(keysDirectory) }

        func release() async { stores.release() }
    }
}

extension BackupPart {
    var store: StoreHeader.Kind {
        switch self {
        case .metadata: .metadata
        case .activity: .activity
        case .vaults: .vaults
        case .files: .files
        }
    }
}
