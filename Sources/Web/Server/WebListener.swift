/// A listening socket that was opened elsewhere, and what it is for.
///
/// The supervisor opens sockets and hands their descriptors to its instances, so that a restart drops no queued
/// connection. Source: docs/spec/http-api.md §1.
package struct WebListener: Hashable, Sendable {
    package enum Role: Hashable, Sendable {
        /// TLS 1.3: pages and API.
        case https
        /// TLS 1.3: pages of the staff and nothing else.
        case staff
        /// Plain HTTP: answers 308 to the HTTPS address and nothing else.
        case redirect
        /// Unix socket for the command line of the same user: API without TLS.
        case local
        /// Loopback TCP without TLS, behind a proxy that speaks it: for what carries nothing personal.
        case plain
        /// Loopback or Unix socket for probes and metrics. Carries nothing personal.
        case health
    }

    package let role: Role

    /// Whether clients speak TLS.
    var isTLS: Bool { role == .https || role == .staff }

    /// Bound and listening.
    ///
    /// The server owns it from here on and closes it when it stops.
    package let descriptor: CInt

    package init(role: Role, descriptor: CInt) {
        self.role = role
        self.descriptor = descriptor
    }
}
