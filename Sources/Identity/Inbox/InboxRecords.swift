package import KeyService
package import Primitives
import Sealing
import Vault

/// Who may add to an inbox, as stored.
///
/// - Source: docs/spec/inbox.md §4.
package struct SenderRecord: Sendable, Hashable, RecordCodable {
    /// Raw values are in sealed records: never renumber, never reuse.
    package enum Kind: UInt8, Sendable { case token = 1, browser = 2 }

    package let id: SenderID
    package let account: UserAccountID
    package let kind: Kind
    package let publicKey: [UInt8]
    package let scopes: Set<TokenScope>
    package let created: Timestamp
    let certificate: [UInt8]
    /// The last entry that was taken.
    package internal(set) var accepted = InboxPosition.start
    /// The last entry that was looked at with the vault open.
    var folded = InboxPosition.start
    /// What only a holder of the control key can make of ``folded``.
    var progress: [UInt8]
    package internal(set) var name: String
    package internal(set) var lastUse: CalendarDay?
    package private(set) var ended: Timestamp?
    /// The last entry that was taken before it was ended.
    private(set) var lastOfBefore: UInt64?

    init(
        _ new: NewSender,
        account: UserAccountID,
        created: Timestamp,
        certificate: [UInt8],
        progress: [UInt8]
    ) {
        id = new.id
        self.account = account
        kind = new.kind
        publicKey = new.publicKey.bytes
        scopes = new.scopes
        self.created = created
        self.certificate = certificate
        self.progress = progress
        name = new.name
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, account)
        writer.append(3, kind.rawValue)
        writer.append(4, publicKey)
        for scope in scopes.sorted() { writer.append(5, scope.rawValue) }
        writer.append(6, created)
        writer.append(7, certificate)
        writer.append(8, accepted.bytes)
        writer.append(9, folded.bytes)
        writer.append(10, progress)
        writer.append(11, name)
        if let lastUse { writer.append(12, lastUse.daysSinceEpoch) }
        if let ended { writer.append(13, ended) }
        if let lastOfBefore { writer.append(14, lastOfBefore) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        account = try reader.id(2)
        guard let kind = Kind(rawValue: try reader.uint8(3)) else { throw .value(3) }
        self.kind = kind
        publicKey = try reader.bytes(4)
        scopes = try reader.scopes(5)
        created = try reader.timestamp(6)
        certificate = try reader.bytes(7)
        guard let accepted = InboxPosition(bytes: try reader.bytes(8)) else { throw .width(8) }
        self.accepted = accepted
        guard let folded = InboxPosition(bytes: try reader.bytes(9)) else { throw .width(9) }
        self.folded = folded
        progress = try reader.bytes(10)
        name = try reader.string(11)
        lastUse = try reader.optionalDay(12)
        ended = try reader.optionalTimestamp(13)
        if try reader.optionalBytes(14) != nil { lastOfBefore = try reader.uint64(14) }
    }

    mutating func end(at now: Timestamp) {
        ended = now
        lastOfBefore = accepted.sequence
    }

    /// Whether the owner put it there, and how far it got.
    func isCertified(in vault: VaultID, by access: VaultAccess) throws(VaultError) -> Bool {
        let message = Self.certified(vault, id, kind, publicKey, scopes, created)
        let expected = try access.certificate(Self.label, message)
        let progress = try access.certificate(Self.progressLabel, Self.progressed(vault, id, folded))
        return ConstantTime.equal(expected, certificate[...]) && ConstantTime.equal(progress, self.progress[...])
    }

    static let label = "flowkeep/1 inbox sender"
    static let progressLabel = "flowkeep/1 inbox progress"

    static func certified(
        _ vault: VaultID,
        _ id: SenderID,
        _ kind: Kind,
        _ publicKey: [UInt8],
        _ scopes: Set<TokenScope>,
        _ created: Timestamp
    ) -> [UInt8] {
        var message = LengthPrefixed()
        message.append(vault.bytes)
        message.append(id.bytes)
        message.append(kind.rawValue)
        message.append(publicKey)
        message.append(scopes.sorted().map(\.rawValue))
        message.append(UInt64(bitPattern: created.milliseconds))
        return message.bytes
    }

    static func progressed(_ vault: VaultID, _ id: SenderID, _ position: InboxPosition) -> [UInt8] {
        var message = LengthPrefixed()
        message.append(vault.bytes)
        message.append(id.bytes)
        message.append(position.sequence)
        message.append(position.hash)
        return message.bytes
    }
}

