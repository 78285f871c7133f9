import GRDBSQLite
import Primitives

/// A connection with the statements that were prepared on it.
///
/// `@unchecked Sendable`: it has no lock of its own. Its owner calls it from one queue (the writer) or under one lock
/// (``PointReader``, ``ForeignChangeWatch``), never otherwise.
@safe
final class Connection: @unchecked Sendable {
    private let handle: OpaquePointer
    private let ownsHandle: Bool
    private var statements: [String: Statement] = [:]

    /// Borrows a connection of GRDB, which must outlive this object or its ``forgetStatements()``.
    init(borrowing handle: OpaquePointer) {
        unsafe self.handle = handle
        ownsHandle = false
    }

    /// Opens a connection of its own that can only read.
    init(readingFrom path: String, cacheKibibytes: Int) throws(StoreError) {
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            // SQLite hands out a connection even when it fails, to be closed all the same.
            _ = unsafe sqlite3_close_v2(opened)
            throw StoreError(resultCode: code)
        }
        unsafe handle = opened
        ownsHandle = true
        _ = unsafe sqlite3_busy_timeout(opened, 5000)  // milliseconds; readers wait only for a recovery
        for pragma in ConnectionSettings.perConnection(cacheKibibytes: cacheKibibytes) { try execute(pragma) }
    }

    /// Opens a new database that nobody else knows yet, to be filled once; a crash leaves something to be deleted.
    init(filling path: String) throws(StoreError) {
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            _ = unsafe sqlite3_close_v2(opened)
            throw StoreError(resultCode: code)
        }
        unsafe handle = opened
        ownsHandle = true
        let pragmas = ConnectionSettings.perConnection(cacheKibibytes: ConnectionSettings.writerCacheKibibytes)
        for pragma in pragmas + ConnectionSettings.perFilling { try execute(pragma) }
    }

    deinit {
        statements = [:]
        // With every statement finalized just above, closing cannot fail.
        if ownsHandle { _ = unsafe sqlite3_close_v2(handle) }
    }

    /// A prepared statement, made at its first use.
    func statement(_ sql: String) throws(StoreError) -> Statement {
        if let statement = statements[sql] { return statement }
        let statement = try unsafe Statement(handle, sql)
        statements[sql] = statement
        return statement
    }

    func execute(_ sql: String) throws(StoreError) {
        try statement(sql).run()
    }

    /// One number, or nil when there is no row.
    func integer(_ sql: String) throws(StoreError) -> Int64? {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }

    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Does all that `body` does or, where it throws, none of it; the transaction around it goes on.
    func wholly(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        try execute("SAVEPOINT wholly")
        do throws(StoreError) {
            try body()
        } catch {
            // Some errors of the engine have ended the transaction already.
            if isInTransaction { try execute("ROLLBACK TO wholly") }
            if isInTransaction { try execute("RELEASE wholly") }
            throw error
        }
        try execute("RELEASE wholly")
    }

    /// Moves the whole WAL into the file and cuts it to nothing.
    ///
    /// - Returns: false when a reader of an old view, or another process, was in the way.
    func flushWriteAheadLog() throws(StoreError) -> Bool {
        let code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        switch code & 0xFF {
        case SQLITE_OK: return true
        case SQLITE_BUSY, SQLITE_LOCKED: return false
        default: throw StoreError(resultCode: code)
        }
    }

    func forgetStatements() { statements = [:] }
}
