package import Primitives
import Synchronization

/// Work that the owner of a vault asked for and does not wait for.
extension VaultRegistry {
    /// A vault as its owner has it open now, by a session of hers: of several the one that has most trackers.
    ///
    /// Ends with that session; tokens, guests and the staff give none.
    ///
    /// - Throws: ``VaultError/locked`` where no session of hers has it open in this process; `.noConsent`.
    package func ownerAccess(
        of id: VaultID,
        purpose: Purpose,
        at now: Timestamp
    ) async throws(VaultError) -> VaultAccess {
        let own: Set<TrackerID> = [VaultKeys.control, VaultKeys.sharing]
        let sessions = state.withLock { state in
            (state.entries[id]?.holders ?? [:]).filter { name, holder in
                holder.kind == .session && holder.credential == name && own.isSubset(of: holder.held.trackers)
            }
        }
        guard let widest = sessions.max(by: { $0.value.held.trackers.count < $1.value.held.trackers.count }) else {
            throw .locked
        }
        return try await enter(id, holder: widest.key, purpose: purpose, at: now)
    }
}
