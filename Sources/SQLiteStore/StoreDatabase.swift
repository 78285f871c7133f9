import Foundation
import GRDB
import Primitives

/// One of the three database files: opened, checked, with its writer, readers and watch.
final class StoreDatabase: Sendable {
    /// Everything that lives only while the file is open.
    let committer: GroupCommitter
    let points: PointReader
    let watch: ForeignChangeWatch
    let kind: StoreHeader.Kind
    let path: String
    private let pool: DatabasePool

    /// Opening again while another process makes or recovers the same file.
    private static let openAttemptMaximum = 20

    /// Opens the database at `path`, or makes it; its directory exists.
    init(path: String, header: StoreHeader) throws(StoreError) {
        kind = header.kind
        self.path = path
        try PrivateFiles.createFile(path)
        let patience = BusyPatience()
        do {
            let configuration = Self.configuration(header: header, patience: patience)
            pool = try Self.openPool(path: path, configuration: configuration)
            let writer = try pool.writeWithoutTransaction { database in
                try HeaderTable(header: header).prepare(database)
                // GRDB lowers this to NORMAL when it turns the WAL on, and then a power cut takes acknowledged writes.
                try database.execute(sql: "PRAGMA synchronous=FULL")
                guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else { throw StoreError.unavailable }
                guard let handle = unsafe database.sqliteConnection else { throw StoreError.unavailable }
                // The pool, which this object owns, keeps the connection open until `close()`.
                return unsafe Connection(borrowing: handle)
            }
            points = try PointReader(path: path)
            let version = try pool.writeWithoutTransaction { _ in try GroupCommitter.foreignVersion(seenBy: writer) }
            watch = try ForeignChangeWatch(path: path, writerVersion: version)
            committer = GroupCommitter(pool: pool, writer: writer, patience: patience, watch: watch)
        } catch {
            throw StoreError(error)
        }
    }

    /// Reads rows on one of GRDB's reader connections, each with its own view of the file.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            pool.asyncRead { access in
                do {
                    let database = try access.get()
                    guard let handle = unsafe database.sqliteConnection else { throw StoreError.unavailable }
                    // Lives for this call only, while GRDB keeps the connection checked out.
                    let value = try body(unsafe Connection(borrowing: handle))
                    continuation.resume(returning: .success(value))
                } catch {
                    continuation.resume(returning: .failure(StoreError(error)))
                }
            }
        }
        return try result.get()
    }

    /// Whether a store of records holds any.
    ///
    /// Blocks; for the start.
    func hasRecords() throws(StoreError) -> Bool {
        do {
            return try pool.read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM records)") ?? false }
        } catch {
            throw StoreError(error)
        }
    }

    /// Finishes what is queued and closes the file.
    ///
    /// Later calls are refused as ``StoreError/unavailable``.
    func close() async throws(StoreError) {
        await committer.close()
        do {
            try pool.close()
        } catch {
            throw StoreError(error)
        }
    }

    private static func configuration(header: StoreHeader, patience: BusyPatience) -> Configuration {
        var configuration = Configuration()
        configuration.label = "store.\(header.kind.rawValue)"
        configuration.maximumReaderCount = ConnectionSettings.readerCountMaximum
        configuration.busyMode = .callback { patience.shouldRetry(after: $0) }
        configuration.prepareDatabase { database in
            let isReader = database.configuration.readonly
            let cache = isReader ? ConnectionSettings.readerCacheKibibytes : ConnectionSettings.writerCacheKibibytes
            for pragma in ConnectionSettings.perConnection(cacheKibibytes: cache) { try database.execute(sql: pragma) }
            guard !isReader else { return }
            // Before the first write, and so before a file that belongs elsewhere is touched.
            try HeaderTable(header: header).checkUnlessNew(database)
            for pragma in ConnectionSettings.perWriter { try database.execute(sql: pragma) }
        }
        return configuration
    }

    private static func openPool(path: String, configuration: Configuration) throws -> DatabasePool {
        var attempt = 1
        while true {
            do {
                return try DatabasePool(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempt < openAttemptMaximum {
                // Turning the WAL on does not wait for a lock by itself.
                usleep(useconds_t(attempt * 5000))
                attempt += 1
            }
        }
    }
}
