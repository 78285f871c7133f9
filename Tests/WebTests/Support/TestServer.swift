import HTTPTypes
import Logging
import NIOCore
import NIOPosix
import Primitives
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Web

/// A real server on real sockets, for the length of one closure.
struct TestServer: Sendable {
    let httpsPort: Int
    let redirectPort: Int
    let healthPort: Int
    let localPath: String
    let shutdown: @Sendable () async -> Void

    static func run(
        endpoints: [Endpoint] = TestEndpoints.all,
        sessions: any SessionGate = FakeSessions(),
        staff: (any StaffGate)? = nil,
        limits: WebLimits = WebLimits(),
        name: String = "localhost",
        tls: ServerTLS? = nil,
        fallback: FallbackPages = FallbackPages(
            problem: { problem, _ in Array("<h1>\(problem.kind.title)</h1>".utf8) },
            lockedForm: { _ in throw Problem(.locked) }
        ),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ body: @Sendable @escaping (TestServer) async throws -> Void
    ) async throws {
        let https = try ListeningSocket.loopback()
        let redirect = try ListeningSocket.loopback()
        let health = try ListeningSocket.loopback()
        let directory = try TemporaryDirectory("web")
        let path = directory.path("l")
        let local = try ListeningSocket.unix(path: path)
        defer { withExtendedLifetime(directory) {} }
        let serving = Latch()
        let certificate = try await TestCertificates.shared()
        let site = WebSite(
            address: SiteAddress(name: name, httpsPort: UInt16(https.port)),
            tls: tls ?? ServerTLS(local: certificate),
            endpoints: endpoints,
            sessions: sessions,
            staff: staff,
            limits: limits,
            fallback: fallback,
            isReady: { true },
            onServing: { serving.open() },
            housekeeping: {},
            logger: logger
        )
        let server = WebServer(
            listeners: [
                WebListener(role: staff == nil ? .https : .staff, descriptor: https.descriptor),
                WebListener(role: .redirect, descriptor: redirect.descriptor),
                WebListener(role: .health, descriptor: health.descriptor),
                WebListener(role: .local, descriptor: local),
            ],
            site: site,
            limits: limits,
            group: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            await serving.wait()
            let test = TestServer(
                httpsPort: https.port,
                redirectPort: redirect.port,
                healthPort: health.port,
                localPath: path,
                shutdown: { await group.triggerGracefulShutdown() }
            )
            let result: Result<Void, any Error>
            do { result = .success(try await body(test)) } catch { result = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    /// Asks, and expects a status.
    func expect(
        _ status: Int,
        _ text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await request(text)
        #expect(answer.status == status, sourceLocation: sourceLocation)
    }

    /// One request over TLS on a connection of its own.
    func request(_ text: String, isHead: Bool = false) async throws -> RawAnswer {
        try await request(Array(text.replacing("HOST", with: "localhost:\(httpsPort)").utf8), isHead: isHead)
    }

    /// The same, with a body that is no text.
    func request(_ bytes: [UInt8], isHead: Bool = false) async throws -> RawAnswer {
        let client = try await RawClient.tls(port: httpsPort)
        try await client.send(bytes)
        let answer = try await client.answer(isHead: isHead)
        await client.close()
        return answer
    }
}

/// Opens once; whoever waits goes on.
final class Latch: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    var isOpen: Bool { state.withLock { $0.isOpen } }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}

/// One certificate for all tests: making keys is the slow part.
enum TestCertificates {
    private static let made = Task { () async throws -> LocalCertificateReloader in
        try await LocalCertificateReloader(
            name: "localhost",
            store: LocalCertificateStore(load: { nil }, save: { _ in }),
            now: { Timestamp(seconds: 1_795_000_000) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    static func shared() async throws -> LocalCertificateReloader { try await made.value }
}
