import Primitives
import Synchronization
import Vault

/// For which vaults there may be something to fold in, so that most requests need not look.
final class InboxWatch: Sendable {
    private struct State {
        /// What is left waits for these purposes; nothing known is to look once.
        var pending: [VaultID: Set<Purpose>] = [:]
        /// Somebody folds at this moment.
        var busy: Set<VaultID> = []
        /// How many were looked at and wait for their owner.
        var held: [VaultID: Int] = [:]
        /// How many came in that nobody was told of.
        var folded: [VaultID: Int] = [:]
    }

    private static let countMaximum = 10_000

    private let state = Mutex(State())

    /// Whether to look now; then nobody else does until ``end(_:pending:folded:held:)``.
    func begin(_ vault: VaultID, for purpose: Purpose) -> Bool {
        state.withLock { state in
            guard state.pending[vault]?.contains(purpose) ?? true else { return false }
            return state.busy.insert(vault).inserted
        }
    }

    /// `pending`: for which purposes something still waits; nil to look again.
    func end(_ vault: VaultID, pending: Set<Purpose>?, folded: Int, held: Int) {
        state.withLock { state in
            // What came while it was looked at was noted by taking the vault out.
            let isStill = state.busy.remove(vault) != nil
            if state.pending.count >= Self.countMaximum {
                state.pending.removeAll()
                state.held.removeAll()
            }
            state.held[vault] = held == 0 ? nil : held
            state.pending[vault] = isStill ? pending : nil
            if folded > 0 { state.folded[vault, default: 0] += folded }
        }
    }

    /// Something came: look at the next request.
    func noteArrival(_ vault: VaultID) {
        state.withLock { state in
            state.pending[vault] = nil
            state.busy.remove(vault)
        }
    }

    /// How many wait for their owner, as they were last looked at.
    func heldCount(_ vault: VaultID) -> Int { state.withLock { $0.held[vault] ?? 0 } }

    /// How many came in since somebody was told.
    func takeFolded(_ vault: VaultID) -> Int { state.withLock { $0.folded.removeValue(forKey: vault) ?? 0 } }
}
