import AWSSignature
package import KeyService
package import Primitives
import Sealing

/// Signs with credentials from a ``CredentialChain``.
///
/// - Source: docs/spec/key-service.md §9.
package struct SignedRequests: KMSRequestSigner {
    static let service = "kms"

    private let credentials: CredentialChain
    private let region: String

    /// - Parameters:
    ///   - credentials: where keys come from.
    ///   - region: of the key service, for example `eu-central-1`.
    package init(credentials: CredentialChain, region: String) {
        self.credentials = credentials
        self.region = region
    }

    package func headers(
        for request: KMSOutgoingRequest,
        at moment: Timestamp
    ) async throws(KeyServiceError) -> [(name: String, value: String)] {
        let credentials = try await credentials.credentials(at: moment)
        return Self.headers(for: request, at: moment, credentials: credentials, region: region)
    }

    package func forgetCredentials() async { await credentials.forget() }

    static func headers(
        for request: KMSOutgoingRequest,
        at moment: Timestamp,
        credentials: AWSCredentials,
        region: String
    ) -> [(name: String, value: String)] {
        let time = SignatureMoment(moment)
        var added = [(name: "x-amz-date", value: time.text)]
        if let token = credentials.sessionTokenText { added.append(("x-amz-security-token", token)) }
        let signature = SignatureV4(
            method: "POST",
            headers: [
                ("content-type", KMSOperation.contentType), ("host", request.authority),
                ("x-amz-target", request.target),
            ] + added,
            body: request.body
        )
        let scope = SignatureV4.Scope(day: time.day, region: region, service: service)
        return added + [("authorization", signature.authorization(moment: time.text, scope: scope, credentials))]
    }
}
