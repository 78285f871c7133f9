import Assurance
import Backup
import Foundation
import KeyService
import Primitives
import TestSupport

@testable import Composition

/// A directory for backups of an installation in memory, and the check that looks at it.
struct BackedUpPlace: Sendable {
    private static let time = Timestamp(seconds: 1_795_266_900)

    private let directory: TemporaryDirectory
    private let keyManagement: InMemoryKeyManagement
    private let ring: KeyEncryptionKeyRing
    private let ledger: BackupLedger

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
        ledger = BackupLedger(
            records: SealedRecords(
                store: store,
                ring: ring,
                header: StoreHeader(kind: .metadata, environment: "test", region: "here"),
                use: .metadata
            )
        )
    }

    func prepare() async throws {
        try await ring.prepare()
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
    }

    func backUp() async throws -> String {
        let maker = BackupMaker(
            source: InMemoryBackupSource(),
            ring: ring,
            ledger: ledger,
            origin: BackupOrigin(installation: StoreID(high: 1, low: 2), environment: "test", region: "here"),
            program: "test",
            now: { Self.time },
            makeID: { BackupID(high: 3, low: 4) },
            recorded: { _, _ in }
        )
        return try await maker.run(to: target, dataDirectory: directory.path("data")).name
    }

    func check(hoursLater hours: Int64 = 0) async throws -> PromiseFinding {
        let catalogue = BackupCatalogue(
            directory: target,
            environment: "test",
            region: "here",
            keyManagement: keyManagement,
            now: { Self.time }
        )
        return try await BackupCheck(catalogue: catalogue, now: { Self.time.adding(seconds: hours * 3600) }).run()
    }

    /// Shortens a file of a backup.
    func cutOff(_ name: String) throws {
        let file = URL(fileURLWithPath: "\(target)/\(name)/vaults")
        try Data(contentsOf: file).dropLast().write(to: file)
    }
}
