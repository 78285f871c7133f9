import KeyService
import Primitives
import Sealing

/// The file of one customer key, sealed under the root key.
///
/// - Shape: `"FKCKEY" 6 | 0 | format 1 | root key id 16 | key id 16 | sealed box` over fields (`FieldWriter`).
/// - Binding: the box's place is the 40 bytes before it. A file renamed, altered or of another root key does not open.
/// - Source: docs/spec/key-service.md §2.
enum CustomerKeyFile {
    static let byteCountMaximum = 262_144  // 500 versions have about 42,000 bytes, 50 tags at most 78,000
    private static let magic: [UInt8] = Array("FKCKEY".utf8) + [0, 1]
    private static let headerByteCount = 8 + RootKey.idByteCount + CustomerKeyID.byteCount
    private static let boxKeyVersion: UInt32 = 1  // the root key has one version

    private enum Tag {
        static let created: UInt16 = 1
        static let isEnabled: UInt16 = 2
        static let text: UInt16 = 3
        static let version: UInt16 = 4
        static let spec: UInt16 = 5
        static let deletion: UInt16 = 6
        static let rotationDays: UInt16 = 7
        static let rotationSince: UInt16 = 8
        static let tag: UInt16 = 9
        static let highest = tag
    }

    private enum VersionTag {
        static let number: UInt16 = 1
        static let created: UInt16 = 2
        static let secret: UInt16 = 3
        static let cause: UInt16 = 4
    }

    private enum TagTag {
        static let key: UInt16 = 1
        static let value: UInt16 = 2
    }

    static func encode(_ key: CustomerKey, under root: borrowing RootKey) -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.created, key.created)
        fields.append(Tag.isEnabled, key.state == .enabled)
        fields.append(Tag.text, key.text)
        for version in key.versions { fields.append(Tag.version, encode(version)) }
        // What a key of the first day does not have is not written: its file is as it was then.
        if key.spec != .symmetric { fields.append(Tag.spec, key.spec.rawValue) }
        if case .pendingDeletion(let moment) = key.state { fields.append(Tag.deletion, moment) }
        if let rotation = key.rotation {
            fields.append(Tag.rotationDays, rotation.periodDays)
            fields.append(Tag.rotationSince, rotation.since)
        }
        for (name, value) in key.tags.sorted(by: { $0.key < $1.key }) {
            var inner = FieldWriter()
            inner.append(TagTag.key, name)
            inner.append(TagTag.value, value)
            fields.append(Tag.tag, inner.bytes)
        }
        fields.append(key.unknown)
        let header = magic + root.id + key.id.bytes
        let context = SealingContext(.customerKey, place: header)
        return header + SealedBox.seal(fields.bytes, under: root.secret, keyVersion: boxKeyVersion, context: context)
    }

    private static func encode(_ version: CustomerKey.Version) -> [UInt8] {
        var inner = FieldWriter()
        inner.append(VersionTag.number, version.number)
        inner.append(VersionTag.created, version.created)
        inner.append(VersionTag.secret, version.secret.bytes.copied())
        if let cause = version.cause { inner.append(VersionTag.cause, cause.rawValue) }
        return inner.bytes
    }

    /// The id of the root key that a file is sealed under, which is in the clear; nil for what is no such file.
    static func rootKeyID(of bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > headerByteCount, bytes.starts(with: magic) else { return nil }
        return Array(bytes[magic.count..<magic.count + RootKey.idByteCount])
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
        var tags: [String: String] = [:]
        for bytes in fields.allBytes(Tag.tag) {
            let inner = try FieldReader(bytes)
            let (name, value) = (try inner.string(TagTag.key), try inner.string(TagTag.value))
            guard tags.updateValue(value, forKey: name) == nil else { throw .repeated(Tag.tag) }
        }
        return CustomerKey(
            id: id,
            created: try fields.timestamp(Tag.created),
            spec: try spec(fields),
            state: try state(fields),
            text: try fields.string(Tag.text),
            tags: tags,
            rotation: try rotation(fields),
            versions: try versions(fields),
            unknown: fields.unknownFields(above: Tag.highest)
        )
    }

    private static func spec(_ fields: FieldReader) throws(RecordDecodingError) -> CustomerKey.Spec {
        guard try fields.optionalBytes(Tag.spec) != nil else { return .symmetric }
        guard let spec = CustomerKey.Spec(rawValue: try fields.uint8(Tag.spec)) else { throw .value(Tag.spec) }
        return spec
    }

    private static func state(_ fields: FieldReader) throws(RecordDecodingError) -> KeyState {
        let isEnabled = try fields.bool(Tag.isEnabled)
        guard let deletion = try fields.optionalTimestamp(Tag.deletion) else { return isEnabled ? .enabled : .disabled }
        guard !isEnabled else { throw .value(Tag.deletion) }
        return .pendingDeletion(deletion)
    }

    private static func rotation(_ fields: FieldReader) throws(RecordDecodingError) -> RotationSchedule? {
        guard let since = try fields.optionalTimestamp(Tag.rotationSince) else { return nil }
        return RotationSchedule(periodDays: try fields.uint32(Tag.rotationDays), since: since)
    }

    private static func versions(_ fields: FieldReader) throws(RecordDecodingError) -> [CustomerKey.Version] {
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
                    secret: SharedSecret(SecretBytes(wiping: &secret)),
                    cause: try cause(inner)
                )
            )
        }
        guard !versions.isEmpty else { throw .missing(Tag.version) }
        return versions
    }

    private static func cause(_ version: FieldReader) throws(RecordDecodingError) -> CustomerKey.RotationCause? {
        guard try version.optionalBytes(VersionTag.cause) != nil else { return nil }
        guard let cause = CustomerKey.RotationCause(rawValue: try version.uint8(VersionTag.cause)) else {
            throw .value(VersionTag.cause)
        }
        return cause
    }
}
