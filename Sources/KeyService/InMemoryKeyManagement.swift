package import Primitives
import Sealing
import Synchronization

/// A key service whose keys live and die with the process.
///
/// Passes the same contract suite as `keeper`; for tests and for benchmarks of what stands on a key service.
package final class InMemoryKeyManagement: DatedKeyManagement {
    private struct Key: Sendable {
        let secret: SharedSecret
        let created: Timestamp
        var isEnabled = true
        /// When it is destroyed; nil for one that stays.
        var end: Timestamp?
    }

    private let keys = Mutex<[CustomerKeyID: Key]>([:])
    private let aliases = Mutex<[String: CustomerKeyID]>([:])
    private let now: Now
    /// Whether keys end by their tags, as keeper's do; elsewhere they end when they are told to.
    private let knowsEnds: Bool

    package init(now: @escaping Now, knowsEnds: Bool = true) {
        self.now = now
        self.knowsEnds = knowsEnds
    }

    package func createKey(description: String) async throws(KeyServiceError) -> String {
        let id = CustomerKeyID.make()
        let key = Key(secret: SharedSecret(SecretBytes.random(count: 32)), created: now())
        keys.withLock { $0[id] = key }
        return id.text
    }

    package func createKey(
        description: String,
        alias: String,
        ending end: Timestamp
    ) async throws(KeyServiceError) -> String {
        if let known = aliases.withLock({ $0[alias] }), present(known)?.isEnabled == true { return known.text }
        let text = try await createKey(description: description)
        guard let id = CustomerKeyID(text: text) else { throw .validation }
        if knowsEnds { keys.withLock { $0[id]?.end = end } }
        aliases.withLock { $0[alias] = id }
        return text
    }

    package func endKey(_ keyID: String, days: Int) async throws(KeyServiceError) {
        let (id, _) = try find(keyID)
        let end = now().adding(seconds: Int64(days) * 86_400)
        keys.withLock { keys in
            keys[id]?.isEnabled = false
            keys[id]?.end = end
        }
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
        guard let key = present(blob.keyID), blob.keyVersion == 1 else { throw .invalidCiphertext }
        guard key.isEnabled else { throw .disabled }
        return try blob.open(with: key.secret.bytes, context: context)
    }

    /// Switches a key off or on, as an administrator would.
    package func setEnabled(_ isEnabled: Bool, keyID: String) throws(KeyServiceError) {
        let (id, _) = try find(keyID)
        keys.withLock { $0[id]?.isEnabled = isEnabled }
    }

    private func find(_ keyID: String) throws(KeyServiceError) -> (CustomerKeyID, Key) {
        let named = CustomerKeyID(text: keyID) ?? aliases.withLock { $0[keyID] }
        guard let id = named, let key = present(id) else { throw .notFound }
        return (id, key)
    }

    /// A key whose end has not come.
    private func present(_ id: CustomerKeyID) -> Key? {
        let moment = now()
        return keys.withLock { keys in
            if let end = keys[id]?.end, end <= moment { keys[id] = nil }
            return keys[id]
        }
    }
}
