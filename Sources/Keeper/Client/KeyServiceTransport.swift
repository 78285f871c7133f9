/// Carries requests to a key service and to whoever hands out the credentials for it.
///
/// This module reaches keeper's socket by itself (``UnixSocketTransport``) and no other host: whoever composes the
/// program hands in the way out.
package protocol KeyServiceTransport: Sendable {
    /// - Throws: ``TransportFailure``.
    func send(_ request: TransportRequest) async throws(TransportFailure) -> TransportAnswer

    /// Closes what it holds open.
    func shutdown() async throws
}

package struct TransportRequest: Sendable {
    /// `GET`, `POST` or `PUT`.
    package let method: String
    package let url: String
    /// Without `Host`, which is the URL's.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// For all of it.
    package let timeout: Duration

    init(
        _ method: String,
        _ url: String,
        headers: [(name: String, value: String)],
        body: [UInt8] = [],
        timeout: Duration
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }

    /// Larger answers are failures.
    package static let answerByteCountMaximum = 65_536
}

package struct TransportAnswer: Sendable {
    package let status: Int
    /// The value of `x-amzn-errortype`, where there is one.
    package let errorType: String?
    package let body: [UInt8]

    package init(status: Int, errorType: String?, body: [UInt8]) {
        self.status = status
        self.errorType = errorType
        self.body = body
    }
}

package enum TransportFailure: Error, Hashable, Sendable {
    /// There was no connection, or it ended before the answer did.
    case broken
    /// Asking again would bring the same, or there is no time left.
    case final
}
