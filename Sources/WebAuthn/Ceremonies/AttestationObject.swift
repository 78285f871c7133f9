import Sealing

/// What an authenticator hands out with a new credential (WebAuthn §6.5): its data, and a statement about itself.
struct AttestationObject: Sendable, Hashable {
    let format: String
    let statement: CBORMap
    /// As they were signed.
    let authenticatorDataBytes: [UInt8]

    /// Reads a CBOR map of exactly `fmt`, `attStmt` and `authData`.
    init(_ bytes: [UInt8]) throws(WebAuthnError) {
        guard let map = try CBORReader.decoded(bytes).map, map.count == 3,
            let format = map["fmt"]?.text, let statement = map["attStmt"]?.map, let data = map["authData"]?.bytes
        else { throw .malformedAttestation }
        self.format = format
        self.statement = statement
        authenticatorDataBytes = data
    }

    /// What the statement is worth.
    ///
    /// - Throws: ``WebAuthnError``: `attestationFormat` or `attestationStatement`.
    func check(
        _ key: CredentialPublicKey,
        clientDataHash: [UInt8],
        accepting rule: AttestationRule
    ) throws(WebAuthnError) -> Attestation {
        switch format {
        case "none":
            guard statement.count == 0 else { throw .attestationStatement }
            return .none
        case "packed" where isSelfAttestation:
            try checkSelfAttestation(key, clientDataHash)
            return .selfSigned
        default:
            guard rule == .anyFormat else { throw .attestationFormat }
            return .untrusted
        }
    }

    /// With certificates, or with a scheme that nobody uses any more, somebody else than the credential signed.
    private var isSelfAttestation: Bool { statement["x5c"] == nil && statement["ecdaaKeyId"] == nil }

    private func checkSelfAttestation(_ key: CredentialPublicKey, _ clientDataHash: [UInt8]) throws(WebAuthnError) {
        guard statement.count == 2, statement["alg"] == .integer(key.algorithm.rawValue),
            let signature = statement["sig"]?.bytes,
            key.isValid(signature, for: authenticatorDataBytes + clientDataHash)
        else { throw .attestationStatement }
    }
}

/// Which statements about authenticators are let in.
///
/// We ask browsers for none: which model a person has is her affair, and a list of makers' certificates would have to
/// be kept. A browser that is asked for none takes a statement away, or leaves one that the credential signed itself.
package enum AttestationRule: Sendable, Hashable {
    /// None, or one that the credential signed itself, which is checked.
    case noneOrSelf
    /// Any; others than those two are not looked into and count as none.
    case anyFormat
}

/// What a statement about an authenticator was worth.
package enum Attestation: Sendable, Hashable {
    case none
    /// Signed with the new credential itself: it shows that whoever sent it holds its private key, and nothing else.
    case selfSigned
    /// Of another kind, and not looked into.
    case untrusted
}
