package import KeyService
package import Primitives
import Vault

/// What a member may do in a book.
///
/// Raw values are in sealed records: never renumber, never reuse.
package enum BookRole: UInt8, Sendable, CaseIterable, Hashable {
    /// Everything; there is always one.
    case owner = 1
    /// Adds and changes.
    case editor = 2
    /// Reads.
    case viewer = 3

    /// A name for addresses and JSON.
    package var name: String {
        switch self {
        case .owner: "owner"
        case .editor: "editor"
        case .viewer: "viewer"
        }
    }

    package init?(name: String) {
        guard let role = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }

    package var mayChange: Bool { self != .viewer }
}

/// Somebody who keeps a book with others.
package struct BookMember: Sendable, Hashable {
    package let account: UserAccountID
    /// Her own vault, whose access history is told.
    let vault: VaultID
    /// The name of her own record.
    let membership: [UInt8]
    /// Her slot in the book; names her there.
    package let slot: KeySlotID
    package internal(set) var role: BookRole
    package let since: Timestamp
    /// Under which the others see her.
    package let name: String

    private enum Tag {
        static let account: UInt16 = 1
        static let vault: UInt16 = 2
        static let membership: UInt16 = 3
        static let slot: UInt16 = 4
        static let role: UInt16 = 5
        static let since: UInt16 = 6
        static let name: UInt16 = 7
    }

    init(
        account: UserAccountID,
        vault: VaultID,
        membership: [UInt8],
        slot: KeySlotID,
        role: BookRole,
        since: Timestamp,
        name: String
    ) {
        self.account = account
        self.vault = vault
        self.membership = membership
        self.slot = slot
        self.role = role
        self.since = since
        self.name = name
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        account = try reader.id(Tag.account)
        vault = try reader.id(Tag.vault)
        membership = try reader.bytes(Tag.membership)
        slot = try reader.id(Tag.slot)
        guard let role = BookRole(rawValue: try reader.uint8(Tag.role)) else { throw .value(Tag.role) }
        self.role = role
        since = try reader.timestamp(Tag.since)
        name = try reader.string(Tag.name)
        guard membership.count == BookMembership.nameByteCount else { throw .width(Tag.membership) }
    }

    var bytes: [UInt8] {
        var writer = FieldWriter()
        writer.append(Tag.account, account)
        writer.append(Tag.vault, vault)
        writer.append(Tag.membership, membership)
        writer.append(Tag.slot, slot)
        writer.append(Tag.role, role.rawValue)
        writer.append(Tag.since, since)
        writer.append(Tag.name, name)
        return writer.bytes
    }
}

/// A book as stored (sealed): its name, and who keeps it.
///
/// - Shape: record 33; docs/spec/sharing.md §4.
package struct SharedBook: Sendable, Hashable, RecordCodable {
    package static let memberMaximum = 16

    package internal(set) var name: String
    package let made: Timestamp
    /// Whether a member has left since the keys were made.
    var areKeysDue = false
    /// The longest there first; exactly one is the owner.
    package internal(set) var members: [BookMember]

    private enum Tag {
        static let name: UInt16 = 1
        static let made: UInt16 = 2
        static let keysDue: UInt16 = 3
        static let member: UInt16 = 4
    }

    init(name: String, made: Timestamp, owner: BookMember) {
        self.name = name
        self.made = made
        members = [owner]
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        name = try reader.string(Tag.name)
        made = try reader.timestamp(Tag.made)
        areKeysDue = try reader.optionalBytes(Tag.keysDue) == nil ? false : try reader.bool(Tag.keysDue)
        members = []
        for bytes in reader.allBytes(Tag.member) { members.append(try BookMember(decoding: bytes)) }
        guard members.count(where: { $0.role == .owner }) == 1 else { throw .value(Tag.member) }
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(Tag.name, name)
        writer.append(Tag.made, made)
        if areKeysDue { writer.append(Tag.keysDue, true) }
        for member in members { writer.append(Tag.member, member.bytes) }
        return writer.bytes
    }

    package func member(_ account: UserAccountID) -> BookMember? { members.first { $0.account == account } }

    func member(_ slot: KeySlotID) -> BookMember? { members.first { $0.slot == slot } }

    mutating func setRole(_ role: BookRole, of slot: KeySlotID) {
        guard let index = members.firstIndex(where: { $0.slot == slot }) else { return }
        members[index].role = role
    }
}

/// That an account is a member of a book: says which slot is hers.
///
/// - Shape: record 34.
struct BookMembership: RecordCodable, Hashable {
    static let nameByteCount = 16

    let book: VaultID
    let slot: KeySlotID
    /// Of the sharing key that the slot's secret comes from.
    let epoch: KeyEpoch

    init(book: VaultID, slot: KeySlotID, epoch: KeyEpoch) {
        self.book = book
        self.slot = slot
        self.epoch = epoch
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        book = try reader.id(1)
        slot = try reader.id(2)
        epoch = try reader.uint32(3)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, book)
        writer.append(2, slot)
        writer.append(3, epoch)
        return writer.bytes
    }
}

/// A code for a book that waits to be used: it is the secret of the slot that names the record.
///
/// - Shape: record 35.
struct BookInvitation: RecordCodable, Hashable {
    static let countMaximum = 16

    let role: BookRole
    let made: Timestamp
    let expiry: Timestamp
    let inviter: UserAccountID

    init(role: BookRole, made: Timestamp, inviter: UserAccountID) {
        self.role = role
        self.made = made
        expiry = made.adding(seconds: SharingCode.seconds)
        self.inviter = inviter
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        guard let role = BookRole(rawValue: try reader.uint8(1)) else { throw .value(1) }
        self.role = role
        made = try reader.timestamp(2)
        expiry = try reader.timestamp(3)
        inviter = try reader.id(4)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, role.rawValue)
        writer.append(2, made)
        writer.append(3, expiry)
        writer.append(4, inviter)
        return writer.bytes
    }
}

extension RecordKey {
    static func book(_ id: VaultID) -> RecordKey { RecordKey(kind: .sharedBook, owner: id.bytes, name: []) }

    static func membership(_ name: [UInt8], of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .bookMembership, owner: account.bytes, name: name)
    }

    static func invitation(_ slot: KeySlotID, to book: VaultID) -> RecordKey {
        RecordKey(kind: .bookInvitation, owner: book.bytes, name: slot.bytes)
    }
}
