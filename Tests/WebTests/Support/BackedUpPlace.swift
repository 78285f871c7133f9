import Assurance
import Backup
import Foundation
import KeyService
import Primitives
import TestSupport
import Testing

@testable import Composition

/// A directory for backups of an installation in memory, and the check that looks at it.
struct BackedUpPlace: Sendable {
    private static let time = Timestamp(seconds: 1_795_266_900)

    private let directory: TemporaryDirectory
    private let keyManagement: InMemoryKeyManagement
    private let ring: KeyEncryptionKeyRing
    private let ledger: BackupLedger
    private let records: SealedRecords
    private let source = InMemoryBackupSource()

    private var target: String { directory.path("backups") }

    init() throws {
        directory = try TemporaryDirectory("promise")
        keyManagement = InMemoryKeyManagement(now: { Self.time })
        let store = InMemoryRecordStore()
        ring = KeyEncryptionKeyRing(
            keyManagement: keyManagement,
            store: store,
            environment: "test",
            region: "here",
            now: { Self.time },
            onFetch: { _ in }
        )
        records = SealedRecords(
            store: store,
            ring: ring,
            header: StoreHeader(kind: .metadata, environment: "test", region: "here"),
            use: .metadata
        )
        ledger = BackupLedger(records: records)
    }

    /// Keeper's directory, with the file of a customer key under a root key.
    ///
    /// `brings`: which root key the file in the next backup is under; nil for none in it.
    func keeper(rootKey: UInt8, brings other: UInt8?) async throws -> RestoreMeans {
        let id = try #require(try await ring.customerKeyID())
        func file(_ rootKey: UInt8) -> [UInt8] {
            Array("FKCKEY".utf8) + [0, 1] + [UInt8](repeating: rootKey, count: 16) + [UInt8](repeating: 9, count: 80)
        }
        let folder = directory.path("keeper-\(rootKey)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(file(rootKey)).write(to: URL(fileURLWithPath: "\(folder)/\(id).key"))
        source.set(keyFiles: other.map { [BackupKeyFile(name: "\(id).key", bytes: file($0))] } ?? [])
        return .rootKey(directory: folder)
    }

    func prepare() async throws {
        try await ring.prepare()
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
    }

    func epochs(now: @escaping Now) -> EpochKeys {
        EpochKeys(
            keyManagement: keyManagement,
            records: records,
            installation: StoreID(high: 1, low: 2),
            plan: .keeper,
            now: now,
            recorded: { _ in }
        )
    }

    func backUp() async throws -> String {
        let maker = BackupMaker(
            source: source,
            ring: ring,
            ledger: ledger,
            origin: BackupOrigin(installation: StoreID(high: 1, low: 2), environment: "test", region: "here"),
            epochs: epochs(now: { Self.time }),
            program: "test",
            now: { Self.time },
            makeID: { BackupID(high: 3, low: 4) },
            recorded: { _, _ in }
        )
        return try await maker.run(to: target, dataDirectory: directory.path("data")).name
    }

    /// The promise of backups, as it is found here.
    ///
    /// - `drill`: hours after the backup at which the last drill ended, and what it lacked; nil for none yet.
    /// - `canary`: hours after the backup since which there could be one; nil for not yet.
    func check(
        hoursLater hours: Int64 = 0,
        means: RestoreMeans = .elsewhere,
        drill: (hours: Int64, failure: DrillFailure?)? = (0, nil),
        canary: Int64? = 0
    ) async throws -> PromiseFinding {
        let now: Now = { Self.time.adding(seconds: hours * 3600) }
        let last = drill.map { drill in
            DrillRecord(
                at: Self.time.adding(seconds: drill.hours * 3600),
                backup: BackupID(high: 3, low: 4),
                backupMade: Self.time,
                failure: drill.failure
            )
        }
        let standing = DrillStanding(last: last, since: canary.map { Self.time.adding(seconds: $0 * 3600) })
        let catalogue = BackupCatalogue(
            directory: target,
            environment: "test",
            region: "here",
            keyManagement: keyManagement,
            now: now,
            onFetch: { _ in }
        )
        return try await BackupCheck(catalogue: catalogue, means: means, drills: { standing }, now: now).run()
    }

    /// Shortens a file of a backup.
    func cutOff(_ name: String) throws {
        let file = URL(fileURLWithPath: "\(target)/\(name)/vaults")
        try Data(contentsOf: file).dropLast().write(to: file)
    }
}
