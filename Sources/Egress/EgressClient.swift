package import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// The one way out: HTTP requests to the destinations of the configuration, and to nobody else.
///
/// TLS 1.3 with the system's authorities, or plain HTTP on this machine; each request has a connection of its own, to
/// an address that was looked at after it was resolved. Redirects are not followed, no proxy is used, time and answer
/// are bounded.
/// - Source: docs/spec/egress.md.
package final class EgressClient: Sendable {
    /// Far more than the key service needs; what asks for more is a mistake.
    private static let exchangeCountMaximum = 64
    /// How many of a host's addresses are tried.
    private static let addressCountMaximum = 4
    private static let resolverThreadCount = 2
    /// Set by this client alone.
    private static let ownHeaders: Set<String> = ["host", "content-length", "connection", "transfer-encoding"]

    private struct State {
        var refusalCount = 0
        var exchangeCount = 0
    }

    package let destinations: [EgressDestination]
    private let group: any EventLoopGroup
    private let tls: NIOSSLContext?
    /// Nil where every host is given by number.
    private let resolver: NIOThreadPool?
    private let resolve: @Sendable (String) -> [String]
    private let onRefusal: @Sendable (EgressRefusal) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - destinations: the list.
    ///   - group: the process's own; one or two threads are added, to ask the system for addresses.
    ///   - onRefusal: told of every request that was refused, from whatever thread it happened on.
    /// - Throws: when the system's certificate authorities cannot be loaded.
    package convenience init(
        destinations: [EgressDestination],
        group: any EventLoopGroup,
        onRefusal: @escaping @Sendable (EgressRefusal) -> Void
    ) throws {
        try self.init(
            destinations: destinations,
            group: group,
            trusted: .default,
            resolve: { EgressAddress.resolve($0) },
            onRefusal: onRefusal
        )
    }

    /// For tests: other authorities and another resolver.
    init(
        destinations: [EgressDestination],
        group: any EventLoopGroup,
        trusted: NIOSSLTrustRoots,
        resolve: @escaping @Sendable (String) -> [String],
        onRefusal: @escaping @Sendable (EgressRefusal) -> Void
    ) throws {
        self.destinations = destinations
        self.group = group
        self.resolve = resolve
        self.onRefusal = onRefusal
        if destinations.contains(where: { !$0.url.isPlain }) {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = .tlsv13
            configuration.certificateVerification = .fullVerification
            configuration.trustRoots = trusted
            configuration.applicationProtocols = ["http/1.1"]
            tls = try NIOSSLContext(configuration: configuration)
        } else {
            tls = nil
        }
        if destinations.contains(where: { !$0.url.isNumeric }) {
            let pool = NIOThreadPool(numberOfThreads: Self.resolverThreadCount)
            pool.start()
            resolver = pool
        } else {
            resolver = nil
        }
    }

    /// How many requests were refused since the start.
    package var refusalCount: Int { state.withLock { $0.refusalCount } }

    /// Once, when nothing is under way any more.
    package func shutdown() async throws { try await resolver?.shutdownGracefully() }

    /// Sends a request and brings its answer.
    ///
    /// - Throws: ``EgressError``; `refused` before anything is sent or even resolved.
    package func send(_ request: EgressRequest) async throws(EgressError) -> EgressAnswer {
        do { return try await exchange(request) } catch {
            if case .refused(let refusal) = error {
                state.withLock { $0.refusalCount += 1 }
                onRefusal(refusal)
            }
            throw error
        }
    }

    private func exchange(_ request: EgressRequest) async throws(EgressError) -> EgressAnswer {
        let (url, destination) = try admit(request)
        let isAdmitted = state.withLock { state in
            guard state.exchangeCount < Self.exchangeCountMaximum else { return false }
            state.exchangeCount += 1
            return true
        }
        guard isAdmitted else { throw .busy }
        defer { state.withLock { $0.exchangeCount -= 1 } }
        do {
            return try await perform(request, url, destination)
        } catch let error as EgressError {
            throw error
        } catch { throw .unreachable }
    }

    /// Whether a request to this address would be refused; tried for real, and not reported as an attempt.
    package func refuses(_ url: String) async -> Bool {
        do {
            _ = try await exchange(EgressRequest(.get, url, timeout: .seconds(1)))
            return false
        } catch {
            guard case .refused = error else { return false }
            return true
        }
    }

    /// Finds the destination that covers a request.
    private func admit(_ request: EgressRequest) throws(EgressError) -> (EgressURL, EgressDestination) {
        let hasOwn = request.headers.contains { Self.ownHeaders.contains($0.name.lowercased()) }
        guard let url = EgressURL(request.url), !hasOwn else { throw .refused(.malformed) }
        guard let destination = destinations.first(where: { $0.covers(url) }) else { throw .refused(.notListed) }
        return (url, destination)
    }

    private func perform(
        _ request: EgressRequest,
        _ url: EgressURL,
        _ destination: EgressDestination
    ) async throws -> EgressAnswer {
        let loop = group.next()
        let promise = loop.makePromise(of: EgressAnswer.self)
        let deadline = loop.scheduleTask(in: TimeAmount(request.timeout)) { promise.fail(EgressError.timedOut) }
        promise.futureResult.whenComplete { _ in deadline.cancel() }
        addresses(of: url, on: loop).flatMapThrowing { found in
            guard !found.isEmpty else { throw EgressError.unreachable }
            let allowed = found.filter(destination.allows(address:))
            // One address that may not be among several is one too many: whoever answers for the name is not to be
            // trusted with the choice.
            guard allowed.count == found.count else { throw EgressError.refused(.address) }
            return Array(allowed.prefix(Self.addressCountMaximum))
        }.whenComplete { result in
            switch result {
            case .failure(let error): promise.fail(error)
            case .success(let addresses): self.connect(addresses[...], request, url, loop, promise)
            }
        }
        // A caller who gives up ends the exchange; an answer that came first wins.
        return try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            promise.fail(EgressError.timedOut)
        }
    }

    private func addresses(of url: EgressURL, on loop: any EventLoop) -> EventLoopFuture<[String]> {
        guard !url.isNumeric, let resolver else { return loop.makeSucceededFuture([url.host]) }
        let resolve = resolve
        return resolver.runIfActive(eventLoop: loop) { resolve(url.host) }
    }

    /// Tries one address after the other until there is a connection.
    private func connect(
        _ addresses: ArraySlice<String>,
        _ request: EgressRequest,
        _ url: EgressURL,
        _ loop: any EventLoop,
        _ promise: EventLoopPromise<EgressAnswer>
    ) {
        guard let address = addresses.first else { return promise.fail(EgressError.unreachable) }
        let tls = url.isPlain ? nil : tls
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(request.timeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls {
                        let name = url.isNumeric ? nil : url.host
                        try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
                    }
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(EgressExchange(request, url, isTLS: tls != nil, promise))
                }
            }
        do {
            let target = try SocketAddress(ipAddress: address, port: url.port)
            let connection = bootstrap.connect(to: target)
            connection.whenSuccess { channel in
                // Over, for whatever reason: nothing is kept open.
                promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
            }
            connection.whenFailure { _ in
                self.connect(addresses.dropFirst(), request, url, loop, promise)
            }
        } catch {
            promise.fail(EgressError.unreachable)
        }
    }
}
