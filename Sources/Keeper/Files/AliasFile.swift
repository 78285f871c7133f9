import KeyService
import Primitives
import Sealing

/// The file of all aliases, sealed under the root key: one file, so that moving an alias is one step.
///
/// - Shape: `"FKALIA" 6 | 0 | format 1 | root key id 16 | sealed box` over fields (`FieldWriter`).
/// - Binding: the box's place is the 24 bytes before it.
/// - Source: docs/spec/key-service.md §2.
enum AliasFile {
    static let byteCountMaximum = 1 << 20
    private static let magic: [UInt8] = Array("FKALIA".utf8) + [0, 1]
    private static let headerByteCount = 8 + RootKey.idByteCount
    private static let boxKeyVersion: UInt32 = 1  // the root key has one version
    private static let aliasTag: UInt16 = 1

    private enum Tag {
        static let name: UInt16 = 1
        static let target: UInt16 = 2
        static let created: UInt16 = 3
        static let updated: UInt16 = 4
    }

    static func encode(_ aliases: [String: KeyAlias], under root: borrowing RootKey) -> [UInt8] {
        var fields = FieldWriter()
        for alias in aliases.values.sorted(by: { $0.name < $1.name }) {
            var inner = FieldWriter()
            inner.append(Tag.name, alias.name)
            inner.append(Tag.target, alias.target.bytes)
            inner.append(Tag.created, alias.created)
            inner.append(Tag.updated, alias.updated)
            fields.append(aliasTag, inner.bytes)
        }
        let header = magic + root.id
        let context = SealingContext(.customerKeyAliases, place: header)
        return header + SealedBox.seal(fields.bytes, under: root.secret, keyVersion: boxKeyVersion, context: context)
    }

    /// Opens the file.
    ///
    /// - Throws: ``KeeperError/rootKeyOther`` or ``KeeperError/keysDamaged``.
    static func decode(_ bytes: [UInt8], root: borrowing RootKey) throws(KeeperError) -> [String: KeyAlias] {
        guard bytes.count > headerByteCount, bytes.starts(with: magic) else { throw .keysDamaged }
        let header = bytes[..<headerByteCount]
        guard header[magic.count...] == root.id[...] else { throw .rootKeyOther }
        let context = SealingContext(.customerKeyAliases, place: Array(header))
        let plaintext: [UInt8]
        do { plaintext = try SealedBox.open(bytes[headerByteCount...], with: root.secret, context: context) } catch {
            throw .keysDamaged
        }
        do { return try aliases(plaintext) } catch { throw .keysDamaged }
    }

    private static func aliases(_ plaintext: [UInt8]) throws(RecordDecodingError) -> [String: KeyAlias] {
        var aliases: [String: KeyAlias] = [:]
        for bytes in try FieldReader(plaintext).allBytes(aliasTag) {
            let inner = try FieldReader(bytes)
            guard let target = CustomerKeyID(bytes: try inner.bytes(Tag.target)) else { throw .value(Tag.target) }
            let alias = KeyAlias(
                name: try inner.string(Tag.name),
                target: target,
                created: try inner.timestamp(Tag.created),
                updated: try inner.timestamp(Tag.updated)
            )
            guard aliases.updateValue(alias, forKey: alias.name) == nil else { throw .repeated(aliasTag) }
        }
        return aliases
    }
}
