import KeyService
import Primitives
import Sealing
import Vault

/// Parts of a diary for a partner's account, as stored (sealed) at who shares them.
///
/// - Shape: record 36; docs/spec/sharing.md §8.
struct DiaryShare: RecordCodable, Hashable {
    static let countMaximum = 8
    static let nameByteCount = 16

    /// The account that took the code, and the key that it is shown things under.
    struct Partner: Hashable {
        let vault: VaultID
        /// The name of the partner's own record.
        let record: [UInt8]
        let name: String
        let since: Timestamp
        let epoch: KeyEpoch
        let publicKey: [UInt8]
        /// HMAC of the key under the pairing key: nobody who did not know the code made it.
        let tag: [UInt8]
    }

    /// What was sealed for the partner last.
    struct Shown: Hashable {
        let box: [UInt8]
        let tag: [UInt8]
    }

    var parts: Set<SharedDiaryPart>
    let made: Timestamp
    /// Until when the code may be used.
    let expiry: Timestamp
    /// Of who shares, as the partner sees her.
    let name: String
    let pairing: SealedPairing
    /// Of the code: what it is found by while it waits.
    let mark: [UInt8]
    var partner: Partner?
    var shown: Shown?

    private enum Tag {
        static let part: UInt16 = 1
        static let made: UInt16 = 2
        static let expiry: UInt16 = 3
        static let name: UInt16 = 4
        static let pairing: UInt16 = 5
        static let pairingEpoch: UInt16 = 6
        static let partnerVault: UInt16 = 7
        static let partnerRecord: UInt16 = 8
        static let partnerName: UInt16 = 9
        static let since: UInt16 = 10
        static let epoch: UInt16 = 11
        static let publicKey: UInt16 = 12
        static let keyTag: UInt16 = 13
        static let box: UInt16 = 14
        static let boxTag: UInt16 = 15
        static let mark: UInt16 = 16
    }

    init(parts: Set<SharedDiaryPart>, made: Timestamp, name: String, pairing: SealedPairing, mark: [UInt8]) {
        self.parts = parts
        self.made = made
        expiry = made.adding(seconds: SharingCode.seconds)
        self.name = name
        self.pairing = pairing
        self.mark = mark
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        parts = []
        for bytes in reader.allBytes(Tag.part) {
            guard bytes.count == 1, let part = SharedDiaryPart(rawValue: bytes[0]) else { throw .value(Tag.part) }
            parts.insert(part)
        }
        made = try reader.timestamp(Tag.made)
        expiry = try reader.timestamp(Tag.expiry)
        name = try reader.string(Tag.name)
        pairing = SealedPairing(box: try reader.bytes(Tag.pairing), epoch: try reader.uint32(Tag.pairingEpoch))
        mark = try reader.bytes(Tag.mark)
        if try reader.optionalBytes(Tag.partnerVault) != nil {
            partner = Partner(
                vault: try reader.id(Tag.partnerVault),
                record: try reader.bytes(Tag.partnerRecord),
                name: try reader.string(Tag.partnerName),
                since: try reader.timestamp(Tag.since),
                epoch: try reader.uint32(Tag.epoch),
                publicKey: try reader.bytes(Tag.publicKey),
                tag: try reader.bytes(Tag.keyTag)
            )
            guard partner?.record.count == Self.nameByteCount else { throw .width(Tag.partnerRecord) }
        }
        if let box = try reader.optionalBytes(Tag.box) { shown = Shown(box: box, tag: try reader.bytes(Tag.boxTag)) }
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        for part in parts.sorted() { writer.append(Tag.part, part.rawValue) }
        writer.append(Tag.made, made)
        writer.append(Tag.expiry, expiry)
        writer.append(Tag.name, name)
        writer.append(Tag.pairing, pairing.box)
        writer.append(Tag.pairingEpoch, pairing.epoch)
        if let partner {
            writer.append(Tag.partnerVault, partner.vault)
            writer.append(Tag.partnerRecord, partner.record)
            writer.append(Tag.partnerName, partner.name)
            writer.append(Tag.since, partner.since)
            writer.append(Tag.epoch, partner.epoch)
            writer.append(Tag.publicKey, partner.publicKey)
            writer.append(Tag.keyTag, partner.tag)
        }
        if let shown {
            writer.append(Tag.box, shown.box)
            writer.append(Tag.boxTag, shown.tag)
        }
        writer.append(Tag.mark, mark)
        return writer.bytes
    }
}

/// What two who share have in common, sealed under a secret of one of them.
struct SealedPairing: Hashable {
    let box: [UInt8]
    /// Of the sharing key that the secret comes from.
    let epoch: KeyEpoch
}

/// That a partner's account is shown parts of a diary, as stored (sealed) at the partner.
///
/// - Shape: record 37.
struct SharedWithMe: RecordCodable, Hashable {
    let owner: VaultID
    let share: [UInt8]
    let name: String
    let since: Timestamp
    let pairing: SealedPairing
    /// Since when there is nothing more.
    var ended: Timestamp?

    init(owner: VaultID, share: [UInt8], name: String, since: Timestamp, pairing: SealedPairing) {
        self.owner = owner
        self.share = share
        self.name = name
        self.since = since
        self.pairing = pairing
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        owner = try reader.id(1)
        share = try reader.bytes(2)
        name = try reader.string(3)
        since = try reader.timestamp(4)
        pairing = SealedPairing(box: try reader.bytes(5), epoch: try reader.uint32(6))
        ended = try reader.optionalTimestamp(7)
        guard share.count == DiaryShare.nameByteCount else { throw .width(2) }
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, owner)
        writer.append(2, share)
        writer.append(3, name)
        writer.append(4, since)
        writer.append(5, pairing.box)
        writer.append(6, pairing.epoch)
        if let ended { writer.append(7, ended) }
        return writer.bytes
    }
}

extension RecordKey {
    static func diaryShare(_ name: [UInt8], of vault: VaultID) -> RecordKey {
        RecordKey(kind: .diaryShare, owner: vault.bytes, name: name)
    }

    static func sharedWithMe(_ name: [UInt8], of vault: VaultID) -> RecordKey {
        RecordKey(kind: .sharedWithMe, owner: vault.bytes, name: name)
    }
}
