import Glibc
import Assurance
import KeyService
import Logging
import NIOCore
import NIOPosix
import Primitives
import ServiceLifecycle
import Synchronization
import Web

/// What `flowkeep app` does: serves pages and API on its sockets until told to stop.
package enum AppProcess {
    /// Threads that read and write sockets.
    ///
    /// Answers are computed on the cooperative pool, so more of them only cost memory.
    private static let eventLoopCountMaximum = 4
    /// How long the first start waits for a keeper that starts at the same time.
    private static let keeperPatience = Duration.seconds(10)

    /// Runs until SIGTERM, SIGINT or the end of the supervisor.
    ///
    /// SIGTERM and SIGINT are blocked already (``StopNotice/blockSignals()``).
    package static func run(_ configuration: Configuration, environment: [String: String]) async throws(StartError) {
        try requireApproval(configuration)
        let setup = try SupervisedStart(configuration, environment: environment)
        if !setup.isSupervised { _ = try ServerProcess.takeLock(setup.directory).keepForEver() }
        let sockets = try setup.sockets(for: .app, configuration)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: min(System.coreCount, eventLoopCountMaximum))
        let services = try AppServices(
            configuration,
            environment: environment,
            directory: setup.directory,
            group: group,
            coreCount: System.coreCount
        )
        let failure = await serve(services, setup, sockets, group)
        do {
            try await services.close()
            try await group.shutdownGracefully()
        } catch {
            // What was answered is durable already; there is nothing left to lose.
            Diagnostics.logger("app").warning("the stores could not be closed in order")
        }
        if let failure { throw failure }
    }

    /// In production with a gate, what runs has been read by somebody else than its author.
    private static func requireApproval(_ configuration: Configuration) throws(StartError) {
        guard let gate = configuration.activeDeployGate else { return }
        let digest: [UInt8]
        do { digest = try OwnBinary.digest() } catch { throw .system(error) }
        do { _ = try gate.checkRunning(digest: digest) } catch { throw .deploy(error) }
    }

    /// Serves until told to stop.
    ///
    /// - Returns: what went wrong, if anything.
    private static func serve(
        _ services: AppServices,
        _ setup: SupervisedStart,
        _ sockets: [InheritedDescriptors.Name: Int32],
        _ group: MultiThreadedEventLoopGroup
    ) async -> StartError? {
        let stop = StopFlag()
        // Ends with the process; after a failed start nobody waits for it.
        let stopping = Task {
            await setup.stop.wait()
            stop.isAsked.withLock { $0 = true }
        }
        do {
            try await waitForKeys(services, setup, until: stop)
            try await services.recordSettings()
            await settleDeletions(services)
            try await run(services, setup, sockets, group, until: stopping)
            return nil
        } catch let error as StartError {
            return error
        } catch let error as CertificateError {
            return .certificate(error)
        } catch is CancellationError {
            return nil  // how services that sleep end when the group shuts down
        } catch {
            return .internalFailure
        }
    }

    /// Whatever a restore or a crash left of accounts that ended goes before anything is served.
    ///
    /// What opened them is gone already, so where a store does not answer the job goes on with it.
    private static func settleDeletions(_ services: AppServices) async {
        do { try await services.settleDeletions() } catch {
            Diagnostics.logger("app").warning("what is left of deleted accounts could not be purged yet")
        }
    }

    private static func run(
        _ services: AppServices,
        _ setup: SupervisedStart,
        _ sockets: [InheritedDescriptors.Name: Int32],
        _ group: MultiThreadedEventLoopGroup,
        until stopping: Task<Void, Never>
    ) async throws {
        let logger = Diagnostics.logger("app")
        let tls = try await Certificates.tls(services, logger: logger)
        let ready = ReadinessOnce(setup.descriptors, detail: try tls.fingerprint, logger: logger)
        let promises = services.servedPromiseBoard(logger: logger)
        let (serving, served) = AsyncStream.makeStream(of: Void.self)
        let announce: @Sendable () -> Void = {
            ready.announce()
            served.yield()
        }
        let web = services.webServices(promises: promises)
        let pages = try services.pages(web)
        let jobs = services.jobRunner(archives: pages.archiveMaker, logger: Diagnostics.logger("jobs"))
        let server = WebServer(
            listeners: listeners(sockets),
            site: services.site(tls: tls, web, pages, onServing: announce, logger: logger),
            limits: WebLimits(),
            group: group,
            logger: logger
        )
        let staff = try await staffServices(services, sockets, tls: tls, promises, group, logger)
        let serviceGroup = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: tls.services + staff + [
                    MaintenanceService(services: services, logger: logger),
                    JobService(runner: jobs),
                    PromiseService(board: promises, serving: serving),
                    try LogService(services: services, logger: logger), server,
                ],
                logger: logger
            )
        )
        // Ends with the process; after a failed start nobody waits for it.
        Task {
            await stopping.value
            await serviceGroup.triggerGracefulShutdown()
        }
        try await serviceGroup.run()
    }

    /// The server of the staff's pages, where there is a socket for it.
    private static func staffServices(
        _ services: AppServices,
        _ sockets: [InheritedDescriptors.Name: Int32],
        tls: ServerTLS,
        _ promises: PromiseBoard,
        _ group: MultiThreadedEventLoopGroup,
        _ logger: Logger
    ) async throws -> [any Service] {
        guard let socket = sockets[.staff] else { return [] }
        let ownTLS = try await Certificates.staffTLS(services, logger: logger)
        let pages = try services.staffPages(promises: promises)
        let server = WebServer(
            listeners: [WebListener(role: .staff, descriptor: socket)],
            site: services.staffSite(pages, tls: ownTLS ?? tls, logger: logger),
            limits: WebLimits(),
            group: group,
            logger: logger
        )
        return (ownTLS?.services ?? []) + [server]
    }

    private static func listeners(_ sockets: [InheritedDescriptors.Name: Int32]) -> [WebListener] {
        let roles: [(InheritedDescriptors.Name, WebListener.Role)] = [
            (.https, .https), (.redirect, .redirect), (.local, .local), (.health, .health),
        ]
        return roles.compactMap { name, role in sockets[name].map { WebListener(role: role, descriptor: $0) } }
    }

    /// The keys of a new installation are made; of an old one, read.
    ///
    /// Either shows that the key service answers. One that is locked is waited for without a limit, until it is time to
    /// stop.
    private static func waitForKeys(
        _ services: AppServices,
        _ setup: SupervisedStart,
        until stop: StopFlag
    ) async throws {
        let deadline = ContinuousClock.now + keeperPatience
        var wasSaid = false
        while !stop.isAsked.withLock(\.self) {
            do throws(StartError) {
                try await services.prepareKeys()
                return try await services.startLeaf.wait()
            } catch {
                switch error {
                case .keys(.keyService(.unavailable)) where ContinuousClock.now < deadline || wasSaid:
                    try await Task.sleep(for: .milliseconds(50))
                case .keys(.keyService(.sealed)):
                    if !wasSaid { try Readiness.wait(on: setup.descriptors) }
                    wasSaid = true
                    try await Task.sleep(for: .milliseconds(500))
                default: throw error
                }
            }
        }
        throw CancellationError()
    }

    /// Set once, when it is time to stop.
    private final class StopFlag: Sendable {
        let isAsked = Mutex(false)
    }
}
