import GRDBSQLite
import Primitives

/// A prepared statement of one connection, without the cost of a general row.
///
/// Confined to who owns the connection: GRDB's writer or reader queue, or a lock. It must die before the connection.
@safe
final class Statement {
    private let connection: OpaquePointer
    private let handle: OpaquePointer

    /// Invariant of every `unsafe` below: both pointers are live from `init` to `deinit`, one thread at a time calls.
    init(_ connection: OpaquePointer, _ sql: String) throws(StoreError) {
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let handle = unsafe prepared else {
            throw StoreError(resultCode: unsafe sqlite3_extended_errcode(connection))
        }
        unsafe self.connection = connection
        unsafe self.handle = handle
    }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Binds a value to the place `index`, from 1.
    func bind(_ value: Int64, at index: Int32) {
        _ = unsafe sqlite3_bind_int64(handle, index, value)
    }

    /// Binds bytes to the place `index`, from 1.
    ///
    /// They are copied, or memory is short and the statement fails later.
    func bind(_ bytes: [UInt8], at index: Int32) {
        guard !bytes.isEmpty else {
            _ = unsafe sqlite3_bind_zeroblob(handle, index, 0)
            return
        }
        // SQLITE_TRANSIENT, a C macro: minus one as a destructor asks for a copy.
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe sqlite3_bind_blob64(handle, index, buffer.baseAddress, UInt64(buffer.count), copied)
        }
    }

    func bindNull(at index: Int32) {
        _ = unsafe sqlite3_bind_null(handle, index)
    }

    /// Binds UTF-8 text to the place `index`, from 1; copied likewise.
    func bind(text: [UInt8], at index: Int32) {
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        unsafe text.withUnsafeBytes { buffer in
            // An empty array may lend no address, and text without one would be NULL.
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let count = UInt64(buffer.count)
            if let start = unsafe start {
                _ = unsafe sqlite3_bind_text64(handle, index, start, count, copied, UInt8(SQLITE_UTF8))
            } else {
                _ = unsafe sqlite3_bind_text64(handle, index, "", 0, copied, UInt8(SQLITE_UTF8))
            }
        }
    }

    func bind(double value: Double, at index: Int32) {
        _ = unsafe sqlite3_bind_double(handle, index, value)
    }

    /// Goes to the next row; false at the end.
    func step() throws(StoreError) -> Bool {
        switch try stepCode() {
        case SQLITE_ROW: true
        default: false
        }
    }

    /// Runs to the end, then makes the statement ready for the next use.
    func run() throws(StoreError) {
        defer { reset() }
        while try step() {}
    }

    /// As ``run()``, but a lock held by another connection is an answer and not an error.
    ///
    /// - Returns: false when another connection holds the lock.
    func runUnlessBusy() throws(StoreError) -> Bool {
        defer { reset() }
        let code = unsafe sqlite3_step(handle)
        switch code & 0xFF {
        case SQLITE_DONE, SQLITE_ROW: return true
        case SQLITE_BUSY, SQLITE_LOCKED: return false
        default: throw StoreError(resultCode: unsafe sqlite3_extended_errcode(connection))
        }
    }

    /// Ends the read and forgets what was bound, so that no copy of it stays behind.
    func reset() {
        _ = unsafe sqlite3_reset(handle)
        _ = unsafe sqlite3_clear_bindings(handle)
    }

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    func bytes(_ column: Int32) -> [UInt8] {
        // The pointer holds until the next step or reset of this statement; the copy is made before.
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    var columnCount: Int32 { unsafe sqlite3_column_count(handle) }

    func name(_ column: Int32) -> String {
        // Nil only when memory is short; the statement then fails at its next step.
        guard let name = unsafe sqlite3_column_name(handle, column) else { return "" }
        return unsafe String(cString: name)
    }

    /// One of SQLite's five types of the value in this row.
    func type(_ column: Int32) -> Int32 { unsafe sqlite3_column_type(handle, column) }

    func double(_ column: Int32) -> Double { unsafe sqlite3_column_double(handle, column) }

    private func stepCode() throws(StoreError) -> Int32 {
        let code = unsafe sqlite3_step(handle)
        guard code == SQLITE_ROW || code == SQLITE_DONE else {
            let failure = StoreError(resultCode: unsafe sqlite3_extended_errcode(connection))
            reset()
            throw failure
        }
        return code
    }
}
