import Assurance
import Foundation
import KeyService
import Keeper
import Logging
import NIOPosix
import Primitives
import Synchronization
import TestSupport

@testable import Backup
@testable import Composition

/// A keeper on files, stores in memory, and backups of both, with a clock that a test turns.
final class BackupMachine: Sendable {
    private let directory: TemporaryDirectory
    private let server: KeeperServer
    private let ring: KeyEncryptionKeyRing
    private let records: SealedRecords
    private let source = InMemoryBackupSource()
    private let trials = Mutex(0)
    private let hasPlace = Mutex(false)

    let clock: Clock
    let client: KMSClient

    final class Clock: Sendable {
        private let time = Mutex(Timestamp(seconds: 1_795_266_900))

        var now: Now { { self.time.withLock { $0 } } }

        func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    var data: String { directory.path("data") }
    var keeper: String { data + "/keeper" }
    var target: String { directory.path("backups") }
    var rootKey: String { directory.path("root") + "/key" }

    init() async throws {
        let directory = try TemporaryDirectory("machine")
        let clock = Clock()
        for name in ["data/run", "root"] {
            try FileManager.default.createDirectory(
                atPath: directory.path(name),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        let place = directory.path("root")
        let (server, client) = try await Self.start(
            keeper: directory.path("data") + "/keeper",
            data: directory.path("data"),
            rootKey: place + "/key",
            socket: place + "/s",
            clock.now
        )
        let store = InMemoryRecordStore()
        let ring = KeyEncryptionKeyRing(
            keyManagement: client,
            store: store,
            environment: "test",
            region: "local",
            now: clock.now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        records = SealedRecords(
            store: store,
            ring: ring,
            header: StoreHeader(kind: .metadata, environment: "test", region: "local"),
            use: .metadata
        )
        (self.directory, self.clock, self.server, self.client, self.ring) = (directory, clock, server, client, ring)
        source.set(.vaults, Array("what she wrote".utf8))
    }

    func stop() async throws {
        try await client.shutdown()
        try await server.shutdown()
    }

    private static func start(
        keeper: String,
        data: String,
        rootKey: String,
        socket: String,
        _ now: @escaping Now
    ) async throws -> (KeeperServer, KMSClient) {
        let server = try await KeeperServer.start(
            KeeperServer.Configuration(
                rootKeyFile: rootKey,
                keysDirectory: keeper,
                dataDirectory: data,
                region: "local"
            ),
            on: .path(socket),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: now
        )
        let transport = UnixSocketTransport(eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        return (server, KMSClient(endpoint: .socket(path: socket), transport: transport, now: now))
    }

    private static let installation = StoreID(high: 1, low: 2)

    var kept: KeptKeys {
        KeptKeys(
            directory: DataDirectory(path: data, installation: Self.installation),
            configured: hasPlace.withLock(\.self) ? directory.path("kept") : nil,
            backupDirectory: target,
            rootKeyFile: rootKey,
            now: clock.now
        )
    }

    /// Where keeper's own backup lies.
    var place: KeeperBackupPlace { KeeperBackupPlace(in: target, installation: Self.installation) }

    var epochs: EpochKeys { epochs(client) }

    func epochs(_ service: any DatedKeyManagement) -> EpochKeys {
        EpochKeys(
            keyManagement: service,
            records: records,
            installation: Self.installation,
            plan: .keeper,
            now: clock.now,
            recorded: { _ in }
        )
    }

    var maker: BackupMaker {
        get throws {
            // As the running installation reads them: without those that end.
            source.set(keyFiles: try KeeperFiles.read(keeper))
            return BackupMaker(
                source: source,
                ring: ring,
                ledger: BackupLedger(records: records),
                origin: BackupOrigin(installation: Self.installation, environment: "test", region: "local"),
                epochs: epochs,
                keepKeys: { [kept] epoch, target in try kept.keep(epoch, beside: target) },
                program: "test",
                now: clock.now,
                makeID: {
                    var random = SystemRandomNumberGenerator()
                    return BackupID.make(using: &random)
                },
                recorded: { _, _ in }
            )
        }
    }

    /// - Returns: the name of its folder.
    func backUp() async throws -> String { try await maker.run(to: target, dataDirectory: data).name }

    func keyFiles(of name: String) throws -> [BackupKeyFile] {
        try SealedBackup.unverifiedKeyFiles("\(target)/\(name)")
    }

    /// Opens a backup by a program that believes it is the day on which it was made.
    func open(_ name: String, _ service: any KeyManagement) async throws(BackupError) -> SealedBackup {
        let made = try SealedBackup.readHeader("\(target)/\(name)").header.made
        return try await SealedBackup.open(
            "\(target)/\(name)",
            environment: "test",
            region: "local",
            keyManagement: service,
            now: { made },
            onFetch: { _ in }
        )
    }

    /// Whether a keeper of its own, with the root key and these files, opens a backup today.
    func opens(_ name: String, with files: [BackupKeyFile]) async throws -> Bool {
        let number = trials.withLock { number in
            number += 1
            return number
        }
        let data = directory.path("trial-\(number)")
        try FileManager.default.createDirectory(
            atPath: data + "/keeper",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try KeeperFiles.write(files, to: data + "/keeper")
        let (server, client) = try await Self.start(
            keeper: data + "/keeper",
            data: data,
            rootKey: rootKey,
            socket: directory.path("root") + "/t\(number)",
            clock.now
        )
        let outcome: Result<SealedBackup, BackupError>
        do throws(BackupError) { outcome = .success(try await open(name, client)) } catch { outcome = .failure(error) }
        var isRead = false
        if case .success(let backup) = outcome {
            let receiver = InMemoryBackupReceiver()
            try await backup.read(into: receiver)
            isRead = receiver.received[.vaults] == Array("what she wrote".utf8)
        }
        try await client.shutdown()
        try await server.shutdown()
        switch outcome {
        case .success: return isRead
        case .failure(.epochKeyMissing): return false
        case .failure(let error): throw error
        }
    }

    /// From now on keeper's own backup has a place of its own.
    func moveKept() throws {
        try FileManager.default.createDirectory(
            atPath: directory.path("kept"),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        hasPlace.withLock { $0 = true }
    }

    func evidence() async throws -> [Evidence] {
        let names = FileManager.default.subpaths(atPath: target) ?? []
        let newest = names.filter { $0.hasPrefix("20") && !$0.contains("/") }.max()
        let header = try newest.map { try SealedBackup.readHeader("\(target)/\($0)").header }
        return try await BackupKeysEvidence(epochs: epochs, kept: kept, now: clock.now).evidence(for: header?.epoch)
    }

    /// Whether what RUN-6 says of something is as promised; it must say something of it.
    func isKept(_ name: String) async throws -> Bool {
        let found = try await evidence().filter { $0.what.hasPrefix(name) }
        return !found.isEmpty && found.allSatisfy(\.isAsPromised)
    }
}
