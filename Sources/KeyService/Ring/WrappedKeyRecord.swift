import Primitives

/// A key-encryption key as stored: wrapped by the key service, beside what is needed to ask for it.
///
/// Not sealed by ``SealedRecords``, since it is what those stand on; altering it makes the key service refuse it.
/// - Shape: fields, docs/spec/key-service.md §5.
struct WrappedKeyRecord: RecordCodable, Hashable {
    private enum Tag {
        static let use: UInt16 = 1
        static let version: UInt16 = 2
        static let wrapped: UInt16 = 3
        static let created: UInt16 = 4
        static let unusedSince: UInt16 = 5
    }

    let use: KEKUse
    let version: UInt32
    let wrapped: [UInt8]
    let created: Timestamp
    /// Since when a whole pass has found nothing under this old version; nil while something is, or may be.
    var unusedSince: Timestamp?

    init(use: KEKUse, version: UInt32, wrapped: [UInt8], created: Timestamp) {
        self.use = use
        self.version = version
        self.wrapped = wrapped
        self.created = created
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        guard let use = KEKUse(rawValue: try fields.uint8(Tag.use)) else { throw .value(Tag.use) }
        self.use = use
        version = try fields.uint32(Tag.version)
        wrapped = try fields.bytes(Tag.wrapped)
        created = Timestamp(milliseconds: try fields.int64(Tag.created))
        unusedSince = try fields.optionalTimestamp(Tag.unusedSince)
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.use, use.rawValue)
        fields.append(Tag.version, version)
        fields.append(Tag.wrapped, wrapped)
        fields.append(Tag.created, created.milliseconds)
        if let unusedSince { fields.append(Tag.unusedSince, unusedSince) }
        return fields.bytes
    }

    /// The name of the record that says which customer key is used: before every use, whose numbers start at 1.
    static let customerKeyName: [UInt8] = [0]

    /// The record's name: use, then version, so that a list gives the versions of a use in order.
    static func key(_ use: KEKUse, _ version: UInt32) -> RecordKey {
        RecordKey(kind: .keyEncryptionKey, name: name(use, version))
    }

    static func name(_ use: KEKUse, _ version: UInt32) -> [UInt8] {
        [use.rawValue] + stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: version >> UInt32($0)) }
    }
}
