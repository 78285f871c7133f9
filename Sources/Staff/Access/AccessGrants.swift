import Escrow
import Primitives
import Sealing
import Synchronization

/// What is in memory of access that was agreed to: secrets that wait for the log, and which slots are open.
final class AccessGrants: Sendable {
    /// Two officers' shares put together, until a checkpoint covers what they agreed to.
    struct Waiting: Sendable {
        let policy: EscrowPolicy
        let secrets: [KeySlotID: SharedSecret]
    }

    /// What is open, for whom, until when.
    struct Open: Sendable, Hashable {
        let vault: VaultID
        let requester: StaffMemberID
        /// By the raw value of their trackers.
        let slots: [UInt16: KeySlotID]
        let until: Timestamp
    }

    private struct State {
        var waiting: [AccessRequestID: Waiting] = [:]
        var open: [AccessRequestID: Open] = [:]
    }

    private let state = Mutex(State())

    func wait(_ waiting: Waiting, for request: AccessRequestID) {
        state.withLock { $0.waiting[request] = waiting }
    }

    func waiting(_ request: AccessRequestID) -> Waiting? { state.withLock { $0.waiting[request] } }

    func open(_ grant: Open, for request: AccessRequestID) {
        state.withLock { state in
            state.waiting[request] = nil
            state.open[request] = grant
        }
    }

    func open(_ request: AccessRequestID) -> Open? { state.withLock { $0.open[request] } }

    func drop(_ request: AccessRequestID) {
        state.withLock { state in
            state.waiting[request] = nil
            state.open[request] = nil
        }
    }
}
