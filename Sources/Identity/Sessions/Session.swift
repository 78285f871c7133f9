package import KeyService
package import Primitives
package import Vault

/// A signed-in browser or program, as stored (sealed) in the metadata store.
package struct Session: Sendable, Hashable, RecordCodable {
    /// What presents the token.
    package enum Client: UInt8, Sendable { case browser = 1, program = 2 }

    /// SHA-256 of the token.
    package let hash: [UInt8]
    package let account: UserAccountID
    package let vault: VaultID
    package let client: Client
    package let created: Timestamp
    /// The end, however busy: 12 hours after sign-in.
    package let expiry: Timestamp
    /// Stored to the minute: more would be a diary of somebody's day.
    ///
    /// In memory to the millisecond, for the idle lock.
    package var lastUse: Timestamp
    package var idleLockMinutes: UInt32
    /// The slot that the token opens; nil while the session is locked.
    package var slot: KeySlotID?
    /// The trackers with a lock of their own, each locked or open to this session.
    package internal(set) var ownLocks: [SessionOwnLock]

    /// When it was shown last who is there.
    package var proved: Timestamp
    /// With what it began: `Firefox on Linux`; empty where nobody said.
    package let deviceName: String
    /// The passkey that it began with, as its mark; nil where none was used.
    ///
    /// It ends when that passkey is removed.
    let passkey: [UInt8]?

    package func ownLock(of tracker: TrackerID) -> SessionOwnLock? { ownLocks.first { $0.tracker == tracker } }

    /// What the session's keys must not be used for.
    var lockedTrackers: Set<TrackerID> { Set(ownLocks.filter(\.isLocked).map(\.tracker)) }

    /// Puts how the session stands with a tracker's lock in place of what there was.
    mutating func set(_ lock: SessionOwnLock) {
        ownLocks = (ownLocks.filter { $0.tracker != lock.tracker } + [lock]).sorted { $0.tracker < $1.tracker }
    }

    package var isLocked: Bool { slot == nil }

    /// Nothing opens for its token any more.
    mutating func lockEverything() {
        slot = nil
        ownLocks = ownLocks.map { $0.used(at: nil) }
    }

    package func isIdle(at now: Timestamp) -> Bool {
        now >= lastUse.adding(seconds: Int64(idleLockMinutes) * 60)
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, hash)
        writer.append(2, account)
        writer.append(3, vault)
        writer.append(4, client.rawValue)
        writer.append(5, created)
        writer.append(6, expiry)
        writer.append(7, lastUse)
        writer.append(8, idleLockMinutes)
        if let slot { writer.append(9, slot) }
        for lock in ownLocks { writer.append(10, lock.bytes) }
        if proved != created { writer.append(11, proved) }
        if !deviceName.isEmpty { writer.append(12, deviceName) }
        if let passkey { writer.append(13, passkey) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        hash = try reader.bytes(1)
        account = try reader.id(2)
        vault = try reader.id(3)
        guard let client = Client(rawValue: try reader.uint8(4)) else { throw .value(4) }
        self.client = client
        created = try reader.timestamp(5)
        expiry = try reader.timestamp(6)
        lastUse = try reader.timestamp(7)
        idleLockMinutes = try reader.uint32(8)
        if let slot = try reader.optionalBytes(9) {
            guard let id = KeySlotID(bytes: slot) else { throw .width(9) }
            self.slot = id
        }
        ownLocks = []
        for bytes in reader.allBytes(10) {
            guard let lock = SessionOwnLock(bytes: bytes) else { throw .width(10) }
            ownLocks.append(lock)
        }
        proved = try reader.optionalTimestamp(11) ?? created
        deviceName = try reader.optionalString(12) ?? ""
        passkey = try reader.optionalBytes(13)
    }

    init(
        hash: [UInt8],
        account: UserAccount,
        client: Client,
        created: Timestamp,
        expiry: Timestamp,
        slot: KeySlotID,
        deviceName: String,
        passkey: [UInt8]?
    ) {
        self.hash = hash
        self.account = account.id
        self.vault = account.vault
        self.client = client
        self.created = created
        self.expiry = expiry
        self.lastUse = created
        self.idleLockMinutes = account.idleLockMinutes
        self.slot = slot
        ownLocks = account.ownLocks.map { SessionOwnLock($0) }
        proved = created
        self.deviceName = deviceName
        self.passkey = passkey
    }
}
