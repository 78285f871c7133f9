import AuditTrail
package import Backup
import Glibc
package import KeyService
package import Primitives
package import SQLiteStore

/// Makes, checks and lists the backups of the running installation: one piece of work at a time.
package actor BackupDesk {
    package struct Surroundings: Sendable {
        let stores: SQLiteStores
        let ring: KeyEncryptionKeyRing
        let keyManagement: any DatedKeyManagement
        let metadata: SealedRecords
        let configuration: Configuration
        let directory: DataDirectory
        let now: Now
        let auditor: BackupAuditor
        let canary: CanaryVault
        let keptKeys: KeptKeys

        /// - Parameters:
        ///   - stores: what is copied.
        ///   - ring: lends the backup KEK.
        ///   - keyManagement: opens the keys of backups by what their headers carry.
        ///   - metadata: keeps the ledger.
        ///   - configuration: of the installation.
        ///   - directory: its data directory.
        ///   - now: the time.
        ///   - auditor: writes what happens to backups into the log.
        ///   - canary: renewed before each backup.
        ///   - keptKeys: keeper's own backup.
        package init(
            stores: SQLiteStores,
            ring: KeyEncryptionKeyRing,
            keyManagement: any DatedKeyManagement,
            metadata: SealedRecords,
            configuration: Configuration,
            directory: DataDirectory,
            now: @escaping Now,
            auditor: BackupAuditor,
            canary: CanaryVault,
            keptKeys: KeptKeys
        ) {
            self.stores = stores
            self.ring = ring
            self.keyManagement = keyManagement
            self.metadata = metadata
            self.configuration = configuration
            self.directory = directory
            self.now = now
            self.auditor = auditor
            self.canary = canary
            self.keptKeys = keptKeys
        }
    }

    /// A backup is due when the newest is so old; the promise leaves two hours to look and to make it.
    private static let dueSeconds: Int64 = 24 * 3600
    private static let checkPrefix = "check-"

    let surroundings: Surroundings
    private let opened = OpenedBackups()
    private var work: BackupWork?
    private var task: Task<Void, Never>?

    package init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    /// As the services of an app instance join it.
    static func of(
        _ stores: SQLiteStores,
        _ ring: KeyEncryptionKeyRing,
        _ keyManagement: any DatedKeyManagement,
        _ metadata: SealedRecords,
        _ configuration: Configuration,
        _ environment: [String: String],
        _ directory: DataDirectory,
        _ audit: AuditTrail,
        _ canary: CanaryVault
    ) -> BackupDesk {
        BackupDesk(
            Surroundings(
                stores: stores,
                ring: ring,
                keyManagement: keyManagement,
                metadata: metadata,
                configuration: configuration,
                directory: directory,
                now: SystemClock.now,
                auditor: BackupAuditor(audit),
                canary: canary,
                keptKeys: KeptKeys(
                    configuration,
                    environment: environment,
                    directory: directory,
                    now: SystemClock.now
                )
            )
        )
    }

    /// Which key versions backups need; see ``BackupLedger/neededVersions()``.
    package nonisolated var ledger: BackupLedger { BackupLedger(records: surroundings.metadata) }

    /// The directory that was named, or the configured one.
    nonisolated func target(_ named: String?) -> String? { named ?? surroundings.configuration.backupDirectory }

    /// The last piece of work, running or ended.
    var latest: BackupWork? { work }

    /// Starts to make a backup below `target`; nil while something else runs.
    func startMaking(in target: String) -> BackupWork? {
        start { [self] work in .made(try await make(in: target) { work.advance($0) }) }
    }

    /// Starts to read a backup through; nil while something else runs.
    ///
    /// `folder`: nil for the newest whole one below `target`.
    func startChecking(_ folder: String?, in target: String?) -> BackupWork? {
        start { [self] work in .checked(try await check(folder, in: target) { work.advance($0) }) }
    }

    /// Starts a backup in the configured directory when the newest one there is a day old, or else deletes those there
    /// whose time is up.
    ///
    /// Another piece of work that is running is not waited for: the next call comes.
    ///
    /// - Returns: the work; nil when nothing is due or configured.
    func startIfDue() async throws(BackupError) -> BackupWork? {
        guard let target = target(nil), work?.isRunning != true else { return nil }
        let retention = retention(in: target)
        try await retention.reconcile()
        let newest = try await catalogue(target).newest()
        let limit = surroundings.now().adding(seconds: -Self.dueSeconds)
        guard let newest, newest.manifest.made > limit else { return startMaking(in: target) }
        guard try await retention.isDue() else { return nil }
        return start { work in .tidied(try await retention.run { work.advance($0) }) }
    }

    /// Deletes one backup below `target`, whole or not.
    ///
    /// - Throws: ``BackupError``.
    nonisolated func delete(_ name: String, in target: String, evenNewest: Bool) async throws(BackupError) {
        try await retention(in: target).delete(name, mayBeNewest: evenNewest)
    }

    /// As ``startIfDue()``, and waits for the end.
    ///
    /// - Returns: what was made; nil when nothing was due or configured.
    package func runIfDue() async throws(BackupError) -> FinishedBackup? {
        guard let work = try await startIfDue() else { return nil }
        await task?.value
        switch work.state {
        case .made(let backup): return backup
        case .failed(let error): throw error
        case .running, .checked, .tidied, .drilled: return nil
        }
    }

    /// Stops what is running and waits for it; nothing of an unfinished backup is left.
    package func stop() async {
        task?.cancel()
        await task?.value
    }

    nonisolated func catalogue(_ directory: String) -> BackupCatalogue {
        BackupCatalogue(
            directory: directory,
            environment: surroundings.configuration.environment,
            region: surroundings.configuration.region,
            keyManagement: surroundings.keyManagement,
            opened: opened,
            now: surroundings.now,
            onFetch: surroundings.auditor.fetched
        )
    }

    private nonisolated func retention(in target: String) -> BackupRetention {
        BackupRetention(
            catalogue: catalogue(target),
            ledger: ledger,
            days: surroundings.configuration.backupDays,
            now: surroundings.now,
            recorded: surroundings.auditor.deleted
        )
    }

    func start(
        _ body: @escaping @Sendable (BackupWork) async throws -> BackupWork.State
    ) -> BackupWork? {
        guard work?.isRunning != true else { return nil }
        let started = BackupWork(number: (work?.number ?? 0) + 1)
        work = started
        // Ended by `stop()`, which the services call before they close the stores.
        task = Task.detached {
            do { started.end(try await body(started)) } catch { started.end(.failed(BackupError(wrapping: error))) }
        }
        return started
    }

    /// Writes what a restore must not bring back into the configured directory.
    ///
    /// - `deletions`: tombstones; none removes what was there.
    /// - Returns: whether it stands there now; not where none is configured, or no backup was made there.
    nonisolated func write(deletions: [[UInt8]]) async throws(BackupError) -> Bool {
        guard let target = target(nil) else { return false }
        let directory = surroundings.directory
        let keyFiles: [BackupKeyFile]
        do { keyFiles = try KeeperFiles.read(directory.keeper) } catch { throw BackupError(wrapping: error) }
        return try await DeletionsFolder(maker: maker).write(
            deletions,
            keyFiles: keyFiles,
            to: target,
            dataDirectory: directory.path
        )
    }

    private nonisolated func make(
        in target: String,
        progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(BackupError) -> FinishedBackup {
        // A backup without a new mark is better than none: the drill finds that the mark is old.
        do { try await surroundings.canary.renew() } catch {}
        return try await maker.run(to: target, dataDirectory: surroundings.directory.path, progress: progress)
    }

    private nonisolated var maker: BackupMaker {
        let (configuration, directory) = (surroundings.configuration, surroundings.directory)
        return BackupMaker(
            source: StoreBackupSource(stores: surroundings.stores, keysDirectory: directory.keeper),
            ring: surroundings.ring,
            ledger: ledger,
            origin: BackupOrigin(
                installation: directory.installation,
                environment: configuration.environment,
                region: configuration.region
            ),
            epochs: epochKeys,
            keepKeys: { [self] epoch, target in
                try surroundings.keptKeys.keep(epoch, beside: target)
                try await writeCheckpoint(beside: target)
            },
            program: Program.version,
            now: surroundings.now,
            logHead: surroundings.auditor.checkpoint,
            makeID: {
                var random = SystemRandomNumberGenerator()
                return BackupID.make(using: &random)
            },
            recorded: { [auditor = surroundings.auditor] _, digest in try await auditor.made(digest) }
        )
    }

    private nonisolated func check(
        _ folder: String?,
        in target: String?,
        progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(BackupError) -> CheckedBackup {
        let (name, backup) = try await find(folder, in: target)
        // Copies stay sealed as they are in the stores; they lie where the stores lie, and go when the look is over.
        let place = "\(surroundings.directory.run)/\(Self.checkPrefix)\(backup.header.id.text)"
        try removeAbandoned(Self.checkPrefix)
        guard unsafe mkdir(place, 0o700) == 0 else { throw .system(errno) }
        do throws(BackupError) {
            let origin = backup.manifest.origin
            let receiver = StoreBackupReceiver(
                directory: place,
                environment: origin.environment,
                region: origin.region,
                keepsFiles: false
            )
            try await backup.read(into: receiver, progress: progress)
            try await StagedStores.check(place, environment: origin.environment, region: origin.region)
        } catch {
            // The reason to tell is the first one; what is left goes at the next check.
            do { try StagedStores.remove(place) } catch {}
            throw error
        }
        try StagedStores.remove(place)
        return CheckedBackup(name: name, manifest: backup.manifest)
    }

    private nonisolated func find(
        _ folder: String?,
        in target: String?
    ) async throws(BackupError) -> (String, SealedBackup) {
        if let folder {
            let parts = folder.split(separator: "/")
            let parent = folder.hasPrefix("/") ? "/" + parts.dropLast().joined(separator: "/") : "."
            let name = parts.last.map(String.init) ?? ""
            return (name, try await catalogue(parent).open(name))
        }
        guard let target, let newest = try await catalogue(target).newest() else { throw .notABackup }
        return (newest.name, try await catalogue(target).open(newest.name))
    }

    /// Deletes the copies of checks or drills that were killed; this process runs one at a time.
    nonisolated func removeAbandoned(_ prefix: String) throws(BackupError) {
        let names: [String]
        do { names = try Folder.names(in: surroundings.directory.run) } catch { throw .system(error.code) }
        for name in names where name.hasPrefix(prefix) {
            try StagedStores.remove("\(surroundings.directory.run)/\(name)")
        }
    }
}
