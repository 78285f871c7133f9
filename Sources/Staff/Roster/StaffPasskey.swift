package import KeyService
import Primitives
package import Sealing
import WebAuthn

/// The passkey of a member: what verifies it, and the public half of what it derives.
package struct StaffPasskey: Sendable, Hashable, RecordCodable {
    /// As the authenticator named it.
    package let credentialID: [UInt8]
    /// COSE_Key, as it was registered.
    package let publicKey: [UInt8]
    package internal(set) var signCount: UInt32
    /// Whether the authenticator lets it be copied to other devices.
    package let isCopyable: Bool
    /// The public half of the key pair that only the presented passkey derives (PRF); nil where it cannot.
    package let escrowKey: SlotPublicKey?

    package init(
        credentialID: [UInt8],
        publicKey: [UInt8],
        signCount: UInt32,
        isCopyable: Bool,
        escrowKey: SlotPublicKey?
    ) {
        self.credentialID = credentialID
        self.publicKey = publicKey
        self.signCount = signCount
        self.isCopyable = isCopyable
        self.escrowKey = escrowKey
    }

    init(_ credential: NewCredential, escrowKey: SlotPublicKey?) {
        self.init(
            credentialID: credential.id.bytes,
            publicKey: credential.publicKey.bytes,
            signCount: credential.counter,
            isCopyable: credential.flags.contains(.backupEligible),
            escrowKey: escrowKey
        )
    }

    /// What a use of it is compared with.
    func stored() throws(WebAuthnError) -> StoredCredential {
        StoredCredential(
            id: try CredentialID(credentialID),
            publicKey: try CredentialPublicKey(bytes: publicKey),
            counter: signCount,
            isBackupEligible: isCopyable
        )
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, credentialID)
        writer.append(2, publicKey)
        writer.append(3, signCount)
        writer.append(4, isCopyable)
        if let escrowKey { writer.append(5, escrowKey.bytes) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        credentialID = try reader.bytes(1)
        publicKey = try reader.bytes(2)
        signCount = try reader.uint32(3)
        isCopyable = try reader.bool(4)
        guard let key = try reader.optionalBytes(5) else {
            escrowKey = nil
            return
        }
        do { escrowKey = try SlotPublicKey(bytes: key) } catch { throw .value(5) }
    }
}
