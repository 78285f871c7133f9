import Assurance
import Jobs
import KeyService
import Primitives

/// KEY-2: how old each key-encryption key is, and whether what was sealed under older ones gets on.
struct KeyRotationCheck: PromiseCheck {
    let promise = PromiseID.key2
    let method =
        "Reads the age of every key-encryption key, and whether anything is still sealed under one that was replaced "
        + "more than a week ago."
    let rotation: KeyRotation
    /// The job that looks at the ages by itself; nil where no server has run yet.
    let schedule: @Sendable () async throws(StoreError) -> Job?
    let now: Now

    init(
        rotation: KeyRotation,
        schedule: @escaping @Sendable () async throws(StoreError) -> Job?,
        now: @escaping Now
    ) {
        self.rotation = rotation
        self.schedule = schedule
        self.now = now
    }

    /// Of this installation.
    init(_ services: AppServices) {
        let jobs = services.jobs
        self.init(
            rotation: services.rotation,
            schedule: { () async throws(StoreError) in try await KeyJobs.job(KeyJobs.schedule.kind, in: jobs) },
            now: SystemClock.now
        )
    }

    /// A day beyond the 90: the machine may have been off when the time came.
    private static let ageSecondsMaximum = KeyRotation.lifetimeSeconds + 86_400
    private static let rewrapSecondsMaximum: Int64 = 7 * 86_400

    func run() async throws -> PromiseFinding {
        let standings = try await rotation.standings()
        let evidence = standings.map(age)
        return PromiseFinding(evidence + standings.flatMap(leftovers) + [try await lastLook()])
    }

    private func age(_ key: KeyStanding) -> Evidence {
        let seconds = now().seconds - key.newest.made.seconds
        let days = "version \(key.newest.version), \(seconds / 86_400) days old"
        guard key.nextRotation != nil else {
            return Evidence("Key \(key.use.name)", "\(days), pinned: handles are found by it", isAsPromised: true)
        }
        return Evidence("Key \(key.use.name)", days, isAsPromised: seconds <= Self.ageSecondsMaximum)
    }

    /// Old versions that something is still under.
    private func leftovers(_ key: KeyStanding) -> [Evidence] {
        key.old.compactMap { old in
            guard old.unusedSince == nil, let retired = old.retired else { return nil }
            let seconds = now().seconds - retired.seconds
            return Evidence(
                "Still under version \(old.version) of key \(key.use.name)",
                "replaced \(seconds / 86_400) days ago",
                isAsPromised: seconds <= Self.rewrapSecondsMaximum
            )
        }
    }

    private func lastLook() async throws(StoreError) -> Evidence {
        let what = "The job that rotates them"
        guard let job = try await schedule() else {
            return Evidence(what, "begins when the server runs", isAsPromised: true)
        }
        guard let failure = job.failure else { return Evidence(what, "fine", isAsPromised: true) }
        return Evidence(what, "failed: \(failure.name)", isAsPromised: failure == .attempt)
    }
}
