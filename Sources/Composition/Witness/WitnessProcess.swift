import Glibc
import Logging
import NIOCore
import NIOPosix
import Primitives
import ServiceLifecycle
import TransparencyLog
import Web

/// What `flowkeep witness` does: cosigns checkpoints of the logs it watches until told to stop.
///
/// It knows nothing else of an installation: it is meant for another machine, in other hands.
package enum WitnessProcess {
    /// Of one address; a log publishes every few seconds or minutes.
    private static let requestBurst = 60
    private static let requestsPerSecond = 10

    /// Runs until SIGTERM or SIGINT, which are blocked already (``StopNotice/blockSignals()``).
    ///
    /// - Parameters:
    ///   - settings: Checked.
    ///   - say: Told once when it answers: the public key, then the address.
    /// - Throws: ``StartError``.
    package static func run(
        _ settings: WitnessSettings,
        say: @escaping @Sendable (String) -> Void
    ) async throws(StartError) {
        let logger = Diagnostics.logger("witness")
        let directory: WitnessDirectory
        let signer: NoteSigner
        do throws(WitnessStartError) {
            directory = try WitnessDirectory(settings.state)
            signer = try self.signer(settings, directory)
        } catch {
            throw .witness(error)
        }
        let witness = LogWitness(signer: signer, logs: settings.logs, store: directory, now: SystemClock.now)
        do { _ = try await witness.sizes() } catch { throw .witness(.state(error)) }
        let socket: Int32
        let port: UInt16
        let stop: StopNotice
        do throws(SystemError) {
            // The server owns it from here on.
            socket = try ListeningSocket.tcp(host: settings.address, port: settings.port).release()
            port = try ListeningSocket.port(of: socket)
            stop = try StopNotice(InheritedDescriptors([:]))
        } catch {
            throw .witness(.listen(error))
        }
        let endpoint = WitnessEndpoint(
            witness: witness,
            rate: RequestRate(burst: requestBurst, perSecond: requestsPerSecond, now: SystemClock.now)
        ) { failure in
            logger.error("a checkpoint was not cosigned", metadata: ["why": .string(Self.word(failure))])
        }
        let shown = settings.address.contains(":") ? "[\(settings.address)]" : settings.address
        do {
            try await serve(
                endpoint.endpoint,
                settings,
                socket: socket,
                stop: stop,
                onServing: {
                    say(signer.key.text)
                    say("listening on \(settings.certificate == nil ? "http" : "https")://\(shown):\(port)")
                },
                logger: logger
            )
        } catch let error as CertificateError {
            throw .certificate(error)
        } catch {
            throw .internalFailure
        }
    }

    private static func signer(
        _ settings: WitnessSettings,
        _ directory: WitnessDirectory
    ) throws(WitnessStartError) -> NoteSigner {
        let key = try directory.privateKey()
        do { return try NoteSigner(name: settings.name, kind: .cosignature, privateKey: key) } catch { throw .name }
    }

    private static func serve(
        _ endpoint: Endpoint,
        _ settings: WitnessSettings,
        socket: Int32,
        stop: StopNotice,
        onServing: @escaping @Sendable () -> Void,
        logger: Logger
    ) async throws {
        let tls =
            try settings.certificate.map {
                try ServerTLS(certificatePath: $0.chain, keyPath: $0.key, logger: logger)
            } ?? .none
        // A witness's name is its address without the scheme, so its first part is the host that is asked for.
        let host = String(settings.name.prefix { $0 != "/" })
        let server = WebServer(
            listeners: [WebListener(role: settings.certificate == nil ? .plain : .https, descriptor: socket)],
            site: WebSite(
                address: SiteAddress(name: host, httpsPort: 443),
                tls: tls,
                endpoints: [endpoint],
                sessions: NoSessions(),
                limits: WebLimits(),
                fallback: .none,
                isReady: { true },
                onServing: onServing,
                housekeeping: {},
                logger: logger
            ),
            limits: WebLimits(),
            group: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: tls.services + [server], logger: logger)
        )
        // Ends with the process.
        Task {
            await stop.wait()
            await group.triggerGracefulShutdown()
        }
        try await group.run()
    }

    /// Closed words, so that nothing a client sent is in the diagnostics.
    private static func word(_ failure: WitnessFailure) -> String {
        switch failure {
        case .refused(.forked): "forked"
        case .refused(.inconsistent): "inconsistent"
        case .refused: "refused"
        case .store: "store"
        case .damaged: "state damaged"
        }
    }
}

/// A witness has no accounts.
private struct NoSessions: SessionGate {
    func session(for token: String, purpose: Purpose?) async throws -> WebSession? { nil }
}
