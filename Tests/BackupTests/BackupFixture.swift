import Foundation
import KeyService
import Primitives
import Synchronization
import TestSupport

@testable import Backup

/// An installation in memory, and a directory for its backups.
struct BackupFixture: Sendable {
    let directory: TemporaryDirectory
    let source = InMemoryBackupSource()
    let clock = Clock()
    let keyManagement: InMemoryKeyManagement
    let ring: KeyEncryptionKeyRing
    let ledger: BackupLedger
    let records: SealedRecords
    /// What was handed to the log, in order.
    let leaves = Leaves()
    /// Uses of the key service for opening backups.
    let fetches = Fetches()
    let opened = OpenedBackups()

    var target: String { directory.path("backups") }
    var data: String { directory.path("data") }

    final class Clock: Sendable {
        private let time = Mutex(Timestamp(seconds: 1_795_266_900))

        var now: Now { { self.time.withLock { $0 } } }

        func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    final class Leaves: Sendable {
        private let all = Mutex<[[UInt8]]>([])
        private let failing = Mutex(false)

        var value: [[UInt8]] { all.withLock(\.self) }

        func append(_ digest: [UInt8]) throws {
            if failing.withLock(\.self) { throw StoreError.unavailable }
            all.withLock { $0.append(digest) }
        }

        func fail() { failing.withLock { $0 = true } }
    }

    final class Fetches: Sendable {
        private let all = Mutex<[KeyFetch]>([])
        private let failing = Mutex(false)

        var count: Int { all.withLock(\.count) }

        var recorder: KeyEncryptionKeyRing.FetchRecorder {
            { fetch throws(KeyRingError) in
                if self.failing.withLock(\.self) { throw .unrecorded }
                self.all.withLock { $0.append(fetch) }
            }
        }

        func fail() { failing.withLock { $0 = true } }
    }

    /// What was kept before a backup was written under a key, in order.
    let kept = Leaves()
    private let plan: EpochPlan

    /// `plan`: as keeper's, or as that of a key service elsewhere, which ends keys when it is told to.
    init(_ plan: EpochPlan = .keeper) async throws {
        self.plan = plan
        directory = try TemporaryDirectory("backup")
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
        let keys = InMemoryKeyManagement(now: clock.now, knowsEnds: plan.waitingDays == nil)
        keyManagement = keys
        let store = InMemoryRecordStore()
        ring = KeyEncryptionKeyRing(
            keyManagement: keys,
            store: store,
            environment: "test",
            region: "here",
            now: clock.now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        records = SealedRecords(
            store: store,
            ring: ring,
            header: StoreHeader(kind: .metadata, environment: "test", region: "here"),
            use: .metadata
        )
        ledger = BackupLedger(records: records)
    }

    /// Those whose end was seen become ``leaves``, by the ids of their keys.
    var epochs: EpochKeys {
        EpochKeys(
            keyManagement: keyManagement,
            records: records,
            installation: StoreID(high: 1, low: 2),
            plan: plan,
            now: clock.now,
            recorded: { [leaves] key in try leaves.append(Array(key.epoch.keyID.utf8)) }
        )
    }

    var maker: BackupMaker {
        let ids = Mutex(SystemRandomNumberGenerator())
        return BackupMaker(
            source: source,
            ring: ring,
            ledger: ledger,
            origin: BackupOrigin(installation: StoreID(high: 1, low: 2), environment: "test", region: "here"),
            epochs: epochs,
            keepKeys: { [kept] epoch, _ in try kept.append(Array(epoch.keyID.utf8)) },
            program: "test",
            now: clock.now,
            logHead: { Array("head".utf8) },
            makeID: { ids.withLock { BackupID.make(using: &$0) } },
            recorded: { [leaves] _, digest in try leaves.append(digest) }
        )
    }

    func run() async throws -> FinishedBackup { try await maker.run(to: target, dataDirectory: data) }

    func open(_ name: String, environment: String = "test", region: String = "here") async throws -> SealedBackup {
        try await SealedBackup.open(
            "\(target)/\(name)",
            environment: environment,
            region: region,
            keyManagement: keyManagement,
            now: clock.now,
            onFetch: fetches.recorder
        )
    }

    var catalogue: BackupCatalogue {
        BackupCatalogue(
            directory: target,
            environment: "test",
            region: "here",
            keyManagement: keyManagement,
            opened: opened,
            now: clock.now,
            onFetch: fetches.recorder
        )
    }

    /// As a job has it; what it deletes is among the ``leaves``.
    func retention(days: Int = 20) -> BackupRetention {
        BackupRetention(
            catalogue: catalogue,
            ledger: ledger,
            days: days,
            now: clock.now,
            recorded: { [leaves] digest in try leaves.append(digest) }
        )
    }

    /// Reads a backup to its end, keeping nothing.
    func read(_ name: String) async throws -> [BackupPart: [UInt8]] {
        let receiver = InMemoryBackupReceiver()
        try await open(name).read(into: receiver)
        return receiver.received
    }

    /// Fills every part: one empty, one short, one of several chunks, one of bytes that do not compress.
    func fill() {
        source.set(.metadata, Array("metadata of the installation".utf8))
        source.set(.activity, [])
        source.set(.vaults, (0..<400_000).map { UInt8(truncatingIfNeeded: $0 / 3000) })
        var random = SeededGenerator(seed: 7)
        source.set(.files, random.bytes(300_000))
        source.set(keyFiles: [
            BackupKeyFile(name: "a.key", bytes: [1, 2, 3]), BackupKeyFile(name: "aliases", bytes: [4]),
        ])
    }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: target).sorted() }
}

extension FileManager {
    /// Changes one bit of a file.
    func flip(_ path: String, at offset: Int) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[offset] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
