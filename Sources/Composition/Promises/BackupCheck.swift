import Assurance
import Backup
import Primitives

/// RUN-6: how old the newest whole backup is.
struct BackupCheck: PromiseCheck {
    let promise = PromiseID.run6
    let method =
        "Has the key service open the sealed manifest of the newest backup in the configured directory (once a day for "
        + "each), compares the length of every file with it, sees that the backup brings the keys that a restore here "
        + "would need, and reads when it was made: at most 26 hours ago, and not ahead of the clock."
    /// Where backups lie; nil when none was configured.
    let catalogue: BackupCatalogue?
    let means: RestoreMeans
    let now: Now

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
        return PromiseFinding([
            Evidence("Newest whole backup", "\(age / 60) h \(age % 60) min old", isAsPromised: isFresh),
            try means.evidence(of: newest, in: catalogue),
            Evidence("Sealed files in it", "\(manifest.files.count)", isAsPromised: !manifest.files.isEmpty),
        ])
    }
}
