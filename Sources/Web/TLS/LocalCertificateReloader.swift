package import Logging
import NIOCertificateReloading
package import NIOSSL
package import Primitives
import ServiceLifecycle
import SwiftASN1
import Synchronization
import X509

/// Keeps the local certificate: made at first start, loaded later, made anew before it expires, without a restart.
package final class LocalCertificateReloader: CertificateReloader, Service {
    private let name: String
    private let store: LocalCertificateStore
    private let now: Now
    private let logger: Logger
    private let current: Mutex<(certificate: LocalCertificate, override: NIOSSLContextConfigurationOverride)>

    /// Loads the certificate, or makes and saves one.
    ///
    /// A stored one that cannot be read is replaced.
    package init(
        name: String,
        store: LocalCertificateStore,
        now: @escaping Now,
        logger: Logger
    ) async throws(CertificateError) {
        self.name = name
        self.store = store
        self.now = now
        self.logger = logger
        var certificate = try await Self.load(from: store, logger: logger)
        if certificate?.isDueForRenewal(at: now(), name: name) != false {
            certificate = try await Self.make(name: name, store: store, now: now())
        }
        guard let certificate else { throw .cannotMake }
        current = Mutex((certificate, try Self.override(certificate)))
    }

    package var sslContextConfigurationOverride: NIOSSLContextConfigurationOverride {
        current.withLock { $0.override }
    }

    /// For the terminal, so that a person can compare it with what the browser shows.
    package var fingerprint: String {
        get throws(CertificateError) { try current.withLock { $0.certificate }.fingerprint }
    }

    /// Looks once an hour whether the certificate is due.
    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(3600))
                await self.renewIfDue()
            }
        }
    }

    package func renewIfDue() async {
        guard current.withLock({ $0.certificate }).isDueForRenewal(at: now(), name: name) else { return }
        do {
            let renewed = try await Self.make(name: name, store: store, now: now())
            let override = try Self.override(renewed)
            current.withLock { $0 = (renewed, override) }
            logger.notice("The local certificate was renewed; its fingerprint has changed")
        } catch {
            logger.error("The local certificate could not be renewed; the old one stays in use")
        }
    }

    private static func load(
        from store: LocalCertificateStore,
        logger: Logger
    ) async throws(CertificateError) -> LocalCertificate? {
        let bytes: [UInt8]?
        do {
            bytes = try await store.load()
        } catch {
            throw .storeFailed
        }
        guard let bytes else { return nil }
        do {
            return try LocalCertificate(decoding: bytes)
        } catch {
            logger.warning("The stored local certificate cannot be read; a new one is made")
            return nil
        }
    }

    private static func make(
        name: String,
        store: LocalCertificateStore,
        now: Timestamp
    ) async throws(CertificateError) -> LocalCertificate {
        let certificate = try LocalCertificate.make(name: name, now: now)
        do {
            try await store.save(try certificate.encoded())
        } catch {
            throw .storeFailed
        }
        return certificate
    }

    private static func override(
        _ local: LocalCertificate
    ) throws(CertificateError) -> NIOSSLContextConfigurationOverride {
        do {
            let certificate = try NIOSSLCertificate(bytes: local.certificate.serializeAsPEM().derBytes, format: .der)
            let key = try NIOSSLPrivateKey(bytes: local.key.serializeAsPEM().derBytes, format: .der)
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = [.certificate(certificate)]
            override.privateKey = .privateKey(key)
            return override
        } catch {
            throw .unreadable
        }
    }
}
