import CPlatform
import Glibc
package import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
package import Primitives
import Synchronization

/// The embedded key service: customer keys, and the AWS KMS JSON protocol on a Unix socket, and over TCP where told.
///
/// One event loop thread and no framework above NIO, so that the process stays small; it opens no connection to
/// anybody.
/// - Source: docs/spec/key-service.md §1 and §9.
package final class KeeperServer: Sendable {
    package struct Configuration: Sendable {
        /// Mode 0600; a plain one is made at first start.
        ///
        /// Outside `dataDirectory`.
        package var rootKeyFile: String
        /// Where customer keys lie, sealed under the root key; made at first start.
        package var keysDirectory: String
        package var dataDirectory: String
        /// Appears in the names of keys.
        package var region: String
        /// Users besides our own whose processes may connect.
        package var allowedUserIDs: Set<UInt32>
        /// Nil for the Unix socket alone.
        package var network: Network?

        package init(
            rootKeyFile: String,
            keysDirectory: String,
            dataDirectory: String,
            region: String,
            allowedUserIDs: Set<UInt32> = [],
            network: Network? = nil
        ) {
            self.rootKeyFile = rootKeyFile
            self.keysDirectory = keysDirectory
            self.dataDirectory = dataDirectory
            self.region = region
            self.allowedUserIDs = allowedUserIDs
            self.network = network
        }
    }

    /// Where keeper answers signed requests.
    package struct Network: Sendable {
        /// A loopback address: there is no TLS.
        package var address: String
        /// 0 for any that is free.
        package var port: Int
        /// The access keys of callers, in the format of AWS's credentials file; mode 0600.
        package var callersFile: String

        package init(address: String, port: Int, callersFile: String) {
            self.address = address
            self.port = port
            self.callersFile = callersFile
        }
    }

    package enum Listener: Sendable {
        /// A bound, listening Unix socket, handed over by the supervisor. The server closes it.
        case descriptor(Int32)
        /// Binds here, mode 0600; the file is removed at shutdown.
        case path(String)
    }

    static let connectionCountMaximum = 64
    /// Apart from the socket's, so that whoever else is on this machine cannot keep the app from its keys.
    static let networkConnectionCountMaximum = 32
    /// How long requests that are half read may go on after shutdown began.
    private static let drainTime = TimeAmount.seconds(2)
    /// How often is looked whether a key is to rotate or to be destroyed.
    private static let settlingInterval = TimeAmount.minutes(1)

    /// Where signed requests are answered; nil unless ``Configuration/network`` said so.
    package let networkPort: Int?
    private let group: MultiThreadedEventLoopGroup
    private let channels: [any Channel]
    private let connections: [KeeperConnections]
    private let socketPath: String?

    private init(
        group: MultiThreadedEventLoopGroup,
        channels: [any Channel],
        networkPort: Int?,
        connections: [KeeperConnections],
        socketPath: String?
    ) {
        self.group = group
        self.channels = channels
        self.networkPort = networkPort
        self.connections = connections
        self.socketPath = socketPath
    }

    /// Opens the keys and serves.
    ///
    /// Ready when it returns.
    ///
    /// - Parameters:
    ///   - configuration: files and users.
    ///   - listener: the socket.
    ///   - logger: told of starting, refused peers and failures; never of keys, names or contexts.
    ///   - now: stamps new keys.
    /// - Returns: the running server.
    /// - Throws: ``KeeperError`` before anything is served.
    package static func start(
        _ configuration: Configuration,
        on listener: Listener,
        logger: Logger,
        now: @escaping Now
    ) async throws -> KeeperServer {
        let users = configuration.allowedUserIDs.union([geteuid()])
        return try await start(configuration, on: listener, users: users, logger: logger, now: now)
    }

    static func start(
        _ configuration: Configuration,
        on listener: Listener,
        users: Set<UInt32>,
        logger: Logger,
        now: @escaping Now
    ) async throws -> KeeperServer {
        try RootKeyFile.checkPlace(configuration.rootKeyFile, configuration.dataDirectory)
        let directory = try KeysDirectory(configuration.keysDirectory)
        let root = try RootKeyFile.load(
            path: configuration.rootKeyFile,
            outside: configuration.dataDirectory,
            mayCreate: !(try KeysDirectory.hasKeys(configuration.keysDirectory))
        )
        let service = try KeeperGate(directory, root: root, region: configuration.region, logger: logger, now: now)
        let authenticator = try configuration.network.map { network throws(KeeperError) in
            try RequestAuthenticator(callersFile: network.callersFile, region: configuration.region, now: now)
        }
        let connections = KeeperConnections(limit: connectionCountMaximum)
        let networkConnections = KeeperConnections(limit: networkConnectionCountMaximum)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let (descriptor, path) = try descriptor(of: listener)
            var channels = [
                try await bootstrap(group) { channel in
                    try checkPeer(channel, users: users, logger: logger)
                    try initialize(channel, service, authenticator: nil, connections)
                }
                .withBoundSocket(descriptor).get()
            ]
            if let network = configuration.network, let authenticator {
                let address = try loopbackAddress(network)
                let channel = try await bootstrap(group) { channel in
                    try initialize(channel, service, authenticator: authenticator, networkConnections)
                }
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(to: address).get()
                channels.append(channel)
            }
            settleRegularly(service, on: group.next(), logger: logger)
            logger.info("keeper is ready")
            let port = configuration.network == nil ? nil : channels.last?.localAddress?.port
            return KeeperServer(
                group: group,
                channels: channels,
                networkPort: port,
                connections: [connections, networkConnections],
                socketPath: path
            )
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    /// Stops accepting, lets requests that are being read finish, closes, and removes a socket file it made.
    package func shutdown() async throws {
        for channel in channels { try await channel.close() }
        if let socketPath { unsafe unlink(socketPath) }
        for connections in connections { await connections.drain(on: group.next(), within: Self.drainTime) }
        try await group.shutdownGracefully()
    }

    /// Ends with the event loop.
    private static func settleRegularly(_ service: KeeperGate, on eventLoop: any EventLoop, logger: Logger) {
        eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: settlingInterval) { _ in
            let failureCount = service.settle()
            guard failureCount > 0 else { return }
            logger.error("keeper could not rotate or destroy keys", metadata: ["count": "\(failureCount)"])
        }
    }

    private static func bootstrap(
        _ group: MultiThreadedEventLoopGroup,
        _ initialize: @escaping @Sendable (any Channel) throws -> Void
    ) -> ServerBootstrap {
        ServerBootstrap(group: group).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try initialize(channel) }
        }
    }

    private static func loopbackAddress(_ network: Network) throws -> SocketAddress {
        let isLoopback = network.address == "::1" || network.address.hasPrefix("127.")
        guard isLoopback else { throw KeeperError.notLoopback }
        // Fails for what is no address: names are not resolved.
        return try SocketAddress(ipAddress: network.address, port: network.port)
    }

    private static func descriptor(of listener: Listener) throws(KeeperError) -> (Int32, String?) {
        switch listener {
        case .descriptor(let descriptor): (descriptor, nil)
        case .path(let path): (try KeeperSocket.listen(at: path), path)
        }
    }

    /// Refuses peers of other users before a byte is read.
    private static func checkPeer(_ channel: any Channel, users: Set<UInt32>, logger: Logger) throws {
        let pipeline = channel.pipeline.syncOperations
        let user = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { peerUser(of: $0) }
        guard let user = user ?? nil, users.contains(user) else {
            logger.warning("keeper refused a connection from a process of another user")
            throw KMSException.accessDenied
        }
    }

    /// Sets up HTTP/1.1.
    private static func initialize(
        _ channel: any Channel,
        _ service: KeeperGate,
        authenticator: RequestAuthenticator?,
        _ connections: KeeperConnections
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 8192
        limits.maxHeaderListSize = 16_384
        limits.maxHeaderFieldCount = 64
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: true,
            withErrorHandling: true,
            withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: limits
        )
        try pipeline.addHandler(
            KeeperConnectionHandler(service: service, authenticator: authenticator, connections: connections)
        )
    }

    private static func peerUser(of descriptor: Int32) -> UInt32? {
        var process: pid_t = 0
        var user: uid_t = 0
        var group: gid_t = 0
        guard unsafe fk_peer_credentials(descriptor, &process, &user, &group) == 0 else { return nil }
        return user
    }
}
