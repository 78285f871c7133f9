import Assurance
import Backup
import Primitives

/// RUN-6: how old the newest whole backup is, and whether what opens it dies in time and not before.
struct BackupCheck: PromiseCheck {
    let promise = PromiseID.run6
    let method =
        "Has the key service open the sealed manifest of the newest backup in the configured directory (once a day for "
        + "each), compares the length of every file with it, sees that the backup brings the keys that a restore here "
        + "would need, and reads when it was made: at most 26 hours ago, and not ahead of the clock. Reads how "
        + "the last drill ended, which restored a backup into a scratch place and opened a vault in it: likewise. "
        + "Looks how old the keys of backups are, of which none may see day 23, and that keeper's own backup is there "
        + "and holds them."
    /// Where backups lie; nil when none was configured.
    let catalogue: BackupCatalogue?
    let means: RestoreMeans
    /// What is known of drills.
    let drills: @Sendable () async throws -> DrillStanding
    let now: Now
    /// Of the keys that end.
    let keys: @Sendable (BackupEpoch?) async throws -> [Evidence]

    init(
        catalogue: BackupCatalogue?,
        means: RestoreMeans,
        drills: @escaping @Sendable () async throws -> DrillStanding,
        now: @escaping Now,
        keys: @escaping @Sendable (BackupEpoch?) async throws -> [Evidence] = { _ in [] }
    ) {
        self.catalogue = catalogue
        self.means = means
        self.drills = drills
        self.now = now
        self.keys = keys
    }

    /// A day, and two hours for making it.
    static let hoursMaximum: Int64 = 26

    func run() async throws -> PromiseFinding {
        guard let catalogue else { return PromiseFinding(.notInDeployment(.noBackupDirectory)) }
        guard let newest = try await catalogue.newest() else {
            return PromiseFinding([Evidence("Newest whole backup", "none", isAsPromised: false)])
        }
        let manifest = newest.manifest
        // The catalogue lets a clock be a little behind.
        let age = max(0, now().milliseconds - manifest.made.milliseconds) / 60_000
        let isFresh = age <= Self.hoursMaximum * 60
        let evidence = [
            Evidence("Newest whole backup", "\(age / 60) h \(age % 60) min old", isAsPromised: isFresh),
            try means.evidence(of: newest, in: catalogue),
            Evidence("Sealed files in it", "\(manifest.files.count)", isAsPromised: !manifest.files.isEmpty),
            drillEvidence(try await drills()),
        ]
        return PromiseFinding(evidence + (try await keys(newest.header.epoch)))
    }

    /// Nobody expects one before there was time for it.
    private func drillEvidence(_ standing: DrillStanding) -> Evidence {
        let what = "Last drill of a restore"
        let moment = now()
        guard let last = standing.last else {
            let limit = standing.since?.adding(seconds: Self.hoursMaximum * 3600)
            return Evidence(what, "none yet", isAsPromised: limit.map { moment <= $0 } ?? true)
        }
        if let failure = last.failure { return Evidence(what, failure.sentence, isAsPromised: false) }
        let minutes = max(0, moment.milliseconds - last.at.milliseconds) / 60_000
        let isFresh = minutes <= Self.hoursMaximum * 60 && last.at <= moment.adding(seconds: 300)
        return Evidence(
            what,
            "everything came back, \(minutes / 60) h \(minutes % 60) min ago",
            isAsPromised: isFresh
        )
    }
}
