import HummingbirdCore
package import Logging
package import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// Serves HTTP on listening sockets that were opened elsewhere, until graceful shutdown.
///
/// Hummingbird's own server binds addresses; this one takes descriptors, and stops in the order that loses nothing:
/// stop accepting, answer what is in flight, tell idle connections to go, close what is left. Each step has a bound.
/// Source: docs/spec/http-api.md §1 and §2.
package struct WebServer: Service {
    private let listeners: [WebListener]
    private let site: WebSite
    private let limits: WebLimits
    private let group: any EventLoopGroup
    private let logger: Logger
    private let inFlight = RequestsInFlight()
    private let connections = OpenConnections()

    package init(
        listeners: [WebListener],
        site: WebSite,
        limits: WebLimits,
        group: any EventLoopGroup,
        logger: Logger
    ) {
        self.listeners = listeners
        self.site = site
        self.limits = limits
        self.group = group
        self.logger = logger
    }

    /// Returns when every connection is closed.
    ///
    /// - Throws: when a descriptor cannot be served.
    package func run() async throws {
        try await withThrowingDiscardingTaskGroup { tasks in
            var listening: [any Channel] = []
            for listener in listeners {
                listening.append(try await serve(listener, tasks: &tasks))
            }
            site.onServing()
            tasks.addTask { await keepHouse() }
            let accepting = listening
            tasks.addTask {
                try await gracefulShutdown()
                await stop(accepting)
            }
        }
    }

    private func serve(
        _ listener: WebListener,
        tasks: inout ThrowingDiscardingTaskGroup<any Error>
    ) async throws -> any Channel {
        let settings = ConnectionSettings(limits: limits, headers: site.headers(for: listener.role), inFlight: inFlight)
        let responder = site.responder(
            for: listener.role,
            connections: { [connections] in connections.count },
            inFlight: inFlight
        )
        guard listener.isTLS else {
            let plain = StrictHTTP1Channel(settings: settings, responder: responder)
            return try await accept(plain, on: listener, tasks: &tasks)
        }
        let context = try NIOSSLContext(configuration: site.tls.configuration())
        let negotiated = NegotiatedChannel(context: context, settings: settings, responder: responder)
        return try await accept(negotiated, on: listener, tasks: &tasks)
    }

    private func accept<Child: ServerChildChannel>(
        _ child: Child,
        on listener: WebListener,
        tasks: inout ThrowingDiscardingTaskGroup<any Error>
    ) async throws -> any Channel {
        let logger = logger
        let server = try await bind(child, on: listener)
        tasks.addTask {
            try await withThrowingDiscardingTaskGroup { handling in
                try await server.executeThenClose { inbound in
                    for try await value in inbound {
                        handling.addTask { await child.handle(value: value, logger: logger) }
                    }
                }
            }
        }
        return server.channel
    }

    private func bind<Child: ServerChildChannel>(
        _ child: Child,
        on listener: WebListener
    ) async throws -> NIOAsyncChannel<Child.Value, Never> {
        let (limits, connections, logger) = (limits, connections, logger)
        var bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    let total = limits.connectionCountMaximum
                    try pipeline.addHandler(
                        AvailableConnectionsChannelHandler<MaximumAvailableConnections>(maxConnections: total)
                    )
                    try pipeline.addHandler(AddressLimiter(maximum: limits.connectionCountPerAddressMaximum))
                }
            }
        if listener.role != .local, listener.role != .health {
            bootstrap = bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        }
        return try await bootstrap.bind(listener.descriptor, serverBackPressureStrategy: nil) { channel in
            do {
                if listener.role == .local, try !PeerCredentials.areOurOwn(channel) {
                    channel.close(promise: nil)
                    return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
                }
                try channel.pipeline.syncOperations.addHandler(ConnectionFront(handshakeTimeout: limits.headTimeout))
            } catch {
                return channel.eventLoop.makeFailedFuture(error)
            }
            connections.add(channel)
            return child.setup(channel: channel, logger: logger)
        }
    }

    private func keepHouse() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(5))
                } catch {
                    return  // cancelled: shutting down
                }
                await site.housekeeping()
            }
        }
    }

    private func stop(_ listening: [any Channel]) async {
        inFlight.startDraining()
        await stopAccepting(listening)
        for channel in listening {
            do {
                try await channel.close()
            } catch {
                logger.debug("A listening socket was closed already")
            }
        }
        await wait(atMost: limits.drainTimeout) { inFlight.count == 0 }
        connections.quiesce()
        await wait(atMost: limits.closeTimeout) { connections.count == 0 }
        connections.hardClose()
    }

    /// Takes no more connections, and lets those that are being set up arrive: one whose listener closes meanwhile
    /// would be dropped, although another process on the same socket could have answered it.
    private func stopAccepting(_ listening: [any Channel]) async {
        for channel in listening {
            do {
                try await channel.setOption(.autoRead, value: false).get()
            } catch {
                logger.debug("A listening socket was closed already")
            }
        }
        await wait(atMost: limits.acceptTimeout) { false }
    }

    private func wait(atMost limit: Duration, until isDone: () -> Bool) async {
        let deadline = ContinuousClock.now.advanced(by: limit)
        while !isDone(), ContinuousClock.now < deadline, !Task.isCancelled {
            do {
                try await Task.sleep(for: .milliseconds(5))
            } catch {
                return  // cancelled: shutdown was escalated, and closing follows at once
            }
        }
    }
}

/// The library that runs services writes their descriptions into diagnostics; a reflection of this one would list
/// routes.
extension WebServer: CustomStringConvertible {
    package var description: String { "WebServer" }
}
