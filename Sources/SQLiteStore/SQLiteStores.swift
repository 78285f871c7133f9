import KeyService
package import Primitives
import Vault

/// The embedded stores of one data directory: three SQLite files and a directory of files.
///
/// - Source: docs/spec/store-schema.md §1.
package struct SQLiteStores: Sendable {
    package let metadata: SQLiteRecordStore
    package let activity: SQLiteRecordStore
    package let log: SQLiteLogStore
    package let vaults: SQLiteJournalStore
    package let leases: SQLiteLeaseStore
    package let jobs: SQLiteJobStore
    package let files: DirectoryFileStore
    let databases: [StoreDatabase]

    /// Opens the stores below `directory`, or makes them, after checking what each says of itself and that none is
    /// lost.
    ///
    /// Blocks while it reads and, at the first start, writes the files: called once, at the start.
    package static func open(
        directory: String,
        environment: String,
        region: String
    ) throws(StoreError) -> SQLiteStores {
        let places = StorePlaces(directory: directory)
        func header(_ kind: StoreHeader.Kind) -> StoreHeader {
            StoreHeader(kind: kind, environment: environment, region: region)
        }
        func database(_ kind: StoreHeader.Kind) throws(StoreError) -> StoreDatabase {
            try PrivateFiles.createDirectory(places.folder(kind))
            return try StoreDatabase(path: places.database(kind), header: header(kind))
        }
        try PrivateFiles.createDirectory(directory)
        // A store that was lost must not come back as a new, empty one: before any is made, and again by what the
        // first of them holds.
        if let lost = places.lost(isInUse: false) { throw .missing(lost) }
        let metadata = try database(.metadata)
        if try metadata.hasRecords(), let lost = places.lost(isInUse: true) { throw .missing(lost) }
        let activity = try database(.activity)
        let vaults = try database(.vaults)
        let files = try DirectoryFileStore(directory: places.folder(.files), header: header(.files))
        return SQLiteStores(
            metadata: SQLiteRecordStore(metadata),
            activity: SQLiteRecordStore(activity),
            log: SQLiteLogStore(activity),
            vaults: SQLiteJournalStore(vaults),
            leases: SQLiteLeaseStore(metadata),
            jobs: SQLiteJobStore(metadata),
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
