import Foundation
import KeyService
package import Primitives
import Vault

/// The embedded stores of one data directory: three SQLite files and a directory of files.
///
/// - Source: docs/spec/store-schema.md §1.
package struct SQLiteStores: Sendable {
    package let metadata: SQLiteRecordStore
    package let activity: SQLiteRecordStore
    package let vaults: SQLiteJournalStore
    package let leases: SQLiteLeaseStore
    package let files: DirectoryFileStore
    let databases: [StoreDatabase]

    /// Opens the stores below `directory`, or makes them, after checking what each says of itself.
    ///
    /// Blocks while it reads and, at the first start, writes the files: called once, at the start.
    package static func open(
        directory: String,
        environment: String,
        region: String
    ) throws(StoreError) -> SQLiteStores {
        func database(_ kind: StoreHeader.Kind) throws(StoreError) -> StoreDatabase {
            let folder = URL(fileURLWithPath: directory).appendingPathComponent(kind.rawValue, isDirectory: true).path
            try PrivateFiles.createDirectory(folder)
            let header = StoreHeader(kind: kind, environment: environment, region: region)
            return try StoreDatabase(path: "\(folder)/\(kind.rawValue).sqlite", header: header)
        }
        try PrivateFiles.createDirectory(directory)
        let metadata = try database(.metadata)
        let activity = try database(.activity)
        let vaults = try database(.vaults)
        let files = try DirectoryFileStore(
            directory: URL(fileURLWithPath: directory).appendingPathComponent("files", isDirectory: true).path,
            header: StoreHeader(kind: .files, environment: environment, region: region)
        )
        return SQLiteStores(
            metadata: SQLiteRecordStore(metadata),
            activity: SQLiteRecordStore(activity),
            vaults: SQLiteJournalStore(vaults),
            leases: SQLiteLeaseStore(metadata),
            files: files,
            databases: [metadata, activity, vaults]
        )
    }

    /// Finishes what is queued and closes the files.
    ///
    /// Later calls are refused as ``StoreError/unavailable``.
    package func close() async throws(StoreError) {
        var first: StoreError?
        for database in databases {
            do {
                try await database.close()
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
    }
}
