import Sealing

/// A browser's answer to `navigator.credentials.create`, as bytes.
package struct RegistrationResponse: Sendable, Hashable {
    /// The credential's `rawId`.
    package var credentialID: [UInt8]
    package var clientDataJSON: [UInt8]
    package var attestationObject: [UInt8]

    package init(credentialID: [UInt8], clientDataJSON: [UInt8], attestationObject: [UInt8]) {
        self.credentialID = credentialID
        self.clientDataJSON = clientDataJSON
        self.attestationObject = attestationObject
    }
}

/// A credential that was made just now and may be stored.
package struct NewCredential: Sendable, Hashable {
    package let id: CredentialID
    package let publicKey: CredentialPublicKey
    package let counter: UInt32
    package let flags: AuthenticatorFlags
    /// The model of the authenticator as it says itself, 16 bytes; zeros where it does not.
    package let aaguid: [UInt8]
    package let attestation: Attestation

    /// What the next assertion is compared with.
    package var stored: StoredCredential {
        StoredCredential(
            id: id,
            publicKey: publicKey,
            counter: counter,
            isBackupEligible: flags.contains(.backupEligible)
        )
    }
}

/// The making of a credential (WebAuthn §7.1).
package enum Registration {
    /// Checks a browser's answer against what it was asked for.
    ///
    /// The caller has made the challenge from random bytes, gives it out for one answer only, and refuses an id that is
    /// stored already.
    ///
    /// - `challenge`: the bytes that were given out, at least ``RelyingParty/challengeByteCountMinimum``.
    /// - `algorithms`: those that were offered.
    /// - Throws: ``WebAuthnError``; the order of the checks is docs/spec/webauthn.md's.
    package static func verify(
        _ response: RegistrationResponse,
        challenge: [UInt8],
        party: RelyingParty,
        algorithms: some Collection<COSEAlgorithm> = COSEAlgorithm.offered,
        userVerification: UserVerification = .required,
        attestation rule: AttestationRule = .noneOrSelf
    ) throws(WebAuthnError) -> NewCredential {
        let client = try ClientData(response.clientDataJSON)
        try client.check(.registration, challenge: challenge, party: party)
        let object = try AttestationObject(response.attestationObject)
        let data = try AuthenticatorData(object.authenticatorDataBytes)
        try data.check(party: party, userVerification: userVerification)
        guard let credential = data.attestedCredential else { throw .malformedAuthenticatorData }
        guard credential.id.bytes == response.credentialID else { throw .credentialMismatch }
        guard algorithms.contains(credential.publicKey.algorithm) else { throw .algorithm }
        let attestation = try object.check(credential.publicKey, clientDataHash: client.hash, accepting: rule)
        return NewCredential(
            id: credential.id,
            publicKey: credential.publicKey,
            counter: data.counter,
            flags: data.flags,
            aaguid: credential.aaguid,
            attestation: attestation
        )
    }
}

extension AuthenticatorData {
    /// Whether it was made for us, with somebody there, in the way that was asked for.
    func check(party: RelyingParty, userVerification: UserVerification) throws(WebAuthnError) {
        guard ConstantTime.equal(partyHash, Digest.sha256(Array(party.id.utf8))) else { throw .relyingParty }
        guard flags.contains(.userPresent) else { throw .userPresence }
        guard userVerification == .preferred || flags.contains(.userVerified) else { throw .userVerification }
    }
}
