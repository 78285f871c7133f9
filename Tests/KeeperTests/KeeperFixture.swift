import Glibc
import KeyService
import Logging
import NIOPosix
import Primitives
import TestSupport

@testable import Keeper

/// Directories as an installation has them, and keepers over them.
struct KeeperFixture {
    let data: TemporaryDirectory
    let elsewhere: TemporaryDirectory

    init() throws {
        data = try TemporaryDirectory("keeper-data")
        elsewhere = try TemporaryDirectory("keeper-root")
    }

    var rootKeyFile: String { elsewhere.path("root.key") }
    var keysDirectory: String { data.path("keeper") }
    var socketPath: String { elsewhere.path("k.sock") }

    static let moment = Timestamp(milliseconds: 1_767_225_600_250)

    var configuration: KeeperServer.Configuration {
        KeeperServer.Configuration(
            rootKeyFile: rootKeyFile,
            keysDirectory: keysDirectory,
            dataDirectory: data.path,
            region: "local"
        )
    }

    func openStore(root: String? = nil) throws -> CustomerKeyStore {
        try CustomerKeyStore(
            directory: keysDirectory,
            rootKeyFile: root ?? rootKeyFile,
            dataDirectory: data.path
        )
    }

    func makeService(now: @escaping Now = { Self.moment }) throws -> KMSService {
        KMSService(keys: try openStore(), region: "local", now: now)
    }

    func startServer() async throws -> KeeperServer {
        try await KeeperServer.start(
            configuration,
            on: .path(socketPath),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { Self.moment }
        )
    }

    func makeClient(now: @escaping Now = { moment }) -> KMSClient {
        KMSClient(
            endpoint: .socket(path: socketPath),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            now: now
        )
    }

    /// Runs `body` with a running keeper and a client of it, and stops both.
    func serving(_ body: (KMSClient) async throws -> Void) async throws {
        let server = try await startServer()
        let client = makeClient()
        do { try await body(client) } catch {
            try await client.shutdown()
            try await server.shutdown()
            throw error
        }
        try await client.shutdown()
        try await server.shutdown()
    }

    static func mode(of path: String) -> mode_t? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mode & 0o7777
    }
}
