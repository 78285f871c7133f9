package import Primitives
import Sealing
import Synchronization

/// A key service whose keys live and die with the process.
///
/// Passes the same contract suite as `keeper`; for tests and for benchmarks of what stands on a key service.
package final class InMemoryKeyManagement: KeyManagement {
    private struct Key: Sendable {
        let secret: SharedSecret
        let created: Timestamp
        var isEnabled = true
    }

    private let keys = Mutex<[CustomerKeyID: Key]>([:])
    private let now: Now

    package init(now: @escaping Now) { self.now = now }

    package func createKey(description: String) async throws(KeyServiceError) -> String {
        let id = CustomerKeyID.make()
        let key = Key(secret: SharedSecret(SecretBytes.random(count: 32)), created: now())
        keys.withLock { $0[id] = key }
        return id.text
    }

    package func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription {
        let (id, key) = try find(keyID)
        return KeyDescription(keyID: id.text, isEnabled: key.isEnabled, created: key.created)
    }

    package func generateDataKey(
        _ keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> GeneratedDataKey {
        let plaintext = SecureRandom.bytes(count: 32)
        let wrapped = try await encrypt(plaintext, keyID: keyID, context: context)
        return GeneratedDataKey(plaintext: plaintext, wrapped: wrapped)
    }

    package func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        guard (1...KeyServiceCiphertext.plaintextByteCountMaximum).contains(plaintext.count) else { throw .validation }
        let (id, key) = try find(keyID)
        guard key.isEnabled else { throw .disabled }
        return try KeyServiceCiphertext.seal(
            plaintext,
            under: key.secret.bytes,
            keyID: id,
            keyVersion: 1,
            context: context
        )
    }

    package func decrypt(
        _ ciphertext: [UInt8],
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        let blob = try KeyServiceCiphertext(decoding: ciphertext)
        // An unknown key is an invalid ciphertext: the caller named no key, the blob did.
        guard let key = keys.withLock({ $0[blob.keyID] }), blob.keyVersion == 1 else { throw .invalidCiphertext }
        guard key.isEnabled else { throw .disabled }
        return try blob.open(with: key.secret.bytes, context: context)
    }

    /// Switches a key off or on, as an administrator would.
    package func setEnabled(_ isEnabled: Bool, keyID: String) throws(KeyServiceError) {
        let (id, _) = try find(keyID)
        keys.withLock { $0[id]?.isEnabled = isEnabled }
    }

    private func find(_ keyID: String) throws(KeyServiceError) -> (CustomerKeyID, Key) {
        guard let id = CustomerKeyID(text: keyID), let key = keys.withLock({ $0[id] }) else { throw .notFound }
        return (id, key)
    }
}
