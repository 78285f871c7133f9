package import Primitives

/// Signs requests to a key service that authenticates its callers by signature (AWS Signature Version 4).
///
/// Keeper knows its callers by their process, so ``UnsignedRequests`` is right on its socket.
package protocol KMSRequestSigner: Sendable {
    /// Headers to add to a request; empty for none.
    func headers(target: String, body: [UInt8], at moment: Timestamp) -> [(name: String, value: String)]
}

/// Adds nothing.
package struct UnsignedRequests: KMSRequestSigner {
    package init() {}

    package func headers(target: String, body: [UInt8], at moment: Timestamp) -> [(name: String, value: String)] { [] }
}
