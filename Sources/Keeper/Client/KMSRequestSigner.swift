package import KeyService
package import Primitives

/// Signs requests to a key service that authenticates its callers by signature (AWS Signature Version 4).
///
/// Keeper knows its callers by their process, so ``UnsignedRequests`` is right on its socket.
package protocol KMSRequestSigner: Sendable {
    /// Headers to add to a request that is sent at `moment`; empty for none.
    ///
    /// - Throws: `accessDenied` without credentials, `unavailable` when whoever has them does not answer.
    func headers(
        for request: KMSOutgoingRequest,
        at moment: Timestamp
    ) async throws(KeyServiceError) -> [(name: String, value: String)]

    /// Takes none of the credentials it kept a second time.
    func forgetCredentials() async
}

/// The parts of a request that are signed.
package struct KMSOutgoingRequest: Sendable {
    /// The value of the `Host` header.
    let authority: String
    let target: String
    let body: [UInt8]
}

/// Adds nothing.
package struct UnsignedRequests: KMSRequestSigner {
    package init() {}

    package func headers(for request: KMSOutgoingRequest, at moment: Timestamp) -> [(name: String, value: String)] {
        []
    }

    package func forgetCredentials() {}
}
