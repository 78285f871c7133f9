import GRDB
import Primitives

/// Reads, checks and makes the header and the schema of a database.
///
/// - Source: docs/spec/store-schema.md §2 and §6.
struct HeaderTable {
    let header: StoreHeader

    /// Checks a database before anything is written to it.
    ///
    /// One without tables is new and passes.
    func checkUnlessNew(_ database: Database) throws {
        guard try !isNew(database) else { return }
        guard try Int64.fetchOne(database, sql: "PRAGMA application_id") == StoreSchema.applicationID else {
            throw StoreError.wrongStore(.product)
        }
        guard try database.tableExists("store_header") else { throw StoreError.wrongStore(.product) }
        var stored: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT field, value FROM store_header") {
            // GRDB traps on a value that is not of the type asked for, and damage makes any value of any type.
            let (field, value): (DatabaseValue, DatabaseValue) = (row["field"], row["value"])
            guard let field = String.fromDatabaseValue(field), let value = String.fromDatabaseValue(value) else {
                throw StoreError.corrupt
            }
            stored[field] = value
        }
        try header.check(stored)
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard (1...StoreSchema.migrations(of: header.kind).count).contains(version) else {
            throw StoreError.wrongStore(.format)
        }
    }

    /// Makes a new database, or brings an older one up to date, in one transaction.
    func prepare(_ database: Database) throws {
        try database.inTransaction(.immediate) {
            // Another process may have made it since the first look.
            try checkUnlessNew(database)
            if try isNew(database) {
                try database.execute(sql: "PRAGMA application_id=\(StoreSchema.applicationID)")
                try database.execute(sql: StoreSchema.header)
                for (field, value) in header.fields {
                    try database.execute(
                        sql: "INSERT INTO store_header (field, value) VALUES (?, ?)",
                        arguments: [field.rawValue, value]
                    )
                }
            }
            let migrations = StoreSchema.migrations(of: header.kind)
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            for statements in migrations.dropFirst(version) {
                for sql in statements { try database.execute(sql: sql) }
            }
            if version < migrations.count { try database.execute(sql: "PRAGMA user_version=\(migrations.count)") }
            return .commit
        }
    }

    private func isNew(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
}
