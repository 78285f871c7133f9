import Backup
import Glibc
import Primitives
import SQLiteStore

/// Makes stores of what a backup holds, in a directory that nobody uses yet.
struct StoreBackupReceiver: BackupReceiver {
    /// A data directory in the making, or a place to check copies in.
    let directory: String
    let environment: String
    let region: String
    /// False to look through files and keep none.
    let keepsFiles: Bool

    func receive(_ part: BackupPart) throws -> any BackupPartReceiver {
        let folder = "\(directory)/\(part.store.rawValue)"
        guard part != .files else {
            let header = StoreHeader(kind: .files, environment: environment, region: region)
            return FilePart(
                rebuilder: try FileRebuilder(directory: folder, header: header, keepsContent: keepsFiles),
                part: part
            )
        }
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw BackupError.system(errno) }
        let path = "\(folder)/\(part.store.rawValue).sqlite"
        return DatabasePart(rebuilder: try RowRebuilder(path: path, kind: part.store), part: part)
    }

    private struct DatabasePart: BackupPartReceiver {
        let rebuilder: RowRebuilder
        let part: BackupPart

        func append(_ bytes: [UInt8]) throws {
            try Self.named(part) { () throws(StoreError) in try rebuilder.append(bytes) }
        }

        func finish() throws { try Self.named(part) { () throws(StoreError) in try rebuilder.finish() } }

        /// Damage of what was copied, told apart from damage of the backup, which was found before.
        static func named(_ part: BackupPart, _ body: () throws(StoreError) -> Void) throws(BackupError) {
            do { try body() } catch .corrupt { throw .damagedPart(part) } catch { throw .store(error) }
        }
    }

    private struct FilePart: BackupPartReceiver {
        let rebuilder: FileRebuilder
        let part: BackupPart

        func append(_ bytes: [UInt8]) throws {
            try DatabasePart.named(part) { () throws(StoreError) in try rebuilder.append(bytes) }
        }

        func finish() throws { try DatabasePart.named(part) { () throws(StoreError) in try rebuilder.finish() } }
    }
}
