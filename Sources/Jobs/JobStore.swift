package import Primitives

/// How a holder lets go of a job.
package enum JobSettlement: Hashable, Sendable {
    /// Finished: the job is deleted.
    case done
    /// To be taken again from `at` on. A nil payload keeps the one that is stored.
    case again(at: Timestamp, payload: [UInt8]?, attempts: UInt32, failure: JobFailure?)
    /// To be taken again when its subject's vault is opened.
    case waitForOpening(payload: [UInt8])
    /// To the dead letters.
    case dead(JobFailure)
}

/// Which jobs to take, and for whom.
package struct JobRequest: Hashable, Sendable {
    package let kinds: [JobKind]
    /// 16 bytes drawn at the start of an instance.
    package let holder: [UInt8]
    package let limit: Int
    package let leaseSeconds: Int64

    package init(kinds: [JobKind], holder: [UInt8], limit: Int, leaseSeconds: Int64) {
        precondition(holder.count == 16, "a holder is 16 bytes")
        self.kinds = kinds
        self.holder = holder
        self.limit = limit
        self.leaseSeconds = leaseSeconds
    }
}

/// Where jobs are kept, shared by the instances that share a store.
///
/// The contract (every implementation passes `StoreContractTests`): what returned is durable; by the clock that the
/// callers pass in, a job has at most one holder whose lease lives; a token is never given twice for one job; a write
/// under a token that is not the newest throws ``StoreError/conflict`` and changes nothing.
///
/// - Source: docs/spec/jobs.md §3.
package protocol JobStore: Sendable {
    /// - Throws: ``StoreError/notUnique`` when a job of this kind holds the same unique key, dead ones included.
    func add(_ job: Job) async throws(StoreError)

    func job(_ id: JobID) async throws(StoreError) -> Job?

    /// All jobs in the order of their ids, after one of them, at most `limit` (1...1000).
    func jobs(after id: JobID?, limit: Int) async throws(StoreError) -> [Job]

    /// Takes jobs that are due at `now`, those that are due longest first: each gets a lease, a higher token and one
    /// more attempt.
    func take(_ request: JobRequest, now: Timestamp) async throws(StoreError) -> [Job]

    /// Moves the end of a lease.
    func renew(_ claim: JobClaim, expires: Timestamp) async throws(StoreError)

    /// Keeps progress and moves the end of the lease; the attempts begin anew at 1.
    func save(_ claim: JobClaim, payload: [UInt8], expires: Timestamp) async throws(StoreError)

    func settle(_ claim: JobClaim, _ settlement: JobSettlement) async throws(StoreError)

    /// Makes the jobs ready that wait for this vault's opening.
    ///
    /// Costs a look and no write when there is none.
    /// - Returns: how many.
    func wake(_ subject: VaultID, now: Timestamp) async throws(StoreError) -> Int

    /// Brings a dead job back: ready now, attempts from 0.
    ///
    /// - Returns: false when there is no such job or it is not dead.
    func revive(_ id: JobID, now: Timestamp) async throws(StoreError) -> Bool

    /// Deletes whatever is queued for a vault, in whatever state; who holds one of them finds a conflict.
    func deleteAll(of subject: VaultID) async throws(StoreError)
}

/// Bounds of a listing, the same in every store.
package enum JobListing {
    package static let limitMaximum = 1000
}
