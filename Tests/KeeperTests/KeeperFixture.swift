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
        let directory = try KeysDirectory(keysDirectory)
        let path = root ?? rootKeyFile
        let mayCreate = try !KeysDirectory.hasKeys(keysDirectory)
        return try CustomerKeyStore(
            directory,
            root: try RootKey.load(path: path, outside: data.path, mayCreate: mayCreate)
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

    /// The file of callers with one of them, named as in AWS's examples.
    static let callerID = "AKIDEXAMPLE"
    static let callerSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    var callersFile: String { elsewhere.path("callers") }

    /// Runs `body` with a keeper that answers over TCP, too, and the port on which it does.
    func servingNetwork(
        address: String = "127.0.0.1",
        now: @escaping Now = { moment },
        _ body: (Int) async throws -> Void
    ) async throws {
        let text = """
            [app]
            aws_access_key_id = \(Self.callerID)
            aws_secret_access_key = \(Self.callerSecret)

            """
        try Files.create(callersFile, Array(text.utf8))
        var configuration = configuration
        configuration.network = .init(address: address, port: 0, callersFile: callersFile)
        let server = try await KeeperServer.start(
            configuration,
            on: .path(socketPath),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: now
        )
        do {
            guard let port = server.networkPort else { throw KeeperError.notLoopback }
            try await body(port)
        } catch {
            try await server.shutdown()
            throw error
        }
        try await server.shutdown()
    }

    /// A client that signs with what `environment` says.
    static func makeSigningClient(
        port: Int,
        region: String = "local",
        environment: [String: String] = callerEnvironment,
        retry: KMSRetryPolicy = .local,
        now: @escaping Now = { moment }
    ) -> KMSClient {
        let origin = "http://127.0.0.1:\(port)"
        let transport = NetworkTransport([origin] + CredentialChain.endpoints(in: environment))
        let credentials = CredentialChain(environment: environment, transport: transport)
        return KMSClient(
            endpoint: KMSEndpoint(url: origin + "/", authority: "127.0.0.1:\(port)", retry: retry),
            transport: transport,
            signer: SignedRequests(credentials: credentials, region: region),
            now: now
        )
    }

    static let callerEnvironment = [
        "AWS_ACCESS_KEY_ID": callerID, "AWS_SECRET_ACCESS_KEY": callerSecret, "AWS_EC2_METADATA_DISABLED": "true",
    ]

    func makeClient(now: @escaping Now = { moment }) -> KMSClient {
        KMSClient(
            endpoint: .socket(path: socketPath),
            transport: UnixSocketTransport(eventLoopGroup: MultiThreadedEventLoopGroup.singleton),
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
