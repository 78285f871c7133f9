package import Primitives
package import TransparencyLog

/// The transparency log in tables of `activity.sqlite`.
///
/// - Source: docs/spec/store-schema.md §3.
package final class SQLiteLogStore: LogStore {
    private let database: StoreDatabase

    init(_ database: StoreDatabase) { self.database = database }

    package func storedLog() async throws(StoreError) -> StoredLog {
        // One view of the file: a write between two reads would look like damage.
        try await database.read { reader throws(StoreError) in
            let firstIndex = try LogRows.firstIndex(on: reader)
            return StoredLog(
                checkpoint: try LogRows.read(.checkpoint, on: reader),
                intent: try LogRows.read(.intent, on: reader),
                firstIndex: firstIndex,
                entries: try LogRows.entries(from: firstIndex, on: reader)
            )
        }
    }

    package func write(_ writes: [LogWrite]) async throws(StoreError) {
        guard !writes.isEmpty else { return }
        let byteCount = writes.reduce(0) { $0 + $1.byteCount }
        try await database.committer.write(byteCount: byteCount) { writer throws(StoreError) in
            try writer.wholly { () throws(StoreError) in
                for write in writes { try LogRows.apply(write, on: writer) }
            }
        }
    }

    package func foreignChangeStamp() throws(StoreError) -> UInt64 { try database.watch.stamp() }

    package func events(
        of subject: LogSubjectID,
        below ordinal: UInt64?,
        limit: Int
    ) async throws(StoreError) -> [StoredEvent] {
        @Sendable func bind(_ select: Statement) {
            select.bind(subject.bytes, at: 1)
            select.bind(ordinal.flatMap { Int64(exactly: $0) } ?? .max, at: 2)
            select.bind(Int64(min(max(limit, 1), 1000)), at: 3)
        }
        if limit == 1 {
            // Before each act: a row found by its key, without a hop to another thread.
            let newest = try database.points.first(Self.selectEvents, bind: bind, read: Self.event)
            return newest.map { [$0] } ?? []
        }
        return try await database.read { reader throws(StoreError) in
            let select = try reader.statement(Self.selectEvents)
            bind(select)
            var events: [StoredEvent] = []
            while try select.step() { events.append(Self.event(of: select)) }
            return events
        }
    }

    private static let selectEvents = """
        SELECT ordinal, bytes FROM log_events
        WHERE subject = ?1 AND ordinal < ?2 ORDER BY ordinal DESC LIMIT ?3
        """

    private static func event(of row: Statement) -> StoredEvent {
        StoredEvent(ordinal: UInt64(bitPattern: row.integer(0)), bytes: row.bytes(1))
    }

    package func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? {
        do throws(StoreError) {
            return try database.points.first(LogRows.selectResource) {
                LogRows.bind(resource, to: $0)
            } read: { row in
                row.bytes(0)
            }
        } catch {
            throw .unavailable(error)
        }
    }
}

extension LogWrite {
    fileprivate var byteCount: Int {
        switch self {
        case .sequence(_, let entries): entries.reduce(0) { $0 + $1.count }
        case .resource(_, let bytes), .intent(let bytes, _), .checkpoint(let bytes, _), .event(_, _, let bytes):
            bytes.count
        case .forget, .eraseEvents: 0
        }
    }
}
