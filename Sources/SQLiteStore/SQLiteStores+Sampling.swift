package import KeyService
package import Primitives
import Vault

/// Stored bytes as they lie there, for checks that look at a few of them.
extension SQLiteRecordStore {
    /// Records of a kind whose owner comes at or after `start` (16 bytes), at most `limit`.
    package func sample(
        _ kind: RecordKind,
        from start: [UInt8],
        limit: Int
    ) async throws(StoreError) -> [StoredRecord] {
        try await database.read { reader throws(StoreError) in
            let select = try reader.statement(
                """
                SELECT owner, name, version, bytes FROM records
                WHERE kind = ?1 AND owner >= ?2 ORDER BY owner, name LIMIT ?3
                """
            )
            select.bind(Int64(kind.rawValue), at: 1)
            select.bind(start, at: 2)
            select.bind(Int64(limit), at: 3)
            var records: [StoredRecord] = []
            while try select.step() { records.append(try RecordRows.record(kind, of: select)) }
            return records
        }
    }
}

extension SQLiteJournalStore {
    /// Sealed segments and snapshots of vaults at or after `start` (16 bytes), at most `limit` of each.
    package func sample(from start: [UInt8], limit: Int) async throws(StoreError) -> [[UInt8]] {
        try await database.read { reader throws(StoreError) in
            var found: [[UInt8]] = []
            for sql in [
                "SELECT bytes FROM segments WHERE vault >= ?1 ORDER BY vault, position LIMIT ?2",
                "SELECT bytes FROM snapshots WHERE vault >= ?1 ORDER BY vault, name LIMIT ?2",
            ] {
                let select = try reader.statement(sql)
                select.bind(start, at: 1)
                select.bind(Int64(limit), at: 2)
                while try select.step() { found.append(select.bytes(0)) }
            }
            return found
        }
    }
}

extension SQLiteStores {
    /// For each database, what it would answer a process of another environment or region.
    ///
    /// The stored header itself is asked, by the code that asks it at the start.
    package func refusals(environment: String, region: String) async throws(StoreError) -> [StoreError?] {
        var refusals: [StoreError?] = []
        for database in databases {
            let stored = try await database.storedHeader()
            do throws(StoreError) {
                try StoreHeader(kind: database.kind, environment: environment, region: region).check(stored)
                refusals.append(nil)
            } catch {
                refusals.append(error)
            }
        }
        return refusals
    }
}

extension StoreDatabase {
    fileprivate func storedHeader() async throws(StoreError) -> [String: String] {
        try await read { reader throws(StoreError) in
            let select = try reader.statement("SELECT field, value FROM store_header")
            var fields: [String: String] = [:]
            while try select.step() {
                guard let field = String(validating: select.bytes(0), as: UTF8.self),
                    let value = String(validating: select.bytes(1), as: UTF8.self)
                else { throw .corrupt }
                fields[field] = value
            }
            return fields
        }
    }
}
