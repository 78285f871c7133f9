import Identity
import Jobs
import Primitives
import Vault
import Web

/// Makes the archive of one vault, while its owner is there.
///
/// - Source: docs/spec/archives.md §4.
struct ArchiveHandler: JobHandler {
    static let name: JobKind = "archives.make"
    /// Until something that she chose is looked at again.
    private static let laterSeconds: Int64 = 30

    let kind = ArchiveHandler.name
    let maker: ArchiveMaker

    func step(_ job: Job) async throws -> JobStepResult {
        guard let vault = job.subject else { return .fail(.payload) }
        return switch try await maker.step(vault) {
        case .more: .more([])
        case .done: .done
        case .locked: .waitForOpening([])
        case .later: .later([], seconds: Self.laterSeconds)
        }
    }
}

/// Deletes archives whose time is up, and sees that each that is being made has its job.
///
/// - Source: docs/spec/archives.md §7.
struct ArchiveSweep: JobHandler {
    static let schedule = JobSchedule("archives.sweep", everySeconds: 600)

    let kind = ArchiveSweep.schedule.kind
    let identity: IdentityService
    let jobs: JobQueue

    func step(_ job: Job) async throws -> JobStepResult {
        let (making, failure) = try await identity.sweepArchives()
        for vault in making { _ = try await ArchiveJobs.queue(vault, jobs) }
        if let failure { throw failure }
        return .done
    }
}

/// The jobs of archives: one for each vault.
enum ArchiveJobs {
    /// Whether there was none and is one now.
    static func queue(_ vault: VaultID, _ jobs: JobQueue) async throws(StoreError) -> Bool {
        try await jobs.add(ArchiveHandler.name, subject: vault, unique: vault.bytes) != nil
    }

    /// Queues the work for a vault; where there is a job already it goes on, also one that was given up.
    static func add(_ vault: VaultID, to jobs: JobQueue) async throws(StoreError) {
        guard try await !queue(vault, jobs) else { return }
        try await jobs.wake(subject: vault)
        var last: JobID?
        repeat {
            let page = try await jobs.jobs(after: last, limit: JobListing.limitMaximum)
            for job in page where job.kind == ArchiveHandler.name && job.subject == vault {
                if case .dead = job.state { _ = try await jobs.retry(job.id) }
                return
            }
            last = page.count == JobListing.limitMaximum ? page.last?.id : nil
        } while last != nil
    }
}