/// A sender before it is stored.
struct NewSender: Sendable {
    let id: SenderID
    let kind: SenderRecord.Kind
    let name: String
    let publicKey: SignaturePublicKey
    let scopes: Set<TokenScope>
}

/// The public half of a vault's inbox key, as stored.
///
/// - Source: docs/spec/inbox.md §2.
struct InboxRecord: Sendable, Hashable, RecordCodable {
    static let label = "flowkeep/1 inbox key"

    let epoch: UInt32
    let publicKey: [UInt8]
    let certificate: [UInt8]

    init(epoch: UInt32, publicKey: [UInt8], certificate: [UInt8]) {
        self.epoch = epoch
        self.publicKey = publicKey
        self.certificate = certificate
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        epoch = try reader.uint32(1)
        publicKey = try reader.bytes(2)
        certificate = try reader.bytes(3)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, epoch)
        writer.append(2, publicKey)
        writer.append(3, certificate)
        return writer.bytes
    }

    static func certified(_ vault: VaultID, epoch: UInt32, publicKey: [UInt8]) -> [UInt8] {
        var message = LengthPrefixed()
        message.append(vault.bytes)
        message.append(epoch)
        message.append(publicKey)
        return message.bytes
    }
}

/// An entry that waits, as stored.
///
/// - Source: docs/spec/inbox.md §7.
struct InboxEntryRecord: Sendable, Hashable, RecordCodable {
    let entry: [UInt8]
    let received: CalendarDay
    /// Nil while nobody has looked at it.
    var state: InboxState?

    init(entry: [UInt8], received: CalendarDay) {
        self.entry = entry
        self.received = received
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        entry = try reader.bytes(1)
        guard let received = try reader.optionalDay(2) else { throw .missing(2) }
        self.received = received
        if try reader.optionalBytes(3) != nil {
            guard let state = InboxState(rawValue: try reader.uint8(3)) else { throw .value(3) }
            self.state = state
        }
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, entry)
        writer.append(2, received.daysSinceEpoch)
        if let state { writer.append(3, state.rawValue) }
        return writer.bytes
    }
}

/// Why an entry that was looked at still waits.
///
/// Raw values are in sealed records: never renumber, never reuse.
package enum InboxState: UInt8, Sendable, CaseIterable, Hashable {
    case doesNotFit = 1
    case gap = 2
    case replay = 3
    case brokenChain = 4
    case badSignature = 5
    case doesNotOpen = 6
    case beyondScope = 7
    case senderEnded = 8
    /// It is for the diary, which is closed at the moment.
    case diaryClosed = 9

    /// Whether somebody may have meddled: then it stands in the access history.
    var isRefusal: Bool {
        switch self {
        case .gap, .replay, .brokenChain, .badSignature, .doesNotOpen, .beyondScope: true
        case .doesNotFit, .senderEnded, .diaryClosed: false
        }
    }

    /// For JSON.
    package var name: String {
        switch self {
        case .doesNotFit: "does-not-fit"
        case .gap: "entries-missing"
        case .replay: "came-twice"
        case .brokenChain: "broken-chain"
        case .badSignature: "bad-signature"
        case .doesNotOpen: "does-not-open"
        case .beyondScope: "beyond-scope"
        case .senderEnded: "sender-ended"
        case .diaryClosed: "diary-closed"
        }
    }
}
