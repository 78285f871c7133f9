import Glibc
import Logging
import NIOSSL
import Primitives
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Certificates")
struct LocalCertificateTests {
    private static let start = Timestamp(seconds: 1_795_000_000)
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Keeps the bytes in memory.
    private final class Store: Sendable {
        let bytes = Mutex<[UInt8]?>(nil)

        var store: LocalCertificateStore {
            LocalCertificateStore(
                load: { self.bytes.withLock { $0 } },
                save: { bytes in self.bytes.withLock { $0 = bytes } }
            )
        }
    }

    @Test("a certificate made once is the same after a restart, and its fingerprint with it")
    func restart() async throws {
        let store = Store()
        let first = try await LocalCertificateReloader(
            name: "localhost",
            store: store.store,
            now: { Self.start },
            logger: Self.quiet
        )
        let second = try await LocalCertificateReloader(
            name: "localhost",
            store: store.store,
            now: { Self.start },
            logger: Self.quiet
        )
        let fingerprint = try first.fingerprint
        #expect(try second.fingerprint == fingerprint)
        #expect(fingerprint.count == 95)
    }

    @Test("it is made anew before it expires, for another name, and when it cannot be read")
    func renewal() async throws {
        let store = Store()
        let clock = Mutex(Self.start)
        let now: Now = { clock.withLock { $0 } }
        let reloader = try await LocalCertificateReloader(
            name: "localhost",
            store: store.store,
            now: now,
            logger: Self.quiet
        )
        let first = try reloader.fingerprint
        clock.withLock { $0 = Self.start.adding(seconds: 300 * 86_400) }
        await reloader.renewIfDue()
        #expect(try reloader.fingerprint == first)
        clock.withLock { $0 = Self.start.adding(seconds: 360 * 86_400) }
        await reloader.renewIfDue()
        let second = try reloader.fingerprint
        #expect(second != first)
        let renamed = try await LocalCertificateReloader(
            name: "10.0.0.7",
            store: store.store,
            now: now,
            logger: Self.quiet
        )
        #expect(try renamed.fingerprint != second)
        store.bytes.withLock { $0 = Array("not a certificate".utf8) }
        let mended = try await LocalCertificateReloader(
            name: "localhost",
            store: store.store,
            now: now,
            logger: Self.quiet
        )
        #expect(try mended.fingerprint.count == 95)
    }

    @Test("a key of another certificate is refused")
    func mismatch() throws {
        let one = String(
            decoding: try LocalCertificate.make(name: "localhost", now: Self.start).encoded(),
            as: UTF8.self
        )
        let two = String(
            decoding: try LocalCertificate.make(name: "localhost", now: Self.start).encoded(),
            as: UTF8.self
        )
        let end = "-----END PRIVATE KEY-----"
        let key = try #require(one.ranges(of: end).first.map { one[..<$0.upperBound] })
        let rest = try #require(two.ranges(of: end).first.map { two[$0.upperBound...] })
        #expect(throws: CertificateError.keyDoesNotMatch) { try LocalCertificate(decoding: Array((key + rest).utf8)) }
        #expect(throws: CertificateError.unreadable) { try LocalCertificate(decoding: Array(rest.utf8)) }
    }

    @Test("clients see the names localhost, 127.0.0.1, ::1 and the site's own, and can verify them")
    func names() async throws {
        let store = Store()
        let local = try await LocalCertificateReloader(
            name: "localhost",
            store: store.store,
            now: { Timestamp(seconds: Int64(time(nil))) },
            logger: Self.quiet
        )
        let pem = String(decoding: try #require(store.bytes.withLock { $0 }), as: UTF8.self)
        let certificate = try #require(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)).last)
        try await TestServer.run(tls: ServerTLS(local: local)) { server in
            let client = try await RawClient.tls(port: server.httpsPort) {
                $0.certificateVerification = .fullVerification
                $0.trustRoots = .certificates([certificate])
            }
            try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try await client.answer().status == 200)
        }
    }

    @Test("certificate files are taken up when they change, and a bad file leaves the old one in use")
    func files() async throws {
        let directory = try TemporaryDirectory("certificates")
        let folder = directory.path
        let (certificatePath, keyPath) = (folder + "/cert.pem", folder + "/key.pem")
        func write(_ local: LocalCertificate) throws {
            let pem = String(decoding: try local.encoded(), as: UTF8.self)
            let end = "-----END PRIVATE KEY-----\n"
            let split = try #require(pem.ranges(of: end).first?.upperBound)
            try Files.write(String(pem[..<split]), to: keyPath)
            try Files.write(String(pem[split...]), to: certificatePath)
        }
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in CollectingLogHandler(lines: lines) }
        try write(try LocalCertificate.make(name: "localhost", now: Self.start))
        let tls = try ServerTLS(certificatePath: certificatePath, keyPath: keyPath, refreshSeconds: 1, logger: logger)
        let first = try tls.fingerprint
        let running = Task { for service in tls.services { try await service.run() } }
        defer { running.cancel() }
        try Files.write("garbage", to: certificatePath)
        try await eventually { lines.all.contains { $0.contains("cannot be used") } }
        #expect(try tls.fingerprint == first)
        try write(try LocalCertificate.make(name: "localhost", now: Self.start))
        try await eventually { try tls.fingerprint != first }
        #expect(throws: CertificateError.unreadable) {
            try ServerTLS(certificatePath: folder + "/none.pem", keyPath: keyPath, logger: logger)
        }
        withExtendedLifetime(directory) {}
    }
}
