import KeyService
import Primitives
import Sealing

/// What the installation keeps of one of its backups.
struct BackupRecord: RecordCodable, Hashable {
    private enum Tag {
        static let id: UInt16 = 1
        static let made: UInt16 = 2
        static let isWhole: UInt16 = 3
        static let need: UInt16 = 4
        static let place: UInt16 = 5
    }

    let id: BackupID
    let made: Timestamp
    /// False while it is being made, and for one that never was finished.
    let isWhole: Bool
    let needs: KeyNeeds
    /// SHA-256 of the path of the directory it was made in: enough to know that directory again, and not its name.
    let place: [UInt8]?

    init(id: BackupID, made: Timestamp, isWhole: Bool, needs: KeyNeeds, place: [UInt8]?) {
        self.id = id
        self.made = made
        self.isWhole = isWhole
        self.needs = needs
        self.place = place
    }

    static func place(_ directory: String) -> [UInt8] { Digest.sha256(Array(directory.utf8)) }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        id = try fields.id(Tag.id)
        made = try fields.timestamp(Tag.made)
        isWhole = try fields.bool(Tag.isWhole)
        needs = try KeyNeeds(decoding: fields.allBytes(Tag.need), tag: Tag.need)
        place = try fields.optionalBytes(Tag.place)
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.id, id)
        fields.append(Tag.made, made)
        fields.append(Tag.isWhole, isWhole)
        for need in needs.encoded() { fields.append(Tag.need, need) }
        if let place { fields.append(Tag.place, place) }
        return fields.bytes
    }
}
