package import Primitives
package import Sealing

/// The key service: the subset of the AWS KMS API that Flowkeep uses, answered by `keeper`, by AWS KMS, or in memory.
///
/// Plaintext keys come back in memory that is wiped when it is released.
package protocol KeyManagement: Sendable {
    /// Makes a symmetric key inside the service and returns its id.
    func createKey(description: String) async throws(KeyServiceError) -> String

    func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription

    /// A fresh 32-byte data key: in the clear, and wrapped under `keyID` and `context`.
    func generateDataKey(_ keyID: String, context: EncryptionContext) async throws(KeyServiceError) -> GeneratedDataKey

    func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8]

    func decrypt(_ ciphertext: [UInt8], context: EncryptionContext) async throws(KeyServiceError) -> [UInt8]
}

package struct KeyDescription: Hashable, Sendable {
    package let keyID: String
    package let isEnabled: Bool
    package let created: Timestamp

    package init(keyID: String, isEnabled: Bool, created: Timestamp) {
        self.keyID = keyID
        self.isEnabled = isEnabled
        self.created = created
    }
}

/// A fresh data key in both its forms.
package struct GeneratedDataKey: Sendable {
    private var plaintext: [UInt8]
    package let wrapped: [UInt8]

    package init(plaintext: [UInt8], wrapped: [UInt8]) {
        self.plaintext = plaintext
        self.wrapped = wrapped
    }

    /// Moves the key into memory for secrets and zeroes this copy.
    ///
    /// Once.
    package mutating func takePlaintext() -> SecretBytes {
        precondition(!plaintext.isEmpty, "a data key is taken once")
        let secret = SecretBytes(wiping: &plaintext)
        plaintext = []
        return secret
    }
}

/// Why the key service did not answer as asked.
///
/// Names follow the KMS exceptions they come from.
package enum KeyServiceError: Error, Hashable, Sendable {
    /// No such key.
    case notFound
    /// The ciphertext does not open under this key and context.
    case invalidCiphertext
    case disabled
    /// The request was malformed (a bug, or another program on the socket).
    case validation
    case accessDenied
    /// What the request was signed with is over, and there is nothing newer.
    case credentialsExpired
    /// The embedded key service waits for its root key: nothing opens until officers give it.
    case sealed
    /// Too many requests; try again later.
    case throttled
    /// No answer within two seconds, or no connection. New unlocks fail closed; open vaults go on.
    case unavailable
}
