import Primitives
import Sealing

/// What an authenticator says and signs (WebAuthn §6.1), read strictly: every byte belongs to a part.
package struct AuthenticatorData: Sendable, Hashable {
    /// A credential id of the greatest length, a key of the greatest and as much again for extensions.
    package static let byteCountMaximum = 4096

    /// SHA-256 of the relying party's id.
    package let partyHash: [UInt8]
    package let flags: AuthenticatorFlags
    /// How often the credential has signed; 0 where it is not counted, as with one that has copies.
    package let counter: UInt32
    package let attestedCredential: AttestedCredential?
    /// What extensions said, unread: none of ours is in here.
    package let extensions: CBORMap?

    /// Reads exactly the bytes.
    ///
    /// - Throws: ``WebAuthnError``.
    package init(_ bytes: [UInt8]) throws(WebAuthnError) {
        guard bytes.count <= Self.byteCountMaximum else { throw .tooLarge }
        var position = 0
        partyHash = Array(try bytes.take(Digest.byteCount, at: &position))
        flags = AuthenticatorFlags(rawValue: try bytes.take(UInt8.self, at: &position))
        counter = try bytes.take(UInt32.self, at: &position)
        guard flags.contains(.backupEligible) || !flags.contains(.backedUp) else { throw .backupState }
        attestedCredential =
            flags.contains(.attestedCredential) ? try AttestedCredential(bytes, at: &position) : nil
        extensions = flags.contains(.extensions) ? try Self.extensions(bytes, at: &position) : nil
        guard position == bytes.count else { throw .trailingAuthenticatorData }
    }

    private static func extensions(_ bytes: [UInt8], at position: inout Int) throws(WebAuthnError) -> CBORMap {
        guard let map = try bytes.takeCBOR(at: &position).map else { throw .malformedAuthenticatorData }
        guard map.members.allSatisfy({ $0.name.text != nil }) else { throw .malformedAuthenticatorData }
        return map
    }
}

/// A new credential, as the authenticator that made it tells.
package struct AttestedCredential: Sendable, Hashable {
    package static let aaguidByteCount = 16

    /// The model of the authenticator, 16 bytes; zeros where it does not say.
    package let aaguid: [UInt8]
    package let id: CredentialID
    package let publicKey: CredentialPublicKey

    /// Reads from `position` on, which is moved behind the key.
    init(_ bytes: [UInt8], at position: inout Int) throws(WebAuthnError) {
        aaguid = Array(try bytes.take(Self.aaguidByteCount, at: &position))
        let count = Int(try bytes.take(UInt16.self, at: &position))
        id = try CredentialID(try bytes.take(count, at: &position))
        let start = position
        _ = try bytes.takeCBOR(at: &position)
        publicKey = try CredentialPublicKey(bytes: Array(bytes[start..<position]))
    }
}

extension [UInt8] {
    fileprivate func take(_ count: Int, at position: inout Int) throws(WebAuthnError) -> ArraySlice<UInt8> {
        guard count <= self.count - position else { throw .truncatedAuthenticatorData }
        defer { position += count }
        return self[position..<position + count]
    }

    fileprivate func take<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type,
        at position: inout Int
    ) throws(WebAuthnError) -> Number {
        let bytes = try take(Number.bitWidth / 8, at: &position)
        return bytes.reduce(0) { $0 << 8 | Number($1) }
    }

    fileprivate func takeCBOR(at position: inout Int) throws(WebAuthnError) -> CBORValue {
        do {
            var reader = try CBORReader(self, at: position)
            let value = try reader.value()
            position = reader.position
            return value
        } catch {
            throw .cbor(error)
        }
    }
}
