import KeyService
import Primitives

/// The statements of a record store that run inside a write.
enum RecordRows {
    static func bind(_ key: RecordKey, to statement: Statement) {
        statement.bind(Int64(key.kind.rawValue), at: 1)
        statement.bind(key.owner, at: 2)
        statement.bind(key.name, at: 3)
    }

    /// Reads `owner, name, version, bytes`.
    static func record(_ kind: RecordKind, of row: Statement) throws(StoreError) -> StoredRecord {
        let owner = row.bytes(0)
        let name = row.bytes(1)
        guard owner.count == 16, name.count <= 64 else { throw .corrupt }
        let key = RecordKey(kind: kind, owner: owner, name: name)
        return StoredRecord(key: key, version: UInt64(bitPattern: row.integer(2)), bytes: row.bytes(3))
    }

    /// Reads `kind, owner, name, version, bytes`.
    static func record(of row: Statement) throws(StoreError) -> StoredRecord {
        // A kind of a newer version is as good as damage: nobody here can say what it is.
        guard let raw = UInt8(exactly: row.integer(0)), let kind = RecordKind(rawValue: raw) else { throw .corrupt }
        let owner = row.bytes(1)
        let name = row.bytes(2)
        guard owner.count == 16, name.count <= 64 else { throw .corrupt }
        return StoredRecord(
            key: RecordKey(kind: kind, owner: owner, name: name),
            version: UInt64(bitPattern: row.integer(3)),
            bytes: row.bytes(4)
        )
    }

    /// Applies one step; one that conflicts has changed nothing.
    static func apply(_ write: RecordWrite, on writer: Connection) throws(StoreError) {
        switch write {
        case .put(let key, let bytes, let unique, let expected):
            try check(expected, of: key, on: writer)
            if let unique { try checkFree(unique, for: key, on: writer) }
            let put = try writer.statement(
                """
                INSERT INTO records (kind, owner, name, version, bytes, unique_value) VALUES (?1, ?2, ?3, 1, ?4, ?5)
                ON CONFLICT (kind, owner, name)
                DO UPDATE SET version = version + 1, bytes = excluded.bytes, unique_value = excluded.unique_value
                """
            )
            bind(key, to: put)
            put.bind(bytes, at: 4)
            if let unique { put.bind(unique, at: 5) } else { put.bindNull(at: 5) }
            try put.run()
        case .rewrite(let key, let bytes, let expected):
            let rewrite = try writer.statement(
                """
                UPDATE records SET version = version + 1, bytes = ?4
                WHERE kind = ?1 AND owner = ?2 AND name = ?3 AND version = ?5 RETURNING 1
                """
            )
            defer { rewrite.reset() }
            bind(key, to: rewrite)
            rewrite.bind(bytes, at: 4)
            rewrite.bind(Int64(bitPattern: expected), at: 5)
            guard try rewrite.step() else { throw .conflict }
            while try rewrite.step() {}
        case .delete(let key, let expected):
            try check(expected, of: key, on: writer)
            let delete = try writer.statement("DELETE FROM records WHERE kind = ?1 AND owner = ?2 AND name = ?3")
            bind(key, to: delete)
            try delete.run()
        }
    }

    private static func check(_ expected: UInt64?, of key: RecordKey, on writer: Connection) throws(StoreError) {
        guard let expected else { return }
        let select = try writer.statement(
            "SELECT version FROM records WHERE kind = ?1 AND owner = ?2 AND name = ?3"
        )
        defer { select.reset() }
        bind(key, to: select)
        let stored = try select.step() ? UInt64(bitPattern: select.integer(0)) : 0
        guard stored == expected else { throw .conflict }
    }

    private static func checkFree(_ unique: [UInt8], for key: RecordKey, on writer: Connection) throws(StoreError) {
        let select = try writer.statement("SELECT owner, name FROM records WHERE kind = ?1 AND unique_value = ?2")
        defer { select.reset() }
        select.bind(Int64(key.kind.rawValue), at: 1)
        select.bind(unique, at: 2)
        guard try select.step() else { return }
        guard select.bytes(0) == key.owner, select.bytes(1) == key.name else { throw .notUnique }
    }
}
