package import Primitives

/// The files store: sealed receipts, by vault.
///
/// A file is written once and never changed. The store sees opaque identifiers and sealed bytes.
///
/// The contract (every implementation passes `StoreContractTests`): a file that was put is durable when the call
/// returns and whole or absent at any moment before; a file that was deleted is gone when the call returns.
package protocol FileStore: Sendable {
    /// Writes a file, chunk by chunk, so that memory holds one chunk at a time.
    ///
    /// `next` gives chunks in order and nil at the end. What it throws ends the call; nothing is kept.
    ///
    /// - Throws: ``StoreError/conflict`` when the vault has a file of this identifier.
    func put(
        _ file: FileID,
        of vault: VaultID,
        from next: () async throws(StoreError) -> [UInt8]?
    ) async throws(StoreError)

    /// Bytes from `offset` on, at most `byteCountMaximum`; empty at the end, nil when there is no such file.
    func read(
        _ file: FileID,
        of vault: VaultID,
        from offset: Int,
        byteCountMaximum: Int
    ) async throws(StoreError) -> [UInt8]?

    /// Deletes a file; fine when there is none.
    func delete(_ file: FileID, of vault: VaultID) async throws(StoreError)

    /// Deletes every file of a vault.
    func deleteAll(of vault: VaultID) async throws(StoreError)

    /// The files of a vault in the order of their bytes.
    func list(of vault: VaultID) async throws(StoreError) -> [FileID]

    /// Those of them that were put before a moment, by the clock of the store.
    func list(of vault: VaultID, putBefore time: Timestamp) async throws(StoreError) -> [FileID]
}

extension FileStore {
    /// Writes a file that is in memory already.
    package func put(_ file: FileID, of vault: VaultID, bytes: [UInt8]) async throws(StoreError) {
        var rest: [UInt8]? = bytes
        try await put(file, of: vault) { () throws(StoreError) -> [UInt8]? in
            defer { rest = nil }
            return rest
        }
    }

    /// A whole file, or nil when there is none.
    ///
    /// For files known to be small.
    package func get(_ file: FileID, of vault: VaultID) async throws(StoreError) -> [UInt8]? {
        try await read(file, of: vault, from: 0, byteCountMaximum: Int.max)
    }
}
