import Logging
import Synchronization
import X509

/// The fingerprint of the certificate that was loaded last from files.
final class FingerprintBox: Sendable {
    private let value = Mutex("")

    var text: String { value.withLock { $0 } }

    func loaded(_ chain: [Certificate], logger: Logger) {
        guard let leaf = chain.first else { return }
        do {
            let fingerprint = try CertificateFingerprint.text(of: leaf)
            let isNew = value.withLock { text in
                defer { text = fingerprint }
                return !text.isEmpty && text != fingerprint
            }
            if isNew { logger.notice("A new certificate is in use") }
        } catch {
            logger.error("The new certificate has no readable fingerprint")
        }
    }
}
