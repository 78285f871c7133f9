import KeyService
import Primitives

/// How the canary vault is opened, and what it said when.
///
/// No backup carries it: the drill brings the secret, as a person brings her recovery code.
/// - Source: docs/spec/backup.md §12.
struct CanaryRecord: RecordCodable, Hashable {
    private enum Tag {
        static let vault: UInt16 = 1
        static let slot: UInt16 = 2
        static let secret: UInt16 = 3
        static let made: UInt16 = 4
        static let mark: UInt16 = 5
    }

    static let key = RecordKey(kind: .canaryVault, name: Array("vault".utf8))
    /// More backups than are made between two drills.
    static let markMaximum = 256

    let vault: VaultID
    let slot: KeySlotID
    /// 32 bytes that open the slot.
    let secret: [UInt8]
    let made: Timestamp
    /// Oldest first.
    private(set) var marks: [CanaryMark] = []

    init(vault: VaultID, slot: KeySlotID, secret: [UInt8], made: Timestamp) {
        self.vault = vault
        self.slot = slot
        self.secret = secret
        self.made = made
    }

    mutating func add(_ mark: CanaryMark) { marks = Array((marks + [mark]).suffix(Self.markMaximum)) }

    mutating func noteWritten(_ mark: CanaryMark, at time: Timestamp) {
        guard let index = marks.lastIndex(where: { $0.bytes == mark.bytes }) else { return }
        marks[index].written = time
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        vault = try fields.id(Tag.vault)
        slot = try fields.id(Tag.slot)
        secret = try fields.bytes(Tag.secret)
        guard secret.count == 32 else { throw .width(Tag.secret) }
        made = try fields.timestamp(Tag.made)
        for field in fields.allBytes(Tag.mark) {
            guard let mark = CanaryMark(decoding: field) else { throw .width(Tag.mark) }
            marks.append(mark)
        }
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.vault, vault)
        fields.append(Tag.slot, slot)
        fields.append(Tag.secret, secret)
        fields.append(Tag.made, made)
        for mark in marks { fields.append(Tag.mark, mark.encode()) }
        return fields.bytes
    }
}
