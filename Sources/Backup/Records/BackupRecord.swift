import KeyService
import Primitives

/// What the installation keeps of one of its backups, wherever that backup lies.
struct BackupRecord: RecordCodable, Hashable {
    private enum Tag {
        static let id: UInt16 = 1
        static let made: UInt16 = 2
        static let isWhole: UInt16 = 3
        static let need: UInt16 = 4
    }

    let id: BackupID
    let made: Timestamp
    /// False while it is being made, and for one that never was finished.
    let isWhole: Bool
    let needs: KeyNeeds

    init(id: BackupID, made: Timestamp, isWhole: Bool, needs: KeyNeeds) {
        self.id = id
        self.made = made
        self.isWhole = isWhole
        self.needs = needs
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        id = try fields.id(Tag.id)
        made = try fields.timestamp(Tag.made)
        isWhole = try fields.bool(Tag.isWhole)
        needs = try KeyNeeds(decoding: fields.allBytes(Tag.need), tag: Tag.need)
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.id, id)
        fields.append(Tag.made, made)
        fields.append(Tag.isWhole, isWhole)
        for need in needs.encoded() { fields.append(Tag.need, need) }
        return fields.bytes
    }
}
