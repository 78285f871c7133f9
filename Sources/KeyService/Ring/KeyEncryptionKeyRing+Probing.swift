import Primitives
import Sealing

/// One part of what every use of a key names.
package enum KeyContextPart: String, Sendable, CaseIterable {
    case store, use, environment, region, version
}

extension KeyEncryptionKeyRing {
    /// Asks the key service for the newest key of a use under a context in which one part is another's.
    ///
    /// - Returns: whether it refused, as it must; a key that it gives all the same is wiped.
    /// - Throws: ``KeyRingError`` when it did not answer, which says nothing about the context.
    package func isRefused(_ use: KEKUse, elsewhere part: KeyContextPart) async throws(KeyRingError) -> Bool {
        guard let version = try await versions(use).last else { throw .missing(use) }
        let record = try await wrappedKey(use, version)
        let altered = context(use, version).adding(part.rawValue, "elsewhere")
        do throws(KeyServiceError) {
            var plaintext = try await keyManagement.decrypt(record.wrapped, context: altered)
            Wipe.zero(&plaintext)
        } catch .invalidCiphertext {
            return true  // nothing was given, so nothing is reported: the key service's own record has it
        } catch {
            throw .keyService(error)
        }
        try await report(.unwrap, use, version)
        return false
    }
}
