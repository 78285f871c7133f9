import Sealing

/// What a key is used for, bound to every use of it (AWS KMS calls this the encryption context).
///
/// The same pairs must be given to decrypt; they are authenticated and appear in the key service's log, so they hold
/// nothing personal.
///
/// - Shape: at most 16 pairs; keys and values are 1 to 256 bytes of printable ASCII, so that text has one spelling.
/// - Source: docs/spec/key-service.md §3.
package struct EncryptionContext: Hashable, Sendable {
    package static let pairCountMaximum = 16
    package static let textByteCountMaximum = 256

    package let pairs: [String: String]

    package init(pairs: [String: String]) { self.pairs = pairs }

    /// - Parameters:
    ///   - store: the store whose records the key protects, for example `vaults`.
    ///   - use: what in that store, for example `slots`.
    ///   - environment: the installation's environment, for example `production`.
    ///   - region: where the installation keeps its data.
    package init(store: String, use: String, environment: String, region: String) {
        pairs = ["app": "flowkeep", "store": store, "use": use, "environment": environment, "region": region]
    }

    /// The same context with one more pair; an existing pair of that name is replaced.
    package func adding(_ key: String, _ value: String) -> EncryptionContext {
        EncryptionContext(pairs: pairs.merging([key: value]) { _, new in new })
    }

    /// The bytes that are authenticated: pairs sorted by the bytes of their keys, each text preceded by its length.
    ///
    /// - Throws: ``KeyServiceError/validation`` beyond the limits above.
    package func canonicalBytes() throws(KeyServiceError) -> [UInt8] {
        guard pairs.count <= Self.pairCountMaximum else { throw .validation }
        var result = LengthPrefixed()
        for (key, value) in pairs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            guard Self.isPlain(key), Self.isPlain(value) else { throw .validation }
            result.append(key)
            result.append(value)
        }
        return result.bytes
    }

    private static func isPlain(_ text: String) -> Bool {
        (1...textByteCountMaximum).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
