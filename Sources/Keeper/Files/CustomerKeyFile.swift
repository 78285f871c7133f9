import KeyService
import Primitives
import Sealing

/// The file of one customer key, sealed under the root key.
///
/// - Shape: `"FKCKEY" 6 | 0 | format 1 | root key id 16 | key id 16 | sealed box` over fields (`FieldWriter`).
/// - Binding: the box's place is the 40 bytes before it. A file renamed, altered or of another root key does not open.
/// - Source: docs/spec/key-service.md §2.
enum CustomerKeyFile {
    static let byteCountMaximum = 65_536  // a key of 100 versions has about 6,000 bytes
    private static let magic: [UInt8] = Array("FKCKEY".utf8) + [0, 1]
    private static let headerByteCount = 8 + RootKey.idByteCount + CustomerKeyID.byteCount
    private static let boxKeyVersion: UInt32 = 1  // the root key has one version

    private enum Tag {
        static let created: UInt16 = 1
        static let isEnabled: UInt16 = 2
        static let text: UInt16 = 3
        static let version: UInt16 = 4
    }

    private enum VersionTag {
        static let number: UInt16 = 1
        static let created: UInt16 = 2
        static let secret: UInt16 = 3
    }

    static func encode(_ key: CustomerKey, under root: borrowing RootKey) -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.created, key.created)
        fields.append(Tag.isEnabled, key.isEnabled)
        fields.append(Tag.text, key.text)
        for version in key.versions {
            var inner = FieldWriter()
            inner.append(VersionTag.number, version.number)
            inner.append(VersionTag.created, version.created)
            inner.append(VersionTag.secret, version.secret.bytes.copied())
            fields.append(Tag.version, inner.bytes)
        }
        let header = magic + root.id + key.id.bytes
        let context = SealingContext(.customerKey, place: header)
        return header + SealedBox.seal(fields.bytes, under: root.secret, keyVersion: boxKeyVersion, context: context)
    }

    /// Opens a file.
    ///
    /// - Throws: ``KeeperError/rootKeyOther`` or ``KeeperError/keysDamaged``.
    static func decode(
        _ bytes: [UInt8],
        named id: CustomerKeyID,
        root: borrowing RootKey
    ) throws(KeeperError) -> CustomerKey {
        guard bytes.count > headerByteCount, bytes.starts(with: magic) else { throw .keysDamaged }
        let header = bytes[..<headerByteCount]
        guard header[magic.count..<magic.count + RootKey.idByteCount] == root.id[...] else { throw .rootKeyOther }
        guard header.suffix(CustomerKeyID.byteCount).elementsEqual(id.bytes) else { throw .keysDamaged }
        let context = SealingContext(.customerKey, place: Array(header))
        var plaintext: [UInt8]
        do { plaintext = try SealedBox.open(bytes[headerByteCount...], with: root.secret, context: context) } catch {
            throw .keysDamaged
        }
        defer { Wipe.zero(&plaintext) }
        do { return try key(id, plaintext) } catch { throw .keysDamaged }
    }

    private static func key(_ id: CustomerKeyID, _ plaintext: [UInt8]) throws(RecordDecodingError) -> CustomerKey {
        let fields = try FieldReader(plaintext)
        var versions: [CustomerKey.Version] = []
        for bytes in fields.allBytes(Tag.version) {
            let inner = try FieldReader(bytes)
            var secret = try inner.bytes(VersionTag.secret)
            let number = try inner.uint32(VersionTag.number)
            guard secret.count == 32, number > versions.last?.number ?? 0 else { throw .value(Tag.version) }
            versions.append(
                CustomerKey.Version(
                    number: number,
                    created: try inner.timestamp(VersionTag.created),
                    secret: SharedSecret(SecretBytes(wiping: &secret))
                )
            )
        }
        guard !versions.isEmpty else { throw .missing(Tag.version) }
        return CustomerKey(
            id: id,
            created: try fields.timestamp(Tag.created),
            isEnabled: try fields.bool(Tag.isEnabled),
            text: try fields.string(Tag.text),
            versions: versions
        )
    }
}

extension SecretBytes {
    /// An ordinary array of the bytes, for one format's encoding; its memory is wiped by the process's allocator.
    fileprivate borrowing func copied() -> [UInt8] {
        withBytes { span in
            // unsafe: offsets run below the span's byte count.
            (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
