import Assurance
import Backup
import Primitives

/// RUN-6: how old the newest whole backup is.
struct BackupCheck: PromiseCheck {
    let promise = PromiseID.run6
    let method =
        "Opens the sealed manifest of the newest backup in the configured directory, compares the length of every file "
        + "with it, and reads when it was made: at most 26 hours ago."
    /// Where backups lie; nil when none was configured.
    let catalogue: BackupCatalogue?
    let now: Now

    /// A day, and two hours for making it.
    static let hoursMaximum: Int64 = 26

    func run() async throws -> PromiseFinding {
        guard let catalogue else { return PromiseFinding(.notInDeployment(.noBackupDirectory)) }
        guard let newest = try await catalogue.newest() else {
            return PromiseFinding([Evidence("Newest whole backup", "none", isAsPromised: false)])
        }
        let manifest = newest.backup.manifest
        let age = (now().milliseconds - manifest.made.milliseconds) / 60_000
        let isFresh = age <= Self.hoursMaximum * 60
        return PromiseFinding([
            Evidence("Newest whole backup", "\(age / 60) h \(age % 60) min old", isAsPromised: isFresh),
            Evidence("Sealed files in it", "\(manifest.files.count)", isAsPromised: !manifest.files.isEmpty),
        ])
    }
}
