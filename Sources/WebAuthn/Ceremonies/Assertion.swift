/// A browser's answer to `navigator.credentials.get`, as bytes.
package struct AssertionResponse: Sendable, Hashable {
    /// The credential's `rawId`.
    package var credentialID: [UInt8]
    package var clientDataJSON: [UInt8]
    package var authenticatorData: [UInt8]
    package var signature: [UInt8]
    /// Whose credential the authenticator says it is, where it does.
    package var userHandle: [UInt8]?

    package init(
        credentialID: [UInt8],
        clientDataJSON: [UInt8],
        authenticatorData: [UInt8],
        signature: [UInt8],
        userHandle: [UInt8]? = nil
    ) {
        self.credentialID = credentialID
        self.clientDataJSON = clientDataJSON
        self.authenticatorData = authenticatorData
        self.signature = signature
        self.userHandle = userHandle
    }
}

/// What is known of a credential before it is used again.
package struct StoredCredential: Sendable, Hashable {
    package let id: CredentialID
    package let publicKey: CredentialPublicKey
    /// As of its last use, or of when it was made.
    package let counter: UInt32
    package let isBackupEligible: Bool

    package init(id: CredentialID, publicKey: CredentialPublicKey, counter: UInt32, isBackupEligible: Bool) {
        self.id = id
        self.publicKey = publicKey
        self.counter = counter
        self.isBackupEligible = isBackupEligible
    }
}

/// A use of a credential that holds.
package struct VerifiedAssertion: Sendable, Hashable {
    /// To be stored before anything is done on the strength of this use.
    package let counter: UInt32
    package let flags: AuthenticatorFlags
    /// 1 to 64 bytes; the caller compares them with whose credential it is.
    package let userHandle: [UInt8]?
}

/// The use of a credential (WebAuthn §7.2).
package enum Assertion {
    package static let userHandleByteCounts = 1...64

    /// Checks a browser's answer against what it was asked for and what is known of the credential.
    ///
    /// The caller has made the challenge from random bytes and gives it out for one answer only.
    ///
    /// - `challenge`: the bytes that were given out, at least ``RelyingParty/challengeByteCountMinimum``.
    /// - `stored`: the credential that the answer names.
    /// - Throws: ``WebAuthnError``; the order of the checks is docs/spec/webauthn.md's. `counterWentBack` comes last:
    ///   all else holds then, and the holder ought to be told.
    package static func verify(
        _ response: AssertionResponse,
        challenge: [UInt8],
        party: RelyingParty,
        stored: StoredCredential,
        userVerification: UserVerification = .required
    ) throws(WebAuthnError) -> VerifiedAssertion {
        guard response.credentialID == stored.id.bytes else { throw .credentialMismatch }
        guard response.userHandle.map({ userHandleByteCounts.contains($0.count) }) ?? true else { throw .userHandle }
        let client = try ClientData(response.clientDataJSON)
        try client.check(.assertion, challenge: challenge, party: party)
        let data = try AuthenticatorData(response.authenticatorData)
        try data.check(party: party, userVerification: userVerification)
        guard data.attestedCredential == nil else { throw .malformedAuthenticatorData }
        guard data.flags.contains(.backupEligible) == stored.isBackupEligible else { throw .backupEligibility }
        guard stored.publicKey.isValid(response.signature, for: response.authenticatorData + client.hash) else {
            throw .signature
        }
        // Both zero: the authenticator does not count.
        guard data.counter > stored.counter || (data.counter == 0 && stored.counter == 0) else {
            throw .counterWentBack
        }
        return VerifiedAssertion(counter: data.counter, flags: data.flags, userHandle: response.userHandle)
    }
}
