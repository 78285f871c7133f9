import Primitives
import Vault

/// The statements of the vaults store that run inside a write.
enum JournalRows {
    static let selectHead = "SELECT head_index, head_hash FROM vaults WHERE vault = ?1"

    static func head(of row: Statement) throws(StoreError) -> JournalHead {
        guard let index = UInt64(exactly: row.integer(0)) else { throw .corrupt }
        return JournalHead(index: index, hash: row.bytes(1))
    }

    static func head(of vault: VaultID, on connection: Connection) throws(StoreError) -> JournalHead? {
        let select = try connection.statement(selectHead)
        defer { select.reset() }
        select.bind(vault.bytes, at: 1)
        return try select.step() ? head(of: select) : nil
    }

    static func insert(_ segment: StoredSegment, of vault: VaultID, on writer: Connection) throws(StoreError) {
        let insert = try writer.statement("INSERT INTO segments (vault, position, bytes) VALUES (?1, ?2, ?3)")
        insert.bind(vault.bytes, at: 1)
        insert.bind(Int64(bitPattern: segment.index), at: 2)
        insert.bind(segment.bytes, at: 3)
        try insert.run()
    }

    static func move(_ vault: VaultID, to head: JournalHead, on writer: Connection) throws(StoreError) {
        let update = try writer.statement("UPDATE vaults SET head_index = ?2, head_hash = ?3 WHERE vault = ?1")
        update.bind(vault.bytes, at: 1)
        update.bind(Int64(bitPattern: head.index), at: 2)
        update.bind(head.hash, at: 3)
        try update.run()
    }

    /// Remembers where the journal now begins, so that its chain can be checked without a key.
    static func moveBase(of compaction: JournalCompaction, on writer: Connection) throws(StoreError) {
        guard compaction.removingThrough > 0 else { return }
        var base = compaction.expected
        if compaction.removingThrough < base.index {
            guard let reached = try hash(through: compaction.removingThrough, of: compaction.vault, on: writer) else {
                return  // nothing of that range is left: the base lies beyond it already
            }
            base = reached
        }
        let update = try writer.statement("UPDATE vaults SET base_index = ?2, base_hash = ?3 WHERE vault = ?1")
        update.bind(compaction.vault.bytes, at: 1)
        update.bind(Int64(bitPattern: base.index), at: 2)
        update.bind(base.hash, at: 3)
        try update.run()
    }

    /// The chain from the base through `index`; nil when `index` is not beyond the base.
    private static func hash(
        through index: JournalIndex,
        of vault: VaultID,
        on writer: Connection
    ) throws(StoreError) -> JournalHead? {
        guard var (reached, _) = try chainEnds(of: vault, on: writer), index > reached.index else { return nil }
        let select = try writer.statement(
            "SELECT position, bytes FROM segments WHERE vault = ?1 AND position <= ?2 ORDER BY position"
        )
        defer { select.reset() }
        select.bind(vault.bytes, at: 1)
        select.bind(Int64(bitPattern: index), at: 2)
        while try select.step() {
            let segment = StoredSegment(index: UInt64(bitPattern: select.integer(0)), bytes: select.bytes(1))
            do {
                reached = try JournalChain.head(after: reached, appending: [segment], in: vault)
            } catch {
                throw .corrupt
            }
        }
        return reached
    }

    /// Where the kept part of a journal begins, and its head.
    static func chainEnds(
        of vault: VaultID,
        on connection: Connection
    ) throws(StoreError) -> (base: JournalHead, head: JournalHead)? {
        let select = try connection.statement(
            "SELECT base_index, base_hash, head_index, head_hash FROM vaults WHERE vault = ?1"
        )
        defer { select.reset() }
        select.bind(vault.bytes, at: 1)
        guard try select.step() else { return nil }
        guard let base = UInt64(exactly: select.integer(0)), let head = UInt64(exactly: select.integer(2)) else {
            throw .corrupt
        }
        return (JournalHead(index: base, hash: select.bytes(1)), JournalHead(index: head, hash: select.bytes(3)))
    }

    static func apply(_ compaction: JournalCompaction, on writer: Connection) throws(StoreError) {
        for name in compaction.removedSnapshots {
            let delete = try writer.statement("DELETE FROM snapshots WHERE vault = ?1 AND name = ?2")
            delete.bind(compaction.vault.bytes, at: 1)
            delete.bind(name, at: 2)
            try delete.run()
        }
        for snapshot in compaction.snapshots {
            let put = try writer.statement(
                """
                INSERT INTO snapshots (vault, name, position, bytes) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (vault, name) DO UPDATE SET position = excluded.position, bytes = excluded.bytes
                """
            )
            put.bind(compaction.vault.bytes, at: 1)
            put.bind(snapshot.name, at: 2)
            put.bind(Int64(bitPattern: snapshot.index), at: 3)
            put.bind(snapshot.bytes, at: 4)
            try put.run()
        }
        try moveBase(of: compaction, on: writer)
        let delete = try writer.statement("DELETE FROM segments WHERE vault = ?1 AND position <= ?2")
        delete.bind(compaction.vault.bytes, at: 1)
        delete.bind(Int64(bitPattern: compaction.removingThrough), at: 2)
        try delete.run()
    }

    /// Runs changes that cannot conflict once the head was compared: if the engine still says so, rows and heads
    /// disagree, and that is damage.
    static func insisting(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        do throws(StoreError) {
            try body()
        } catch .conflict {
            throw .corrupt
        } catch .notUnique {
            throw .corrupt
        }
    }
}
