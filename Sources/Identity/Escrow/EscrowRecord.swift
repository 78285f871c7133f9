import Escrow
import KeyService
import Primitives

/// The escrow of one vault, as stored (sealed).
///
/// - Shape: record 43; docs/spec/break-glass.md §8.
struct EscrowRecord: Sendable, Hashable, RecordCodable {
    let policy: EscrowPolicy
    let made: Timestamp
    let slots: [EscrowSlot]
    /// The request that it was opened for.
    var use: AccessRequestID?

    init(policy: EscrowPolicy, made: Timestamp, slots: [EscrowSlot]) {
        self.policy = policy
        self.made = made
        self.slots = slots
    }

    func offer(of vault: VaultID) -> EscrowOffer {
        EscrowOffer(vault: vault, policy: policy, slots: slots, use: use)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, policy.encoded())
        writer.append(2, made)
        if let use { writer.append(3, use) }
        for slot in slots { writer.append(4, slot.encode()) }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        do { policy = try EscrowPolicy(decoding: try reader.bytes(1)) } catch { throw .value(1) }
        made = try reader.timestamp(2)
        use = try reader.optionalID(3)
        var slots: [EscrowSlot] = []
        for bytes in reader.allBytes(4) { slots.append(try EscrowSlot(decoding: bytes)) }
        self.slots = slots
    }
}

extension EscrowSlot {
    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, tracker)
        writer.append(2, slot)
        for share in shares { writer.append(3, share.encode()) }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        let tracker = try reader.bytes(1)
        guard tracker.count == 2 else { throw .width(1) }
        var shares: [OfficerShare] = []
        for bytes in reader.allBytes(3) { shares.append(try OfficerShare(decoding: bytes)) }
        self.init(tracker: UInt16(tracker[0]) << 8 | UInt16(tracker[1]), slot: try reader.id(2), shares: shares)
    }
}

extension OfficerShare {
    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, officer)
        writer.append(2, number)
        writer.append(3, box)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        self.init(officer: try reader.id(1), number: try reader.uint8(2), box: try reader.bytes(3))
    }
}

/// That an account has an escrow, and under which policy: lets the server count those under another one.
struct EscrowPointer: RecordCodable {
    let policy: [UInt8]

    init(policy: [UInt8]) { self.policy = policy }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { policy = try FieldReader(bytes).bytes(1) }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, policy)
        return writer.bytes
    }
}

/// What a person is told of an access, as stored (sealed).
///
/// - Shape: record 45; docs/spec/break-glass.md §8.
struct AccessNoticeRecord: RecordCodable {
    let notice: AccessNotice

    init(_ notice: AccessNotice) { self.notice = notice }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, notice.asked)
        writer.append(2, notice.role.rawValue)
        writer.append(3, notice.reason)
        writer.append(4, notice.ticket)
        for tracker in notice.trackers { writer.append(5, tracker) }
        writer.append(6, notice.opened)
        if let ended = notice.ended { writer.append(7, ended) }
        writer.append(8, UInt32(clamping: notice.pages))
        writer.append(9, notice.request)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        guard let role = StaffRole(rawValue: try reader.uint8(2)) else { throw .value(2) }
        var trackers: [UInt16] = []
        for bytes in reader.allBytes(5) {
            guard bytes.count == 2 else { throw .width(5) }
            trackers.append(UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
        }
        notice = AccessNotice(
            request: try reader.id(9),
            asked: try reader.timestamp(1),
            role: role,
            reason: try reader.string(3),
            ticket: try reader.string(4),
            trackers: trackers,
            opened: try reader.timestamp(6),
            ended: try reader.optionalTimestamp(7),
            pages: Int(try reader.uint32(8))
        )
    }
}

extension RecordKey {
    static func escrow(of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .escrow, owner: account.bytes, name: [])
    }

    /// Owned by nobody, so that all can be counted.
    static func escrowPointer(_ account: UserAccountID) -> RecordKey {
        RecordKey(kind: .escrow, name: account.bytes)
    }

    static func accessNotice(_ request: AccessRequestID, of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .accessNotice, owner: account.bytes, name: request.bytes)
    }
}
