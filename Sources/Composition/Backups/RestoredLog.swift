import AuditTrail
import Backup
import Identity
import KeyService
import Primitives
import SQLiteStore
import TransparencyLog

/// Gives the log of a data directory that is being restored its new identity, before anybody can start on it.
///
/// The ring is at hand here, since the backup needed it; and the directory gets its place in one step when all is done.
/// So no mark is left for the first start, which somebody could take away or a crash could find half used.
///
/// - Source: docs/spec/transparency-log.md §16.
enum RestoredLog {
    /// - Parameters:
    ///   - staging: its stores were made and checked, and are nobody else's.
    ///   - configuration: names a log where the backup holds none.
    ///   - keys: the key service.
    ///   - backup: what is being restored.
    ///   - fetches: the uses of the key service so far.
    ///   - deletions: accounts that ended since the backup was made.
    ///   - published: checkpoints that were published, which the log must reach or be told to leave out.
    /// - Throws: ``RestoreError``.
    static func succeed(
        in staging: DataDirectory,
        _ configuration: Configuration,
        keys: RestoreKeys,
        backup: SealedBackup,
        fetches: [KeyFetch],
        deletions: [[UInt8]],
        published: PublishedNotes
    ) async throws(RestoreError) {
        let stores: SQLiteStores
        do {
            stores = try SQLiteStores.open(
                directory: staging.path,
                environment: configuration.environment,
                region: configuration.region
            )
        } catch { throw .backup(.store(error)) }
        let outcome: Result<Void, RestoreError>
        do throws(RestoreError) {
            outcome = .success(try await succeed(stores, configuration, keys, backup, fetches, deletions, published))
        } catch { outcome = .failure(error) }
        do { try await stores.close() } catch { throw .backup(.store(error)) }
        try outcome.get()
    }

    private static func succeed(
        _ stores: SQLiteStores,
        _ configuration: Configuration,
        _ keys: RestoreKeys,
        _ backup: SealedBackup,
        _ fetches: [KeyFetch],
        _ deletions: [[UInt8]],
        _ published: PublishedNotes
    ) async throws(RestoreError) {
        let audit = AuditTrail(store: stores.log)
        let ring = KeyEncryptionKeyRing(
            keyManagement: keys.client,
            store: stores.metadata,
            environment: configuration.environment,
            region: configuration.region,
            customerKeyID: keys.customerKeyID,
            now: SystemClock.now,
            onFetch: { fetch throws(KeyRingError) in try await audit.record(fetch) }
        )
        defer { ring.wipeAll() }
        func records(_ kind: StoreHeader.Kind, _ store: SQLiteRecordStore, _ use: KEKUse) -> SealedRecords {
            let header = StoreHeader(
                kind: kind,
                environment: configuration.environment,
                region: configuration.region
            )
            return SealedRecords(store: store, ring: ring, header: header, use: use)
        }
        let metadata = records(.metadata, stores.metadata, .metadata)
        do {
            for fetch in fetches { try await audit.record(fetch) }
            let head = try await audit.openSuccessor(
                keys: LogKeys(records: records(.activity, stores.activity, .log)),
                origin: configuration.name + "/log",
                heads: HistoryHeads(records: metadata),
                cadence: LogCadence(intervalMilliseconds: Int64(configuration.logIntervalSeconds) * 1000, step: 1),
                known: try await known(metadata, backup.manifest),
                published: published,
                backup: backup.digest,
                at: SystemClock.now()
            )
            try await LogHead.replace(with: head, in: metadata)
            // Before anybody can start on it.
            try await DeletionReplay(
                records: metadata,
                store: stores.metadata,
                index: BlindIndex(ring: ring)
            ).apply(deletions)
            try await audit.rememberHistories()
        } catch AuditError.olderLog(let held, let newest) {
            throw .olderLog(missing: newest - held, since: backup.manifest.made)
        } catch let error as AuditError {
            throw .log(error)
        } catch let error as SealedRecordError {
            throw .log(.keys(error))
        } catch {
            throw .log(.starting)
        }
    }

    /// The heads that the log must hold or continue: that of the metadata store, and that of the manifest.
    private static func known(_ metadata: SealedRecords, _ manifest: BackupManifest) async throws -> [TreeHead] {
        var heads = try await LogHead.read(from: metadata).map { [$0] } ?? []
        if !manifest.logHead.isEmpty {
            do { heads.append(try UnverifiedCheckpoint(parsing: manifest.logHead).claimedHead) } catch {
                throw AuditError.log(.damaged(.checkpoint(error)))
            }
        }
        return heads
    }
}
