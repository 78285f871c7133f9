import Foundation
import KeyService
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Web

/// The API without a running server: this process takes the data directory's lock, starts a keeper of its own, and
/// answers itself, by the same code that serves everybody else.
///
/// The keeper is a process of its own here, too: root key and vault data never share one.
final class InProcessAPI: LocalAPI {
    private let services: AppServices
    private let socket: SocketAPI
    private let server: Task<Void, Never>
    private let socketFile: String

    /// - Throws: ``StartError``; when another process works with the directory, ``DataDirectoryError/inUse``.
    init(_ configuration: Configuration, environment: [String: String]) async throws(StartError) {
        let directory = try ServerProcess.openDirectory(configuration)
        // Held until this process ends, and by keeper while it lives.
        let lock = try ServerProcess.takeLock(directory).keepForEver()
        let keeper =
            configuration.keyService.isEmbedded
            ? try Self.startKeeper(configuration, environment, directory, lock: lock) : nil
        services = try AppServices(
            configuration,
            environment: environment,
            directory: directory,
            group: MultiThreadedEventLoopGroup.singleton,
            coreCount: 1
        )
        if let keeper { try await Self.wait(for: keeper) }
        try await services.prepareKeys()
        let name = "command-\(getpid()).sock"
        socketFile = directory.run + "/" + name
        do {
            let path = try SocketPath(directory: directory.run, name: name)
            let listening = try ListeningSocket.unix(path).release()
            socket = SocketAPI(path)
            server = try await Self.serve(services, listening)
        } catch let error as SystemError {
            throw .system(error)
        } catch let error as CertificateError {
            throw .certificate(error)
        } catch {
            throw .internalFailure
        }
    }

    func send(_ request: LocalRequest) async throws(LocalAPIError) -> LocalAnswer {
        let answer = try await socket.send(request)
        // Usually written long since: the program file is hashed beside what the request asks for.
        do { try await services.startLeaf.wait() } catch { throw .start(error) }
        return answer
    }

    func send(
        _ request: LocalRequest,
        into sink: @escaping LocalBodySink
    ) async throws(LocalAPIError) -> LocalAnswer { try await socket.send(request, into: sink) }

    /// Writes are durable when they are answered; what is left is to close the files in order.
    func close() async {
        unsafe unlink(socketFile)
        server.cancel()
        do {
            try await services.close()
        } catch {
            Diagnostics.logger("command").warning("the stores could not be closed in order")
        }
    }

    private static func serve(_ services: AppServices, _ listening: Int32) async throws -> Task<Void, Never> {
        let logger = Diagnostics.logger("command", level: .error)
        let tls = try await Certificates.tls(services, logger: logger)
        let running = Mutex<Task<Void, Never>?>(nil)
        await withCheckedContinuation { continuation in
            let isWaiting = Mutex(true)
            let resume: @Sendable () -> Void = {
                if isWaiting.withLock({ waiting in
                    defer { waiting = false }; return waiting
                }) {
                    continuation.resume()
                }
            }
            let server = WebServer(
                listeners: [WebListener(role: .local, descriptor: listening)],
                site: services.localSite(tls: tls, onServing: resume, logger: logger),
                limits: WebLimits(),
                group: MultiThreadedEventLoopGroup.singleton,
                logger: logger
            )
            let task = Task {
                do {
                    try await server.run()
                } catch {
                    resume()  // requests will find nobody and say so
                }
            }
            running.withLock { $0 = task }
        }
        guard let task = running.withLock({ $0 }) else { throw StartError.internalFailure }
        return task
    }

    private static func startKeeper(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ directory: DataDirectory,
        lock: Int32
    ) throws(StartError) -> ChildProcess {
        let rootKey = try ServerProcess.rootKeyPath(configuration, environment, directory)
        var inherited = try ServerSockets([.keeper], configuration: configuration, directory: directory).numbers
        inherited[.lock] = lock
        do {
            let (reading, writing) = try Pipe().split()
            inherited[.lifeline] = reading
            _ = writing  // stays open until this process ends, which is what keeper waits for
            let child = try ChildProcess.spawn(
                .keeper,
                executable: try ServerProcess.ownExecutable(),
                environment: ChildEnvironment.make(
                    configuration,
                    data: directory.path,
                    rootKey: rootKey,
                    port: configuration.port,
                    from: environment
                ),
                inherited: inherited
            )
            _ = Glibc.close(reading)
            return child
        } catch {
            throw .system(error)
        }
    }

    /// Keeper's refusal (a missing root key, say) is on standard error already, in its own words.
    private static func wait(for keeper: ChildProcess) async throws(StartError) {
        let limitMilliseconds: Int32 = 10_000
        var watched = pollfd(fd: keeper.readiness, events: Int16(POLLIN), revents: 0)
        // Nothing else runs in this process yet, so waiting here keeps nobody.
        let count = unsafe poll(&watched, 1, limitMilliseconds)
        guard count == 1, case .ready = Readiness.read(keeper.readiness) else { throw .keys(.keyService(.unavailable)) }
        _ = Glibc.close(keeper.readiness)
    }
}
