import Escrow
import Primitives
import Sealing
import Synchronization

/// What of requests is in this process's memory alone: secrets that wait for the log, what it opened, and ends that are
/// not written down yet.
final class AccessMemory: Sendable {
    /// Two officers' shares put together, until a checkpoint covers what they agreed to.
    struct Waiting: Sendable {
        let policy: EscrowPolicy
        let secrets: [KeySlotID: SharedSecret]
        /// When the request can be acted on no more.
        let end: Timestamp
    }

    /// That a request is over, and why: nothing is open from then on, whatever is still to be written.
    struct Ending: Sendable, Hashable {
        let cause: AccessRequest.Cause
        /// Nil where nobody of the staff did.
        let by: StaffMemberID?
    }

    /// An act that stands in the log.
    struct Act: Sendable, Hashable {
        let deed: StaffDeed
        let by: StaffMemberID?
    }

    private struct Known {
        var waiting: Waiting?
        var isOpened = false
        var isTold = false
        var isEndTold = false
        var ending: Ending?
        var written: Set<Act> = []
    }

    private let requests = Mutex<[AccessRequestID: Known]>([:])

    func wait(_ waiting: Waiting, for id: AccessRequestID) {
        requests.withLock { $0[id, default: Known()].waiting = waiting }
    }

    func waiting(_ id: AccessRequestID) -> Waiting? { requests.withLock { $0[id]?.waiting } }

    /// That this process opened it; what it waited with is of no more use.
    func noteOpened(_ id: AccessRequestID) {
        requests.withLock { requests in
            requests[id, default: Known()].waiting = nil
            requests[id]?.isOpened = true
        }
    }

    func isOpened(_ id: AccessRequestID) -> Bool { requests.withLock { $0[id]?.isOpened ?? false } }

    func noteTold(_ id: AccessRequestID) { requests.withLock { $0[id, default: Known()].isTold = true } }

    func isTold(_ id: AccessRequestID) -> Bool { requests.withLock { $0[id]?.isTold ?? false } }

    func noteEndTold(_ id: AccessRequestID) { requests.withLock { $0[id, default: Known()].isEndTold = true } }

    func isEndTold(_ id: AccessRequestID) -> Bool { requests.withLock { $0[id]?.isEndTold ?? false } }

    /// The first who ends it does.
    func note(_ ending: Ending, of id: AccessRequestID) {
        requests.withLock { requests in
            requests[id, default: Known()].waiting = nil
            if requests[id]?.ending == nil { requests[id]?.ending = ending }
        }
    }

    func ending(_ id: AccessRequestID) -> Ending? { requests.withLock { $0[id]?.ending } }

    /// Acts that stand in the log, however often what follows them is tried.
    func noteWritten(_ act: Act, of id: AccessRequestID) {
        requests.withLock { _ = $0[id, default: Known()].written.insert(act) }
    }

    func isWritten(_ act: Act, of id: AccessRequestID) -> Bool {
        requests.withLock { $0[id]?.written.contains(act) ?? false }
    }

    func forget(_ id: AccessRequestID) { requests.withLock { $0[id] = nil } }

    /// Lets go of secrets whose hour is over.
    func sweep(at now: Timestamp) {
        requests.withLock { requests in
            for (id, known) in requests where known.waiting.map({ $0.end <= now }) ?? false {
                requests[id]?.waiting = nil
            }
        }
    }
}
