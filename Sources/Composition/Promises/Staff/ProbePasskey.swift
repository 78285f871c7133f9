import Primitives
import Sealing
import WebAuthn

/// A passkey that a check makes for itself, to try the door with it: Ed25519, as an authenticator would write it.
final class ProbePasskey: Sendable {
    /// What a try does wrong.
    enum Fault: Sendable, Hashable, CaseIterable {
        /// The authenticator did not find out who is there.
        case unverified
        /// Signed by another key.
        case otherKey
        /// Made for a page of another site.
        case otherOrigin
        /// Answers a challenge of its own.
        case otherChallenge
    }

    /// Present and verified.
    private static let flags: UInt8 = 0x05
    private static let credentialFlag: UInt8 = 0x40

    let id = SecureRandom.bytes(count: 32)
    private let party: RelyingParty
    private let key = SignaturePrivateKey.random()
    private let otherKey = SignaturePrivateKey.random()

    init(party: RelyingParty) { self.party = party }

    func registration(_ challenge: [UInt8]) -> RegistrationResponse {
        // COSE_Key of an Ed25519 point: {1: 1, 3: -8, -1: 6, -2: x}.
        let cose: [UInt8] = [0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20] + key.publicKey.bytes
        let credential = [UInt8](repeating: 0, count: 16) + [0, UInt8(id.count)] + id + cose
        let data = authenticatorData(Self.flags | Self.credentialFlag) + credential
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let object =
            [0xA3] + Self.text("fmt") + Self.text("none") + Self.text("attStmt") + [0xA0] + Self.text("authData")
            + [0x58, UInt8(data.count)] + data
        return RegistrationResponse(
            credentialID: id,
            clientDataJSON: clientData("webauthn.create", challenge, origin: party.origins.min() ?? ""),
            attestationObject: object
        )
    }

    func assertion(_ challenge: [UInt8], _ fault: Fault? = nil) -> AssertionResponse {
        let origin = fault == .otherOrigin ? "https://elsewhere.example" : party.origins.min() ?? ""
        let answered = fault == .otherChallenge ? SecureRandom.bytes(count: 32) : challenge
        let client = clientData("webauthn.get", answered, origin: origin)
        let data = authenticatorData(fault == .unverified ? 0x01 : Self.flags)
        let message = data + Digest.sha256(client)
        return AssertionResponse(
            credentialID: id,
            clientDataJSON: client,
            authenticatorData: data,
            signature: fault == .otherKey ? otherKey.signature(for: message) : key.signature(for: message)
        )
    }

    /// Does not count its uses.
    private func authenticatorData(_ flags: UInt8) -> [UInt8] {
        Digest.sha256(Array(party.id.utf8)) + [flags, 0, 0, 0, 0]
    }

    private func clientData(_ type: String, _ challenge: [UInt8], origin: String) -> [UInt8] {
        Array(#"{"type":"\#(type)","challenge":"\#(Base64URL.encode(challenge))","origin":"\#(origin)"}"#.utf8)
    }

    /// Shorter than 24 bytes.
    private static func text(_ text: String) -> [UInt8] { [0x60 | UInt8(text.utf8.count)] + Array(text.utf8) }
}
