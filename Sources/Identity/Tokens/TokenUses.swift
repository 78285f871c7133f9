import Primitives
import Synchronization
import Vault

/// The tokens that are in a vault in this process, when each was used last, and uses that are not written down yet.
final class TokenUses: Sendable {
    struct Use {
        let vault: VaultID
        var last: Timestamp
    }

    /// Uses of a token on one day.
    struct Count {
        let hash: [UInt8]
        let account: UserAccountID
        let day: CalendarDay
        var count: UInt32
    }

    private struct State {
        var uses: [KeySlotID: Use] = [:]
        var counts: [[UInt8]: Count] = [:]
        var sweptOn: CalendarDay?
        /// When a refusal of a token was last written down.
        var refusals: [[UInt8]: Timestamp] = [:]
    }

    private static let refusalSeconds: Int64 = 3600

    private let state = Mutex(State())

    func note(_ slot: KeySlotID, in vault: VaultID, at now: Timestamp) {
        state.withLock { $0.uses[slot] = Use(vault: vault, last: now) }
    }

    func forget(_ slot: KeySlotID) { state.withLock { $0.uses[slot] = nil } }

    /// Takes those that were not used since a moment.
    func takeIdle(since moment: Timestamp) -> [(slot: KeySlotID, vault: VaultID)] {
        state.withLock { state in
            let idle = state.uses.filter { $0.value.last < moment }
            for slot in idle.keys { state.uses[slot] = nil }
            return idle.map { (slot: $0.key, vault: $0.value.vault) }
        }
    }

    /// Whether what is left of ended tokens was not looked at on this day yet.
    func isDue(on day: CalendarDay) -> Bool { state.withLock { $0.sweptOn != day } }

    func noteSweep(on day: CalendarDay) { state.withLock { $0.sweptOn = day } }

    /// Whether a refusal of a token is to be written down: one an hour, so that nobody fills a history with them.
    func isRefusalDue(of hash: [UInt8], at now: Timestamp) -> Bool {
        state.withLock { state in
            state.refusals = state.refusals.filter { now < $0.value.adding(seconds: Self.refusalSeconds) }
            guard state.refusals[hash] == nil else { return false }
            state.refusals[hash] = now
            return true
        }
    }

    // MARK: Counting

    /// Counts uses that are to be written down with the next sweep; of an earlier day they are let go.
    func count(_ added: UInt32 = 1, of token: TokenRecord, on day: CalendarDay) {
        add(Count(hash: token.hash, account: token.account, day: day, count: added))
    }

    /// Puts back what could not be written down.
    func add(_ added: Count) {
        state.withLock { state in
            guard var present = state.counts[added.hash], present.day >= added.day else {
                state.counts[added.hash] = added
                return
            }
            guard present.day == added.day else { return }
            present.count =
                present.count.addingReportingOverflow(added.count).overflow
                ? .max : present.count + added.count
            state.counts[added.hash] = present
        }
    }

    /// What is not written down yet of a token's uses.
    func pending(_ hash: [UInt8]) -> Count? { state.withLock { $0.counts[hash] } }

    func takeCounts() -> [Count] {
        state.withLock { state in
            defer { state.counts = [:] }
            return Array(state.counts.values)
        }
    }
}
