package import Primitives
import Synchronization

/// A job store that keeps everything in memory and forgets it with the process.
///
/// It passes the same contract as the durable store, durability excepted.
package final class InMemoryJobStore: JobStore {
    private let rows = Mutex<[JobID: Job]>([:])

    package init() {}

    package func add(_ job: Job) async throws(StoreError) {
        try rows.withLock { (rows: inout sending [JobID: Job]) throws(StoreError) in
            guard rows[job.id] == nil else { throw .conflict }
            let isTaken = rows.values.contains { $0.kind == job.kind && $0.unique == job.unique }
            guard job.unique == nil || !isTaken else { throw .notUnique }
            rows[job.id] = job
        }
    }

    package func job(_ id: JobID) async throws(StoreError) -> Job? { rows.withLock { $0[id] } }

    package func jobs(after id: JobID?, limit: Int) async throws(StoreError) -> [Job] {
        rows.withLock { rows in
            let following = rows.values.filter { job in
                guard let id else { return true }
                return (id.high, id.low) < (job.id.high, job.id.low)
            }
            let sorted = following.sorted { ($0.id.high, $0.id.low) < ($1.id.high, $1.id.low) }
            return Array(sorted.prefix(min(max(limit, 1), JobListing.limitMaximum)))
        }
    }

    package func take(_ request: JobRequest, now: Timestamp) async throws(StoreError) -> [Job] {
        rows.withLock { rows in
            let due = rows.values.compactMap { job in
                job.due.flatMap { $0 <= now && request.kinds.contains(job.kind) ? (due: $0, id: job.id) : nil }
            }
            let first = due.sorted { ($0.due, $0.id.high, $0.id.low) < ($1.due, $1.id.high, $1.id.low) }
            let expires = now.adding(seconds: request.leaseSeconds)
            return first.prefix(max(request.limit, 0)).compactMap { place in
                guard var job = rows[place.id] else { return nil }
                job.state = .leased(JobLease(holder: request.holder, expires: expires))
                job.fencingToken += 1
                job.attempts += 1
                rows[job.id] = job
                return job
            }
        }
    }

    package func renew(_ claim: JobClaim, expires: Timestamp) async throws(StoreError) {
        try change(claim) { $0.state = .leased(JobLease(holder: $1, expires: expires)) }
    }

    package func save(_ claim: JobClaim, payload: [UInt8], expires: Timestamp) async throws(StoreError) {
        try change(claim) { job, holder in
            job.state = .leased(JobLease(holder: holder, expires: expires))
            job.payload = payload
            job.attempts = 1
            job.failure = nil
        }
    }

    package func settle(_ claim: JobClaim, _ settlement: JobSettlement) async throws(StoreError) {
        try replace(claim) { job, _ in
            switch settlement {
            case .done: return nil
            case .again(let at, let payload, let attempts, let failure):
                job.state = .ready(notBefore: at)
                if let payload { job.payload = payload }
                job.attempts = attempts
                job.failure = failure
            case .waitForOpening(let payload):
                job.state = .waitingForOpening
                job.payload = payload
                job.attempts = 0
                job.failure = nil
            case .dead(let failure):
                job.state = .dead(failure)
                job.failure = failure
            }
            return job
        }
    }

    package func wake(_ subject: VaultID, now: Timestamp) async throws(StoreError) -> Int {
        rows.withLock { rows in
            let waiting = rows.values.filter { $0.subject == subject && $0.state == .waitingForOpening }
            for job in waiting { rows[job.id]?.state = .ready(notBefore: now) }
            return waiting.count
        }
    }

    package func revive(_ id: JobID, now: Timestamp) async throws(StoreError) -> Bool {
        rows.withLock { rows in
            guard let job = rows[id], case .dead = job.state else { return false }
            rows[id]?.state = .ready(notBefore: now)
            rows[id]?.attempts = 0
            return true
        }
    }

    package func deleteAll(of subject: VaultID) async throws(StoreError) {
        rows.withLock { rows in rows = rows.filter { $0.value.subject != subject } }
    }

    private func change(_ claim: JobClaim, _ body: (inout Job, [UInt8]) -> Void) throws(StoreError) {
        try replace(claim) { job, holder in
            body(&job, holder)
            return job
        }
    }

    /// `body` gives nil to delete the job.
    private func replace(_ claim: JobClaim, _ body: (inout Job, [UInt8]) -> Job?) throws(StoreError) {
        try rows.withLock { (rows: inout sending [JobID: Job]) throws(StoreError) in
            guard var job = rows[claim.id], job.fencingToken == claim.fencingToken, case .leased(let lease) = job.state
            else { throw .conflict }
            rows[claim.id] = body(&job, lease.holder)
        }
    }
}
