package import Primitives
package import Vault

/// What can be checked of the stores without any key; for `flowkeep doctor`.
extension SQLiteStores {
    /// The stores whose files the engine finds damaged, by a walk through every page.
    package func damagedStores() async throws(StoreError) -> [StoreHeader.Kind] {
        var damaged: [StoreHeader.Kind] = []
        for database in databases {
            let isWhole: Bool
            do {
                isWhole = try await database.isWhole()
            } catch .corrupt {
                isWhole = false
            }
            if !isWhole { damaged.append(database.kind) }
        }
        return damaged
    }
}

extension SQLiteJournalStore {
    /// The vaults of the store in the order of their ids, after one of them; at most `limit`.
    package func vaults(after last: VaultID?, limit: Int) async throws(StoreError) -> [VaultID] {
        try await database.read { reader throws(StoreError) in
            let select = try reader.statement("SELECT vault FROM vaults WHERE vault > ?1 ORDER BY vault LIMIT ?2")
            select.bind(last?.bytes ?? [], at: 1)
            select.bind(Int64(limit), at: 2)
            var vaults: [VaultID] = []
            while try select.step() {
                guard let vault = VaultID(bytes: select.bytes(0)) else { throw .corrupt }
                vaults.append(vault)
            }
            return vaults
        }
    }

    /// Where the kept segments of a journal begin, and where they end; nil when there is no such vault.
    package func chainEnds(of vault: VaultID) async throws(StoreError) -> (base: JournalHead, head: JournalHead)? {
        try await database.read { reader throws(StoreError) in try JournalRows.chainEnds(of: vault, on: reader) }
    }
}

extension StoreDatabase {
    fileprivate func isWhole() async throws(StoreError) -> Bool {
        try await read { reader throws(StoreError) in
            let check = try reader.statement("PRAGMA quick_check(1)")
            defer { check.reset() }
            return try check.step() && check.bytes(0) == Array("ok".utf8)
        }
    }
}
