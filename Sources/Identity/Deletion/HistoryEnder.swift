package import Primitives
package import Vault

/// The leaf of an account's end: what proves it when the log key is gone.
///
/// - Shape: docs/spec/deletion.md §8, record 47.
package struct DeletionLeaf: Sendable, Hashable {
    /// The event and its leaf key, 125 bytes.
    package let opening: [UInt8]
    package let index: UInt64
    package let particulars: [UInt8]

    package init(opening: [UInt8], index: UInt64, particulars: [UInt8]) {
        self.opening = opening
        self.index = index
        self.particulars = particulars
    }
}

/// The log, as far as the end of an account goes.
package protocol HistoryEnder: Sendable {
    /// Writes the end of an account down; what cannot be written down must not be done.
    ///
    /// - Parameters:
    ///   - vault: the account's.
    ///   - slot: of the credential that asks; nil for the program at the end of a grace.
    ///   - asked: when it was asked for.
    ///   - backupDays: for how long backups hold it; 0 where none are made.
    ///   - time: now.
    /// - Returns: what proves it later.
    /// - Throws: ``VaultError``; the account must then not be ended.
    func recordDeletion(
        of vault: VaultID,
        by slot: KeySlotID?,
        asked: Timestamp,
        backupDays: Int,
        at time: Timestamp
    ) async throws(VaultError) -> DeletionLeaf

    /// Destroys the log key and what was kept of the history; fine where it is done.
    func destroyHistory(of vault: VaultID) async throws(VaultError)
}

/// Why an account is not deleted, or is not kept.
package enum DeletionProblem: Error, Hashable, Sendable {
    /// A grace of 0 to so many days.
    case days(maximum: Int)
    /// It was asked for already.
    case waits
    /// Nothing waits, or it is too late.
    case notWaiting
}
