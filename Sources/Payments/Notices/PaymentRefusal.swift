/// Why a notice was not taken.
///
/// Closed, and never told to whoever sent it: the answer is the same for all but ``keys``.
package enum PaymentRefusal: Error, Hashable, Sendable {
    /// Longer than ``NoticeLimits/byteCountMaximum``.
    case tooLarge
    /// Not what the provider writes; duplicate members of an object are part of it.
    case malformed
    /// There is no signature at all.
    case unsigned
    /// Another algorithm than the provider's own, `none` among them.
    case algorithm
    case signature
    /// Older or newer than a notice may be.
    case stale
    /// The chain of certificates does not lead to the pinned root.
    case certificate(CertificateFault)
    /// It is meant for another program, another address, or made in a sandbox.
    case addressee
    /// The configured keys cannot be read; the provider is asked to send it again.
    case keys
}

/// What is wrong with a chain of certificates.
package enum CertificateFault: Hashable, Sendable, CaseIterable {
    /// Not three of them.
    case count
    case malformed
    /// The last one is not the root that is pinned.
    case root
    /// One was not signed by the next, or does not name it.
    case issuer
    /// Before its time or after it.
    case expired
    /// It is not meant for this: no authority where one must be, or none of Apple's marks.
    case use
}

/// How much of a notice is read, and how long one may be on its way.
package enum NoticeLimits {
    /// Real ones are below 20 KiB.
    package static let byteCountMaximum = 65_536
    /// A header with two signatures is below 300 bytes, a token of Google's below 2 KiB.
    package static let headerByteCountMaximum = 4096
    /// Stripe's own tolerance; each sending is signed anew.
    package static let stripeSeconds: Int64 = 300
    /// How far another's clock may be ahead.
    package static let aheadSeconds: Int64 = 300
    /// The App Store sends again up to 72 hours later, Pub/Sub keeps a message for 7 days.
    package static let retriedSeconds: Int64 = 8 * 86_400
    /// How long it is remembered that a notice was seen; longer than any of the above, or one could come twice.
    package static let seenSeconds: Int64 = 30 * 86_400
}
