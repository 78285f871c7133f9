import Sealing
import TestSupport
import Testing
import WebAuthn

/// Goal: every byte of what an authenticator signs belongs to a part, and each part is what it should be.
@Suite("Authenticator data")
struct AuthenticatorDataTests {
    private static let hash = Digest.sha256(Array("flowkeep.example".utf8))
    private static let key = CBORBytes.map([
        (CBORBytes.integer(1), CBORBytes.integer(1)), (CBORBytes.integer(3), CBORBytes.integer(-8)),
        (CBORBytes.integer(-1), CBORBytes.integer(6)),
        (
            CBORBytes.integer(-2),
            CBORBytes.bytes(Hex.decode("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") ?? [])
        ),
    ])

    private static func bytes(_ flags: UInt8, _ rest: [UInt8] = []) -> [UInt8] { hash + [flags, 1, 2, 3, 4] + rest }

    private static func credential(idByteCount: Int) -> [UInt8] {
        let count = [UInt8(idByteCount >> 8), UInt8(idByteCount & 255)]
        return [UInt8](repeating: 9, count: 16) + count + [UInt8](repeating: 5, count: idByteCount) + key
    }

    @Test("each part is read")
    func parts() throws {
        let said = CBORBytes.map([(CBORBytes.text("credProtect"), CBORBytes.integer(2))])
        let data = try AuthenticatorData(Self.bytes(0xC5, Self.credential(idByteCount: 16) + said))
        #expect(data.partyHash == Self.hash)
        #expect(data.flags == [.userPresent, .userVerified, .attestedCredential, .extensions])
        #expect(data.counter == 0x0102_0304)
        #expect(data.attestedCredential?.aaguid == [UInt8](repeating: 9, count: 16))
        #expect(data.attestedCredential?.id.bytes == [UInt8](repeating: 5, count: 16))
        #expect(data.attestedCredential?.publicKey.bytes == Self.key)
        #expect(data.extensions?["credProtect"] == .integer(2))
    }

    @Test("flags without a name are not looked at")
    func reserved() throws {
        let data = try AuthenticatorData(Self.bytes(0x01 | 0x02 | 0x20))
        #expect(data.flags.contains(.userPresent) && !data.flags.contains(.userVerified))
        #expect(data.attestedCredential == nil && data.extensions == nil)
    }

    @Test("what is backed up can be")
    func backup() throws {
        #expect(throws: WebAuthnError.backupState) { try AuthenticatorData(Self.bytes(0x11)) }
        #expect(try AuthenticatorData(Self.bytes(0x09)).flags == [.userPresent, .backupEligible])
        #expect(try AuthenticatorData(Self.bytes(0x19)).flags == [.userPresent, .backupEligible, .backedUp])
    }

    @Test("every length but the right one is refused")
    func lengths() {
        let whole = Self.bytes(0x41, Self.credential(idByteCount: 20))
        for count in 0..<whole.count {
            #expect(throws: WebAuthnError.self) { try AuthenticatorData(Array(whole.prefix(count))) }
        }
        for flags in [0x01, 0x05] as [UInt8] {
            #expect(throws: WebAuthnError.trailingAuthenticatorData) { try AuthenticatorData(Self.bytes(flags, [0])) }
        }
        #expect(throws: WebAuthnError.trailingAuthenticatorData) { try AuthenticatorData(whole + [0xA0]) }
        #expect(throws: WebAuthnError.tooLarge) {
            try AuthenticatorData([UInt8](repeating: 0, count: AuthenticatorData.byteCountMaximum + 1))
        }
    }

    @Test("4 KiB are enough")
    func largest() throws {
        let padding = AuthenticatorData.byteCountMaximum - 37 - 1 - 2 - 3
        let said = CBORBytes.map([
            (CBORBytes.text("a"), CBORBytes.bytes([UInt8](repeating: 0, count: padding)))
        ])
        let bytes = Self.bytes(0x81, said)
        #expect(bytes.count == AuthenticatorData.byteCountMaximum)
        #expect(try AuthenticatorData(bytes).extensions?.count == 1)
    }

    @Test("a credential's id has 16 to 1023 bytes")
    func ids() throws {
        for count in [16, 17, 255, 256, 1023] {
            let data = try AuthenticatorData(Self.bytes(0x41, Self.credential(idByteCount: count)))
            #expect(data.attestedCredential?.id.bytes.count == count)
        }
        for count in [0, 1, 15, 1024, 2000] {
            #expect(throws: WebAuthnError.credentialID) {
                try AuthenticatorData(Self.bytes(0x41, Self.credential(idByteCount: count)))
            }
        }
        for count in [0, 15, 1024] {
            #expect(throws: WebAuthnError.credentialID) { try CredentialID([UInt8](repeating: 1, count: count)) }
        }
        // A length that says more than there is.
        let rest = [UInt8](repeating: 9, count: 16) + [3, 0xFF, 1, 2, 3]
        #expect(throws: WebAuthnError.truncatedAuthenticatorData) { try AuthenticatorData(Self.bytes(0x41, rest)) }
    }

    @Test("extensions are a map with texts for names, and are there when they are announced")
    func extensions() throws {
        #expect(try AuthenticatorData(Self.bytes(0x81, [0xA0])).extensions == CBORMap())
        #expect(throws: WebAuthnError.cbor(.truncated)) { try AuthenticatorData(Self.bytes(0x81)) }
        for wrong in [[0x80], [0x00], CBORBytes.map([(CBORBytes.integer(1), CBORBytes.integer(1))])] as [[UInt8]] {
            #expect(throws: WebAuthnError.malformedAuthenticatorData) { try AuthenticatorData(Self.bytes(0x81, wrong)) }
        }
        #expect(throws: WebAuthnError.trailingAuthenticatorData) { try AuthenticatorData(Self.bytes(0x81, [0xA0, 0])) }
        let deep: [UInt8] = [0xA1, 0x61, 0x61, 0x81, 0x81, 0x81, 0x80]
        #expect(throws: WebAuthnError.cbor(.tooDeep)) { try AuthenticatorData(Self.bytes(0x81, deep)) }
    }
}
