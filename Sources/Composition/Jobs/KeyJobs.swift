import Jobs
import KeyService
import Primitives

/// The background work of key rotation.
///
/// - Source: docs/spec/key-rotation.md.
enum KeyJobs {
    /// Looks at the age of every key; often enough that none is older than 90 days by more than this.
    static let schedule = JobSchedule("keys.check", everySeconds: 6 * 3600)
    static let rewrapKind: JobKind = "keys.rewrap"
    /// One pass through the stores serves all keys at once.
    static let rewrapUnique = Array("pass".utf8)

    /// Queues a pass through the stores, unless one is under way; one that was given up goes on.
    static func addRewrap(to jobs: JobQueue) async throws(StoreError) {
        guard try await jobs.add(rewrapKind, unique: rewrapUnique) == nil else { return }
        guard let job = try await job(rewrapKind, in: jobs), case .dead = job.state else { return }
        _ = try await jobs.retry(job.id)
    }

    /// The pass that is queued or under way, if any; nil bytes of a new one count as none.
    static func rewrapUnderWay(_ jobs: JobQueue) async throws(StoreError) -> (job: Job, pass: RewrapPass?)? {
        guard let job = try await job(rewrapKind, in: jobs) else { return nil }
        do { return (job, try RewrapPass(decoding: job.payload)) } catch { return (job, nil) }
    }

    /// The first job of a kind in the queue.
    static func job(_ kind: JobKind, in jobs: JobQueue) async throws(StoreError) -> Job? {
        var last: JobID?
        repeat {
            let page = try await jobs.jobs(after: last, limit: JobListing.limitMaximum)
            if let job = page.first(where: { $0.kind == kind }) { return job }
            last = page.count == JobListing.limitMaximum ? page.last?.id : nil
        } while last != nil
        return nil
    }
}

/// Rotates the keys that are old enough, and has old versions seen to.
struct KeyCheckHandler: JobHandler {
    let kind = KeyJobs.schedule.kind
    let rotation: KeyRotation
    let jobs: JobQueue

    func step(_ job: Job) async throws -> JobStepResult {
        for use in try await rotation.due() { try await rotation.rotate(use) }
        if try await rotation.isRewrapDue() { try await KeyJobs.addRewrap(to: jobs) }
        return .done
    }
}

/// Seals anew what is under old versions, a batch at a time, and destroys those that nothing needs.
struct KeyRewrapHandler: JobHandler {
    let kind = KeyJobs.rewrapKind
    /// Tried for about a day: the key service or the log may be away for hours.
    let attemptMaximum: UInt32 = 32
    let rotation: KeyRotation

    func step(_ job: Job) async throws -> JobStepResult {
        let pass: RewrapPass
        if job.payload.isEmpty {
            pass = rotation.newPass()
        } else {
            do { pass = try RewrapPass(decoding: job.payload) } catch { throw JobFailure.payload }
        }
        switch try await rotation.step(pass) {
        case .more(let next): return .more(next.encode())
        case .later(let next, let seconds): return .later(next.encode(), seconds: seconds)
        case .done: return .done
        }
    }
}
