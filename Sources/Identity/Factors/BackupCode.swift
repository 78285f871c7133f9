import KeyService
import Primitives
import Sealing

/// A code that does the second step once: 50 random bits.
///
/// - Shape: ten characters of Crockford's base 32, shown `xxxxx-xxxxx`.
enum BackupCode {
    static let count = 10
    static let characterCount = 10
    static let markByteCount = 16

    /// A new code as it is shown.
    static func random() -> String {
        // 5 bits a character: 7 bytes give 56, of which the last six are dropped.
        String(Base32.encode(SecureRandom.bytes(count: 7)).prefix(characterCount)).grouped(by: 5, separator: "-")
    }

    /// A typed code as it is compared; nil where it cannot be one.
    static func canonical(_ text: String) -> [UInt8]? {
        let kept = text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        guard kept.count == characterCount else { return nil }
        // Reads look-alikes as what they stand for; six more characters make whole bytes of it.
        guard let bytes = Base32.decode(String(decoding: kept, as: UTF8.self) + "000000") else { return nil }
        return bytes
    }

    /// What is kept of a code: found by its account alone, and computed with the key service's help.
    static func mark(
        _ canonical: [UInt8],
        of account: UserAccountID,
        by index: BlindIndex
    ) async throws(IdentityError) -> [UInt8] {
        do {
            return Array(try await index.value(.backupCode, of: account.bytes + canonical).prefix(markByteCount))
        } catch {
            throw .records(.key(error))
        }
    }
}
