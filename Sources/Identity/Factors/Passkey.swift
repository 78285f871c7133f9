package import KeyService
package import Primitives
import Sealing
import Vault
import WebAuthn

/// A passkey of an account, as stored (sealed).
///
/// - Source: docs/spec/factors.md §6.
package struct Passkey: Sendable, Hashable, RecordCodable {
    package static let countMaximum = 20
    package static let nameCharacterMaximum = 60
    private static let transportMaximum = 8

    package let credentialID: [UInt8]
    let publicKey: [UInt8]
    var counter: UInt32
    let isBackupEligible: Bool
    var isBackedUp: Bool
    package var name: String
    package let added: Timestamp
    package var lastUse: CalendarDay?
    /// The slot that its pseudo-random function opens; nil where it is a second step alone.
    package let slot: KeySlotID?
    /// Which model of authenticator made it; zeros where it does not say.
    let modelID: [UInt8]
    /// How a browser reaches it, in the standard's words.
    package let transports: [String]

    private enum Tag {
        static let credentialID: UInt16 = 1
        static let publicKey: UInt16 = 2
        static let counter: UInt16 = 3
        static let isBackupEligible: UInt16 = 4
        static let isBackedUp: UInt16 = 5
        static let name: UInt16 = 6
        static let added: UInt16 = 7
        static let lastUse: UInt16 = 8
        static let slot: UInt16 = 9
        static let modelID: UInt16 = 10
        static let transport: UInt16 = 11
    }

    init(_ new: NewCredential, name: String, transports: [String], slot: KeySlotID?, at time: Timestamp) {
        credentialID = new.id.bytes
        publicKey = new.publicKey.bytes
        counter = new.counter
        isBackupEligible = new.flags.contains(.backupEligible)
        isBackedUp = new.flags.contains(.backedUp)
        self.name = name
        added = time
        lastUse = nil
        self.slot = slot
        modelID = new.aaguid
        self.transports = Array(transports.prefix(Self.transportMaximum))
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        credentialID = try reader.bytes(Tag.credentialID)
        publicKey = try reader.bytes(Tag.publicKey)
        counter = try reader.uint32(Tag.counter)
        isBackupEligible = try reader.bool(Tag.isBackupEligible)
        isBackedUp = try reader.bool(Tag.isBackedUp)
        name = try reader.string(Tag.name)
        added = try reader.timestamp(Tag.added)
        let hasUse = try reader.optionalBytes(Tag.lastUse) != nil
        lastUse =
            hasUse ? CalendarDay(daysSinceEpoch: Int32(bitPattern: try reader.uint32(Tag.lastUse))) : nil
        let hasSlot = try reader.optionalBytes(Tag.slot) != nil
        slot = hasSlot ? try reader.id(Tag.slot) : nil
        modelID = try reader.bytes(Tag.modelID)
        var transports: [String] = []
        for bytes in reader.allBytes(Tag.transport) {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .text(Tag.transport) }
            transports.append(text)
        }
        self.transports = transports
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(Tag.credentialID, credentialID)
        writer.append(Tag.publicKey, publicKey)
        writer.append(Tag.counter, counter)
        writer.append(Tag.isBackupEligible, isBackupEligible)
        writer.append(Tag.isBackedUp, isBackedUp)
        writer.append(Tag.name, name)
        writer.append(Tag.added, added)
        if let lastUse { writer.append(Tag.lastUse, UInt32(bitPattern: lastUse.daysSinceEpoch)) }
        if let slot { writer.append(Tag.slot, slot) }
        writer.append(Tag.modelID, modelID)
        for transport in transports { writer.append(Tag.transport, transport) }
        return writer.bytes
    }

    /// Names the record: SHA-256 of the credential's id.
    package var mark: [UInt8] { Self.mark(credentialID) }

    static func mark(_ credentialID: [UInt8]) -> [UInt8] { Digest.sha256(credentialID) }

    /// As what a browser's answer is checked against.
    func stored() throws(WebAuthnError) -> StoredCredential {
        StoredCredential(
            id: try CredentialID(credentialID),
            publicKey: try CredentialPublicKey(bytes: publicKey),
            counter: counter,
            isBackupEligible: isBackupEligible
        )
    }
}

extension RecordKey {
    static func passkey(_ mark: [UInt8], of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .passkey, owner: account.bytes, name: mark)
    }
}
