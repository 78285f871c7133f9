package import NIOCore

/// Every bound on what a client may take: memory, connections and time.
///
/// Source: docs/spec/http-api.md §3.
package struct WebLimits: Sendable {
    /// Open connections of one listener; beyond that, connections wait in the kernel's queue.
    package var connectionCountMaximum = 4096
    /// Open connections of one address (a /64 for IPv6).
    ///
    /// Loopback and Unix peers are not counted: a proxy or a load test there is the operator's own.
    package var connectionCountPerAddressMaximum = 128
    /// TLS handshake and first head together; later, from a request's first byte to the end of its head.
    package var headTimeout: TimeAmount = .seconds(10)
    /// Longest pause inside a request body.
    package var bodyTimeout: TimeAmount = .seconds(30)
    /// Longest time a client may take to read an answer that is ready.
    package var answerTimeout: TimeAmount = .seconds(120)
    /// A kept connection without a request is closed after this.
    package var idleTimeout: TimeAmount = .seconds(45)
    /// How long the rest of a refused body is read away, so that the client sees the answer and not a reset.
    package var lingerTimeout: TimeAmount = .seconds(2)
    /// How long at shutdown connections that were just taken have to be set up, before the listeners close.
    package var acceptTimeout: Duration = .milliseconds(50)
    /// Longest wait at shutdown for requests in flight.
    package var drainTimeout: Duration = .seconds(10)
    /// Longest wait at shutdown, after the last answer, for connections to close by themselves.
    package var closeTimeout: Duration = .milliseconds(500)
    package var headerFieldByteCountMaximum = 8 * 1024
    package var headerByteCountMaximum = 32 * 1024
    package var headerFieldCountMaximum = 100
    package var targetByteCountMaximum = 4096
    package var bodyByteCountMaximum = 1_048_576
    package var importByteCountMaximum = 20 * 1_048_576

    package init() {}
}
