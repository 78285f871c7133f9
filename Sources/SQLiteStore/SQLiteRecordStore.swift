package import KeyService
package import Primitives

/// A record store in one SQLite file: `metadata.sqlite` or `activity.sqlite`.
///
/// - Source: docs/spec/store-schema.md.
package final class SQLiteRecordStore: RecordStore {
    let database: StoreDatabase

    init(_ database: StoreDatabase) { self.database = database }

    package func read(_ key: RecordKey) async throws(StoreError) -> StoredRecord? {
        try database.points.first(
            "SELECT version, bytes FROM records WHERE kind = ?1 AND owner = ?2 AND name = ?3"
        ) {
            RecordRows.bind(key, to: $0)
        } read: { row in
            StoredRecord(key: key, version: UInt64(bitPattern: row.integer(0)), bytes: row.bytes(1))
        }
    }

    package func find(_ kind: RecordKind, unique: [UInt8]) async throws(StoreError) -> StoredRecord? {
        try database.points.first(
            "SELECT owner, name, version, bytes FROM records WHERE kind = ?1 AND unique_value = ?2"
        ) {
            $0.bind(Int64(kind.rawValue), at: 1)
            $0.bind(unique, at: 2)
        } read: { row throws(StoreError) in
            try RecordRows.record(kind, of: row)
        }
    }

    package func list(
        _ kind: RecordKind,
        owner: [UInt8],
        after name: [UInt8]?,
        limit: Int
    ) async throws(StoreError) -> [StoredRecord] {
        try await database.read { reader throws(StoreError) in
            let select = try reader.statement(
                """
                SELECT owner, name, version, bytes FROM records
                WHERE kind = ?1 AND owner = ?2 AND (?3 IS NULL OR name > ?3) ORDER BY name LIMIT ?4
                """
            )
            select.bind(Int64(kind.rawValue), at: 1)
            select.bind(owner, at: 2)
            if let name { select.bind(name, at: 3) } else { select.bindNull(at: 3) }
            select.bind(Int64(min(max(limit, 1), RecordListing.limitMaximum)), at: 4)
            var records: [StoredRecord] = []
            while try select.step() { records.append(try RecordRows.record(kind, of: select)) }
            return records
        }
    }

    package func scan(after key: RecordKey?, limit: Int) async throws(StoreError) -> [StoredRecord] {
        try await database.read { reader throws(StoreError) in
            let select = try reader.statement(
                """
                SELECT kind, owner, name, version, bytes FROM records WHERE (kind, owner, name) > (?1, ?2, ?3)
                ORDER BY kind, owner, name LIMIT ?4
                """
            )
            select.bind(Int64(key?.kind.rawValue ?? 0), at: 1)
            select.bind(key?.owner ?? [], at: 2)
            select.bind(key?.name ?? [], at: 3)
            select.bind(Int64(min(max(limit, 1), RecordListing.limitMaximum)), at: 4)
            var records: [StoredRecord] = []
            while try select.step() { records.append(try RecordRows.record(of: select)) }
            return records
        }
    }

    package func write(_ writes: [RecordWrite]) async throws(StoreError) {
        guard !writes.isEmpty else { return }
        let erasure = writes.map(\.erasure).max() ?? .none
        let byteCount = writes.reduce(0) { $0 + $1.byteCount }
        try await database.committer.write(byteCount: byteCount, erasure: erasure) { writer throws(StoreError) in
            // A single step looks before it writes; several need a way back.
            guard writes.count > 1 else { return try RecordRows.apply(writes[0], on: writer) }
            try writer.wholly { () throws(StoreError) in
                for write in writes { try RecordRows.apply(write, on: writer) }
            }
        }
    }

    package func foreignChangeStamp() throws(StoreError) -> UInt64 { try database.watch.stamp() }
}

extension RecordWrite {
    fileprivate var byteCount: Int {
        switch self {
        case .put(_, let bytes, _, _), .rewrite(_, let bytes, _): bytes.count
        case .delete: 0
        }
    }

    /// A first writing leaves nothing behind; whether a put without an expected version is one is not known beforehand.
    fileprivate var erasure: StoreWrite.Erasure {
        switch self {
        case .put(_, _, _, expected: 0): .none
        case .put, .rewrite: .soon
        case .delete: .beforeReturn
        }
    }
}
