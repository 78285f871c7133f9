import Assurance
import Backup
import Identity
import Primitives

/// DEL-3: for how long backups hold what was deleted.
struct BackupErasureCheck: PromiseCheck {
    let promise = PromiseID.del3
    let method =
        "Reads for how many days backups are kept and the longest grace: together at most 30. Reads the oldest backup "
        + "in the configured directory, and whether the folder beside the backups holds every deletion that one of "
        + "them may undo: a restore takes away what opens those accounts before anything is served."
    /// How the oldest backup lies there; nil where no directory is configured.
    let oldest: (@Sendable () async throws -> Timestamp?)?
    let days: Int
    /// How many deletions there are, and whether all of them stand beside the backups.
    let deletions: @Sendable () async throws -> (count: Int, areWritten: Bool)
    let now: Now

    /// The promise.
    static let dayMaximum = 30
    private static let daySeconds: Int64 = 86_400

    func run() async throws -> PromiseFinding {
        guard let oldest else { return PromiseFinding(.notInDeployment(.noBackupDirectory)) }
        // A day until the last one is looked at and deleted.
        let total = days + 1 + IdentityService.graceDayMaximum
        var evidence = [
            Evidence(
                "Backups are kept, and the longest grace",
                "\(days) and \(IdentityService.graceDayMaximum) days",
                isAsPromised: total <= Self.dayMaximum
            )
        ]
        if let made = try await oldest() {
            let age = (now().seconds - made.seconds) / Self.daySeconds
            evidence.append(
                Evidence("Oldest backup", "\(age) days old", isAsPromised: age <= Int64(days) + 1)
            )
        } else {
            evidence.append(Evidence("Oldest backup", "none yet", isAsPromised: true))
        }
        let found = try await deletions()
        evidence.append(
            Evidence(
                "Deletions that a restore replays",
                "\(found.count), \(found.areWritten ? "all beside the backups" : "not all beside the backups yet")",
                isAsPromised: found.areWritten
            )
        )
        return PromiseFinding(evidence)
    }
}
