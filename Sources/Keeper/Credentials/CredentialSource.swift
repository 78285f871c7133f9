import AWSSignature
import KeyService
import Primitives

/// A place where credentials may be found.
protocol CredentialSource: Sendable {
    /// The credentials; nil when this place is not set up.
    ///
    /// - Throws: `accessDenied` when it is set up and holds nothing usable, `unavailable` when it does not answer. No
    ///   other place is asked then: credentials of another identity would be a surprise.
    func credentials() async throws(KeyServiceError) -> AWSCredentials?
}
