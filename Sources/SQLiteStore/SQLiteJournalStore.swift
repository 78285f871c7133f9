package import Primitives
package import Vault

/// The vaults store in one SQLite file, `vaults.sqlite`.
///
/// - Source: docs/spec/store-schema.md.
package final class SQLiteJournalStore: JournalStore {
    let database: StoreDatabase

    init(_ database: StoreDatabase) { self.database = database }

    package func head(of vault: VaultID) async throws(StoreError) -> JournalHead? {
        try database.points.first(JournalRows.selectHead) {
            $0.bind(vault.bytes, at: 1)
        } read: { row throws(StoreError) in
            try JournalRows.head(of: row)
        }
    }

    package func create(_ vault: VaultID) async throws(StoreError) {
        try await database.committer.write { writer throws(StoreError) in
            guard try JournalRows.head(of: vault, on: writer) == nil else { throw .conflict }
            let insert = try writer.statement(
                """
                INSERT INTO vaults (vault, head_index, head_hash, base_index, base_hash)
                VALUES (?1, ?2, ?3, ?2, ?3)
                """
            )
            insert.bind(vault.bytes, at: 1)
            insert.bind(0, at: 2)
            insert.bind(JournalHead.empty.hash, at: 3)
            try insert.run()
        }
    }

    package func append(_ append: JournalAppend) async throws(StoreError) {
        guard append.isWellFormed else { throw .conflict }
        let byteCount = append.segments.reduce(0) { $0 + $1.bytes.count }
        try await database.committer.write(byteCount: byteCount) { writer throws(StoreError) in
            guard try JournalRows.head(of: append.vault, on: writer) == append.expected else { throw .conflict }
            try JournalRows.insisting { () throws(StoreError) in
                for segment in append.segments { try JournalRows.insert(segment, of: append.vault, on: writer) }
                try JournalRows.move(append.vault, to: append.head, on: writer)
            }
        }
    }

    package func segments(
        of vault: VaultID,
        after index: JournalIndex,
        byteCountMaximum: Int
    ) async throws(StoreError) -> [StoredSegment] {
        guard let position = Int64(exactly: index) else { return [] }
        return try await database.read { reader throws(StoreError) in
            let select = try reader.statement(
                "SELECT position, bytes FROM segments WHERE vault = ?1 AND position > ?2 ORDER BY position"
            )
            select.bind(vault.bytes, at: 1)
            select.bind(position, at: 2)
            var segments: [StoredSegment] = []
            var byteCount = 0
            while try select.step() {
                let segment = StoredSegment(index: UInt64(bitPattern: select.integer(0)), bytes: select.bytes(1))
                segments.append(segment)
                byteCount += segment.bytes.count
                if byteCount >= byteCountMaximum { break }
            }
            return segments
        }
    }

    package func snapshots(of vault: VaultID) async throws(StoreError) -> [StoredSnapshot] {
        try await database.read { reader throws(StoreError) in
            let select = try reader.statement(
                "SELECT name, position, bytes FROM snapshots WHERE vault = ?1 ORDER BY name"
            )
            select.bind(vault.bytes, at: 1)
            var snapshots: [StoredSnapshot] = []
            while try select.step() {
                let index = UInt64(bitPattern: select.integer(1))
                snapshots.append(StoredSnapshot(name: select.bytes(0), index: index, bytes: select.bytes(2)))
            }
            return snapshots
        }
    }

    package func compact(_ compaction: JournalCompaction) async throws(StoreError) {
        guard compaction.isWellFormed else { throw .conflict }
        let byteCount = compaction.snapshots.reduce(0) { $0 + $1.bytes.count }
        try await database.committer.write(byteCount: byteCount, erasure: .beforeReturn) { writer throws(StoreError) in
            guard try JournalRows.head(of: compaction.vault, on: writer) == compaction.expected else { throw .conflict }
            try JournalRows.insisting { () throws(StoreError) in
                try JournalRows.apply(compaction, on: writer)
            }
        }
    }

    package func delete(_ vault: VaultID) async throws(StoreError) {
        try await database.committer.write(erasure: .beforeReturn) { writer throws(StoreError) in
            try JournalRows.insisting { () throws(StoreError) in
                for table in ["segments", "snapshots", "vaults"] {
                    let delete = try writer.statement("DELETE FROM \(table) WHERE vault = ?1")
                    delete.bind(vault.bytes, at: 1)
                    try delete.run()
                }
            }
        }
    }

    package func foreignChangeStamp() throws(StoreError) -> UInt64 { try database.watch.stamp() }
}
