/// Why no usable certificate came about.
///
/// Carries no path and no bytes.
package enum CertificateError: Error, Hashable, Sendable {
    /// Not PEM, not a certificate, or not a key.
    case unreadable
    /// The private key is not the certificate's.
    case keyDoesNotMatch
    case cannotMake
    /// The store that keeps the local certificate did not answer.
    case storeFailed
}
