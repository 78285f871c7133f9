import Primitives
import Synchronization

/// Reads single rows without a hop to another thread.
///
/// A lookup by key takes a few microseconds, less than handing it to a queue; anything longer goes to GRDB's readers.
final class PointReader: Sendable {
    private let connection: Mutex<Connection>

    init(path: String) throws(StoreError) {
        connection = Mutex(
            try Connection(readingFrom: path, cacheKibibytes: ConnectionSettings.readerCacheKibibytes)
        )
    }

    /// Runs a statement to its first row.
    func first<Value: Sendable>(
        _ sql: String,
        bind: (Statement) -> Void,
        read: (Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        try connection.withLock { (connection: inout sending Connection) throws(StoreError) -> Value? in
            let statement = try connection.statement(sql)
            defer { statement.reset() }
            bind(statement)
            return try statement.step() ? read(statement) : nil
        }
    }
}
