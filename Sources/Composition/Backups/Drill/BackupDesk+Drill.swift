import Backup
import Glibc
import KeyService
import Primitives
import SQLiteStore
import Vault

/// Restores the newest backup into a scratch place and looks at what came out.
///
/// - Source: docs/spec/backup.md §12.
extension BackupDesk {
    private static let drillPrefix = "drill-"
    /// Indexes and what pages do not fill.
    private static let spareByteCount = 64 << 20
    /// A canary that was renewed longer ago does not tell one day's copy from the next.
    private static let canarySeconds: Int64 = 26 * 3600

    /// How the last drill ended, and since when there could be one.
    nonisolated func drillStanding() async throws -> DrillStanding {
        let last: DrillRecord? = try await surroundings.metadata.read(DrillRecord.key)?.value
        return DrillStanding(last: last, since: try await surroundings.canary.record()?.made)
    }

    /// Starts a drill with the newest whole backup below `target`; nil while something else runs.
    func startDrill(in target: String) -> BackupWork? {
        start { [self] work in .drilled(try await drill(in: target) { work.advance($0) }) }
    }

    /// Starts a drill in the configured directory when the last one is a day old, or failed an hour ago; nil while
    /// something else runs, or there is no backup.
    func startDrillIfDue() async throws -> BackupWork? {
        guard let target = target(nil), latest?.isRunning != true,
            try await drillStanding().isDue(at: surroundings.now()), try await catalogue(target).newest() != nil
        else { return nil }
        return startDrill(in: target)
    }

    private nonisolated func drill(
        in target: String,
        progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws -> DrillReport {
        guard let newest = try await catalogue(target).newest() else { throw BackupError.notABackup }
        let begun = surroundings.now()
        try removeAbandoned(Self.drillPrefix)
        let place = "\(surroundings.directory.run)/\(Self.drillPrefix)\(newest.manifest.id.text)"
        guard unsafe mkdir(place, 0o700) == 0 else { throw BackupError.system(errno) }
        var failure: DrillFailure?
        do {
            try await restore(newest, of: catalogue(target), to: place, progress)
            try await compare(newest.manifest, in: place)
        } catch {
            failure = DrillFailure(error)
            // Stopped with the server: nothing was found out.
            if BackupError(wrapping: error) == .cancelled || Task.isCancelled {
                do { try StagedStores.remove(place) } catch {}
                throw BackupError.cancelled
            }
        }
        do { try StagedStores.remove(place) } catch { failure = failure ?? .system }
        let ended = surroundings.now()
        let record = DrillRecord(
            at: ended,
            backup: newest.manifest.id,
            backupMade: newest.manifest.made,
            failure: failure
        )
        do { try await surroundings.metadata.put(DrillRecord.key, record, expected: nil) } catch {
            throw BackupError.notRecorded
        }
        return DrillReport(
            name: newest.name,
            manifest: newest.manifest,
            ageSeconds: max(0, ended.seconds - newest.manifest.made.seconds),
            seconds: max(0, ended.seconds - begun.seconds),
            failure: failure
        )
    }

    private nonisolated func restore(
        _ newest: BackupCatalogue.Whole,
        of catalogue: BackupCatalogue,
        to place: String,
        _ progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws {
        let backup = try await catalogue.open(newest.name)
        let origin = backup.manifest.origin
        let needed = backup.manifest.files.values.reduce(Self.spareByteCount) { $0 + $1.contentByteCount }
        guard try Self.freeByteCount(place) >= needed else { throw DrillFailure.noRoom }
        let receiver = StoreBackupReceiver(
            directory: place,
            environment: origin.environment,
            region: origin.region,
            keepsFiles: true
        )
        try await backup.read(into: receiver, progress: progress)
        try await StagedStores.check(place, environment: origin.environment, region: origin.region)
    }

    /// Opens the canary vault in the copy, with the copy's own keys, and compares.
    private nonisolated func compare(_ manifest: BackupManifest, in place: String) async throws {
        guard let record = try await surroundings.canary.record() else { throw DrillFailure.canaryMissing }
        let origin = manifest.origin
        let stores = try SQLiteStores.open(
            directory: place,
            environment: origin.environment,
            region: origin.region
        )
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await compare(record, manifest, in: stores)) } catch { outcome = .failure(error) }
        try await stores.close()
        try outcome.get()
    }

    private nonisolated func compare(
        _ record: CanaryRecord,
        _ manifest: BackupManifest,
        in stores: SQLiteStores
    ) async throws {
        let origin = manifest.origin
        let ring = KeyEncryptionKeyRing(
            keyManagement: surroundings.keyManagement,
            store: stores.metadata,
            environment: origin.environment,
            region: origin.region,
            now: surroundings.now,
            onFetch: surroundings.auditor.fetched
        )
        let header = StoreHeader(kind: .metadata, environment: origin.environment, region: origin.region)
        let records = SealedRecords(store: stores.metadata, ring: ring, header: header, use: .metadata)
        let copy = CanaryVault.Place(journals: stores.vaults, records: records, ring: ring)
        let expected = record.marks.expected(at: manifest.made)
        let found = try await surroundings.canary.mark(among: expected, record, in: copy)
        guard let found else { throw DrillFailure.canaryOther }
        guard found.begun.adding(seconds: Self.canarySeconds) >= manifest.made else { throw DrillFailure.canaryStale }
    }

    private static func freeByteCount(_ path: String) throws(BackupError) -> Int {
        var facts = statvfs()
        // unsafe: the structure lives through the call, which fills at most its size.
        guard unsafe statvfs(path, &facts) == 0 else { throw .system(errno) }
        let (bytes, overflow) = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        return overflow ? .max : Int(clamping: bytes)
    }
}

extension DrillFailure {
    /// What an error means to whoever wants to know whether a restore would work.
    init(_ error: any Error) {
        switch error {
        case let error as DrillFailure: self = error
        case VaultError.notFound: self = .canaryMissing
        case VaultError.keyServiceUnavailable, VaultError.unrecorded: self = .keys
        case VaultError.store: self = .system
        case is VaultError: self = .canaryClosed
        case let error as SealedRecordError: self = error.isAboutKeys ? .keys : .unsound
        case let error as StoreError: self = error == .full ? .noRoom : .unsound
        default: self.init(BackupError(wrapping: error))
        }
    }

    private init(_ error: BackupError) {
        switch error {
        case .key, .keyEnded, .epochKeyMissing: self = .keys
        case .store(.full), .noRoom: self = .noRoom
        case .damagedPart, .store: self = .unsound
        case .system, .cancelled, .notRecorded: self = .system
        default: self = .altered
        }
    }
}

extension SealedRecordError {
    fileprivate var isAboutKeys: Bool { if case .key = self { true } else { false } }
}
