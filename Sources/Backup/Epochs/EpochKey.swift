package import KeyService
package import Primitives

/// What the installation keeps of the key of an epoch: never the key, and that it was when it is no more.
package struct EpochKey: RecordCodable, Hashable {
    private enum Tag {
        static let epoch: UInt16 = 1
        static let told: UInt16 = 2
        static let destroyed: UInt16 = 3
    }

    package let epoch: BackupEpoch
    /// When the key service was told to end it; nil where keys end by themselves, or before.
    package internal(set) var told: Timestamp?
    /// When the key service was seen not to have it any more.
    package internal(set) var destroyed: Timestamp?

    init(_ epoch: BackupEpoch) { self.epoch = epoch }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        epoch = try BackupEpoch(decoding: try fields.bytes(Tag.epoch))
        told = try fields.optionalTimestamp(Tag.told)
        destroyed = try fields.optionalTimestamp(Tag.destroyed)
    }

    package func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.epoch, epoch.encode())
        if let told { fields.append(Tag.told, told) }
        if let destroyed { fields.append(Tag.destroyed, destroyed) }
        return fields.bytes
    }
}
