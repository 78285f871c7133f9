import Dispatch
package import Primitives
import Synchronization

/// All stores as they were at one moment, held until it is let go; writers go on.
///
/// - Source: docs/spec/backup.md §2.
package final class StoreView: Sendable {
    let databases: [StoreHeader.Kind: HeldDatabase]
    private let files: DirectoryFileStore

    init(databases: [StoreHeader.Kind: HeldDatabase], files: DirectoryFileStore) {
        self.databases = databases
        self.files = files
    }

    /// About how many bytes a store has.
    package func byteCount(of kind: StoreHeader.Kind) async throws(StoreError) -> Int {
        guard let database = databases[kind] else { return try await files.byteCount() }
        return try database.byteCount()
    }

    /// Gives a store as frames.
    ///
    /// - Throws: ``StoreError``, or what `sink` throws.
    package func copy(_ kind: StoreHeader.Kind, to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
        guard let database = databases[kind] else { return try await files.copy(to: sink) }
        try await database.copy(to: sink)
    }

    /// Lets the view go; idempotent.
    package func release() { for database in databases.values { database.release() } }
}

extension SQLiteStores {
    /// Takes a view of all stores in which no later store lacks what an earlier one refers to.
    ///
    /// The views are taken metadata first, inside one transaction of the metadata store's writer: no process can commit
    /// to that store between its own view and those of the others. Files come last and are never changed once they
    /// are there.
    package func hold() async throws(StoreError) -> StoreView { try await hold(pausing: {}) }

    /// `pausing`: called after each view, where tests make the moment last.
    func hold(pausing: @escaping @Sendable () -> Void) async throws(StoreError) -> StoreView {
        var held: [(kind: StoreHeader.Kind, database: HeldDatabase)] = []
        for database in databases { held.append((database.kind, try HeldDatabase(database))) }
        guard let metadata = databases.first(where: { $0.kind == .metadata }) else { throw .missing(.metadata) }
        // In the order of the array: metadata, activity, vaults.
        let inOrder = held.map(\.database)
        try await metadata.committer.write { _ throws(StoreError) in
            for database in inOrder {
                try database.hold()
                pausing()
            }
        }
        return StoreView(databases: Dictionary(uniqueKeysWithValues: held), files: files)
    }
}

/// One database, read on a connection of its own in one long transaction.
final class HeldDatabase: Sendable {
    private let kind: StoreHeader.Kind
    private let connection: Mutex<Connection>
    private let queue: DispatchQueue

    init(_ database: StoreDatabase) throws(StoreError) {
        kind = database.kind
        connection = Mutex(
            try Connection(readingFrom: database.path, cacheKibibytes: ConnectionSettings.readerCacheKibibytes)
        )
        queue = DispatchQueue(label: "store.copy.\(database.kind.rawValue)", qos: .utility)
    }

    /// Takes the view; a second call takes a new one.
    func hold() throws(StoreError) {
        try connection.withLock { (connection: inout sending Connection) throws(StoreError) in
            if connection.isInTransaction { try connection.execute("ROLLBACK") }
            try connection.execute("BEGIN")
            // A transaction sees the database as of its first read, not as of its beginning.
            _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
        }
    }

    func byteCount() throws(StoreError) -> Int {
        Int(try (integer("PRAGMA page_count") ?? 0) * (integer("PRAGMA page_size") ?? 0))
    }

    /// One number of the view, or nil when there is no row.
    func integer(_ sql: String) throws(StoreError) -> Int64? {
        try connection.withLock { (connection: inout sending Connection) throws(StoreError) in
            try connection.integer(sql)
        }
    }

    func copy(to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
        let kind = kind
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async {
                continuation.resume(
                    with: Result {
                        try self.connection.withLock { connection in
                            try RowCopier(connection: connection, kind: kind).copy(to: sink)
                        }
                    }
                )
            }
        }
    }

    func release() {
        connection.withLock { connection in
            connection.forgetStatements()
            guard connection.isInTransaction else { return }
            // A read transaction has nothing to lose; closing the connection ends it as well.
            do { try connection.execute("ROLLBACK") } catch {}
        }
    }
}
