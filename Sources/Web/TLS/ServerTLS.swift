package import Logging
import NIOCertificateReloading
import NIOCore
import NIOSSL
package import ServiceLifecycle

/// How the HTTPS listener speaks TLS, and the services that keep its certificate fresh.
///
/// TLS 1.3 only; X25519, P-256, P-384; ALPN `h2` and `http/1.1`. Source: docs/spec/http-api.md §2, RFC 8446.
package struct ServerTLS: Sendable {
    /// HTTP/2 costs about half the requests per second here and saves a browser the extra connections, so it is offered
    /// and not preferred by clients that do not ask for it.
    package static let applicationProtocols = ["h2", "http/1.1"]

    /// To be run beside the server.
    package let services: [any Service]
    private let makeConfiguration: @Sendable () throws -> TLSConfiguration
    private let readFingerprint: @Sendable () throws(CertificateError) -> String

    /// Where no listener speaks TLS: one that should does not start.
    package static let none = ServerTLS()

    private init() {
        services = []
        makeConfiguration = { throw CertificateError.unreadable }
        readFingerprint = { () throws(CertificateError) in throw .unreadable }
    }

    /// With the certificate that this machine made for itself.
    package init(local: LocalCertificateReloader) {
        services = [local]
        makeConfiguration = { try Self.configuration(local) }
        readFingerprint = { () throws(CertificateError) in try local.fingerprint }
    }

    /// With certificate and key files of the operator's own, PEM, looked at again every `refreshSeconds`.
    ///
    /// A file that cannot be used keeps the certificate that is in use, and is reported.
    package init(
        certificatePath: String,
        keyPath: String,
        refreshSeconds: Int = 30,
        logger: Logger
    ) throws(CertificateError) {
        let box = FingerprintBox()
        let configuration = TimedCertificateReloader.Configuration(
            refreshInterval: .seconds(refreshSeconds),
            certificateSource: .init(location: .file(path: certificatePath), format: .pem),
            privateKeySource: .init(location: .file(path: keyPath), format: .pem)
        ) { configuration in
            configuration.onCertificateLoaded = { change in
                box.loaded(change.currentX509CertificateChain, logger: logger)
            }
            configuration.onCertificateLoadFailed = { _ in
                logger.error("The certificate or key file cannot be used; the certificate in use stays")
            }
        }
        let reloader: TimedCertificateReloader
        do {
            reloader = try TimedCertificateReloader.makeReloaderValidatingSources(configuration: configuration)
        } catch {
            throw (error as? TimedCertificateReloader.Error) == .publicKeyMismatch ? .keyDoesNotMatch : .unreadable
        }
        services = [reloader]
        makeConfiguration = { try Self.configuration(reloader) }
        readFingerprint = { () throws(CertificateError) in box.text }
    }

    /// SHA-256 of the certificate in use.
    package var fingerprint: String {
        get throws(CertificateError) { try readFingerprint() }
    }

    func configuration() throws -> TLSConfiguration { try makeConfiguration() }

    private static func configuration(_ reloader: some CertificateReloader) throws -> TLSConfiguration {
        var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
        configuration.minimumTLSVersion = .tlsv13
        configuration.maximumTLSVersion = .tlsv13
        configuration.curves = [.x25519, .secp256r1, .secp384r1]
        configuration.applicationProtocols = applicationProtocols
        configuration.shutdownTimeout = .milliseconds(500)  // a peer that does not say goodbye must not delay a restart
        return configuration
    }
}
