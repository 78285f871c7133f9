package import KeyService
package import Primitives
package import Vault

/// A person's account as stored (sealed): a handle and where her vault is.
///
/// No address, no name, no number.
package struct UserAccount: Sendable, Hashable, RecordCodable {
    package static let idleLockMinutesStandard: UInt32 = 30
    /// What a person may choose: a phone passed around, or a desk at home.
    package static let idleLockMinutesAllowed: ClosedRange<UInt32> = 1...720

    private static let younger: UInt8 = 2

    package let id: UserAccountID
    package let vault: VaultID
    package let handle: String
    package let created: Timestamp
    package var passphraseSlot: KeySlotID
    package var recoverySlot: KeySlotID
    package var idleLockMinutes: UInt32
    /// Trackers that the account's passphrase does not open.
    package internal(set) var ownLocks: [OwnLock]

    /// Whether the passphrase alone lets nobody in: there is an authenticator app or a passkey.
    package internal(set) var hasSecondStep: Bool
    /// Since when somebody with the recovery code and no second step waits to come in.
    package internal(set) var recoveryAsked: Timestamp?

    /// For the account of a young person: what it rests on.
    package internal(set) var guardianConsent: GuardianConsentID?
    /// When the staff last opened a part of her data that she has not been told of.
    package internal(set) var untoldAccess: Timestamp?
    /// When everything is deleted, as she asked; nil where she did not.
    package internal(set) var deletionDue: Timestamp?

    /// The lock of its own that a tracker has.
    package func ownLock(of tracker: TrackerID) -> OwnLock? { ownLocks.first { $0.tracker == tracker } }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, vault)
        writer.append(3, handle)
        writer.append(4, created)
        writer.append(5, passphraseSlot)
        writer.append(6, recoverySlot)
        writer.append(7, idleLockMinutes)
        for lock in ownLocks { writer.append(8, lock.bytes) }
        if hasSecondStep { writer.append(9, true) }
        if let recoveryAsked { writer.append(10, recoveryAsked) }
        if let guardianConsent {
            writer.append(11, Self.younger)
            writer.append(12, guardianConsent.bytes)
        }
        if let untoldAccess { writer.append(13, untoldAccess) }
        if let deletionDue { writer.append(14, deletionDue) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        vault = try reader.id(2)
        handle = try reader.string(3)
        created = try reader.timestamp(4)
        passphraseSlot = try reader.id(5)
        recoverySlot = try reader.id(6)
        idleLockMinutes = try reader.uint32(7)
        ownLocks = []
        for bytes in reader.allBytes(8) {
            guard let lock = OwnLock(bytes: bytes) else { throw .width(8) }
            ownLocks.append(lock)
        }
        hasSecondStep = try reader.optionalBytes(9) == nil ? false : try reader.bool(9)
        recoveryAsked = try reader.optionalTimestamp(10)
        if try reader.optionalBytes(11) != nil {
            guard try reader.uint8(11) == Self.younger else { throw .value(11) }
            guard let consent = GuardianConsentID(bytes: try reader.bytes(12)) else { throw .width(12) }
            guardianConsent = consent
        }
        untoldAccess = try reader.optionalTimestamp(13)
        deletionDue = try reader.optionalTimestamp(14)
    }

    init(
        id: UserAccountID,
        vault: VaultID,
        handle: Handle,
        created: Timestamp,
        passphraseSlot: KeySlotID,
        recoverySlot: KeySlotID
    ) {
        self.id = id
        self.vault = vault
        self.handle = handle.folded
        self.created = created
        self.passphraseSlot = passphraseSlot
        self.recoverySlot = recoverySlot
        self.idleLockMinutes = Self.idleLockMinutesStandard
        ownLocks = []
        hasSecondStep = false
    }
}
