package import AuditTrail
import CPlatform
package import Egress
package import Identity
package import Jobs
import Keeper
package import KeyService
import Logging
package import NIOCore
package import Payments
import Primitives
package import SQLiteStore
package import Staff
import Sealing
package import Vault
import Web

/// Everything an app instance is made of, joined here and nowhere else.
///
/// No part looks another one up: each is handed what it needs by its initialiser.
package final class AppServices: Sendable {
    package let configuration: Configuration
    package let directory: DataDirectory
    package let stores: SQLiteStores
    package let ring: KeyEncryptionKeyRing
    package let metadata: SealedRecords
    package let registry: VaultRegistry
    package let identity: IdentityService
    package let staff: StaffService
    package let access: AccessService
    /// Nil where nothing is paid for.
    package let payments: PaymentDesk?
    package let audit: AuditTrail
    package let jobs: JobQueue
    package let backups: BackupDesk
    /// Nil where backups are copied nowhere.
    package let second: SecondDesk?
    let activityRecords: SealedRecords
    let writtenDeletions = WrittenDeletions()
    /// No vault opens and nothing is answered before it is in the log.
    let startLeaf: StartLeaf
    /// The one way to other hosts.
    package let egress: EgressClient
    let keyService: KeyServiceConnection
    private let stretcher: KeyStretcher

    /// Sign-ins that may wait for a core; a derivation takes tenths of a second, so the last waits for seconds.
    private static let stretchingQueueLimit = 16

    /// Opens the stores and joins the parts.
    ///
    /// Nothing here needs the key service yet: ``prepareKeys()`` does.
    ///
    /// - Parameters:
    ///   - configuration: read and checked.
    ///   - environment: of the process, for the credentials of AWS KMS where it is the key service.
    ///   - directory: prepared; this process or its parent holds its lock.
    ///   - group: the event loops of this process.
    ///   - coreCount: of the machine; passphrases are stretched on all of them but one.
    /// - Throws: ``StartError/store(_:)`` when a store does not open or is not ours.
    package init(
        _ configuration: Configuration,
        environment: [String: String],
        directory: DataDirectory,
        group: any EventLoopGroup,
        coreCount: Int
    ) throws(StartError) {
        self.configuration = configuration
        self.directory = directory
        stores = try Self.openStores(configuration, directory)
        egress = try EgressList.client(configuration, environment: environment, group: group)
        keyService = try KeyServiceConnection(
            configuration,
            environment: environment,
            directory: directory,
            egress: egress,
            group: group
        )
        let audit = AuditTrail(store: stores.log)
        self.audit = audit
        startLeaf = StartLeaf(audit: audit)
        ring = Self.ring(stores, keyService, configuration, audit)
        metadata = Self.records(.metadata, .metadata, stores.metadata, ring, configuration)
        activityRecords = Self.records(.activity, .activity, stores.activity, ring, configuration)
        payments = try Self.paymentDesk(configuration, metadata)
        let canary = CanaryVault(
            home: CanaryVault.Place(journals: stores.vaults, records: metadata, ring: ring),
            recorder: CanaryRecorder(recorder: audit, startLeaf: startLeaf),
            now: SystemClock.now
        )
        backups = .of(stores, ring, keyService.client, metadata, configuration, environment, directory, audit, canary)
        second = Self.secondDesk(configuration, environment, egress, metadata, directory, backups)
        // One core is left to those who are in: with derivations on both of two a page waited ten times as long.
        stretcher = KeyStretcher(width: max(1, coreCount - 1), queueLimit: Self.stretchingQueueLimit)
        jobs = JobQueue(store: stores.jobs, now: SystemClock.now, random: { UInt64.random(in: 0 ... .max) })
        let outerLock = KEKOuterLock(ring: ring)
        registry = Self.vaults(
            stores,
            metadata,
            outerLock,
            ContributingRecorder(
                recorder: StartedOpeningRecorder(recorder: audit, startLeaf: startLeaf, jobs: jobs),
                desk: AggregateDesk(records: metadata, now: SystemClock.now)
            ),
            byteCountLimit: configuration.vaultByteCountMaximum
        )
        staff = Self.staffService(metadata, audit, startLeaf, configuration)
        let authority = Self.escrowAuthority(staff, audit, keyService, configuration)
        let recorder = TrailAccountRecorder(audit: audit, waitForStart: startLeaf.waitForVault)
        identity = IdentityService(
            IdentityService.Surroundings(
                metadata: metadata,
                metadataStore: stores.metadata,
                journals: stores.vaults,
                registry: registry,
                outerLock: outerLock,
                index: BlindIndex(ring: ring),
                stretcher: stretcher,
                events: recorder,
                party: SiteAddress(name: configuration.name, httpsPort: configuration.port).relyingParty,
                escrow: authority,
                histories: recorder,
                otherStores: [stores.activity],
                // Until the last one is deleted: looked at every half hour.
                backupDays: configuration.backupDirectory == nil ? 0 : configuration.backupDays + 1,
                now: SystemClock.now
            )
        )
        access = .joining(staff, identity, audit, authority: authority)
    }

    private static func secondDesk(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ egress: EgressClient,
        _ metadata: SealedRecords,
        _ directory: DataDirectory,
        _ backups: BackupDesk
    ) -> SecondDesk? {
        let second = ConfiguredSecond(configuration, environment: environment, egress: egress) {
            guard let choice = configuration.backupSecond else { return false }
            do { return try await SecondDesk.record(choice, in: metadata)?.newest != nil } catch { return false }
        }
        return second.map { second in
            SecondDesk(
                second: second,
                desk: backups,
                metadata: metadata,
                directory: directory,
                days: configuration.backupDays,
                now: SystemClock.now
            )
        }
    }

    /// Makes the key-encryption keys of a new installation, shows that the key service answers, and opens the log,
    /// without which no key is lent to anyone.
    package func prepareKeys() async throws(StartError) {
        try await keyService.check()
        do {
            try await ring.prepare()
            // Where all keys exist, nothing was asked yet; what comes next depends on the answer.
            _ = try await ring.key(.metadata)
        } catch {
            throw .keys(error)
        }
        try await openLog()
    }

    /// Locks every vault, finishes what the stores have queued, and closes them.
    package func close() async throws {
        await second?.stop()
        await backups.stop()
        registry.lockAll()
        do {
            try await audit.rememberHistories()
        } catch {
            // Without keys, or before the log was open: the next checkpoint remembers them.
        }
        try await stretcher.shutDown()
        try await keyService.shutdown()
        try await egress.shutdown()
        try await stores.close()
    }

    /// The keys of this installation; each fetch of one is in the log before it is lent.
    private static func ring(
        _ stores: SQLiteStores,
        _ keyService: KeyServiceConnection,
        _ configuration: Configuration,
        _ audit: AuditTrail
    ) -> KeyEncryptionKeyRing {
        let alerts = KeyServiceAlerts(logger: Diagnostics.logger("keys"))
        return KeyEncryptionKeyRing(
            keyManagement: keyService.client,
            store: stores.metadata,
            environment: configuration.environment,
            region: configuration.region,
            customerKeyID: keyService.customerKeyID,
            cacheSeconds: Int64(configuration.keyCacheSeconds),
            now: SystemClock.now,
            onFetch: { fetch throws(KeyRingError) in
                alerts.note(fetch)
                try await audit.record(fetch)
            }
        )
    }

    private static func openStores(
        _ configuration: Configuration,
        _ directory: DataDirectory
    ) throws(StartError) -> SQLiteStores {
        do {
            return try SQLiteStores.open(
                directory: directory.path,
                environment: configuration.environment,
                region: configuration.region
            )
        } catch {
            throw .store(error)
        }
    }

    /// The keys of the log lie in the activity store, under a key-encryption key of their own.
    var logKeys: LogKeys {
        LogKeys(records: Self.records(.activity, .log, stores.activity, ring, configuration))
    }

    private static func records(
        _ kind: StoreHeader.Kind,
        _ use: KEKUse,
        _ store: SQLiteRecordStore,
        _ ring: KeyEncryptionKeyRing,
        _ configuration: Configuration
    ) -> SealedRecords {
        let header = StoreHeader(kind: kind, environment: configuration.environment, region: configuration.region)
        return SealedRecords(store: store, ring: ring, header: header, use: use)
    }
}
