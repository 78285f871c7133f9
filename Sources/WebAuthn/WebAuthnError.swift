/// Why a passkey's answer was refused.
///
/// No case carries anything of the answer: these errors reach the log. To the person all of them say that the passkey
/// was not accepted; which it was is for whoever runs the server.
package enum WebAuthnError: Error, Hashable, Sendable {
    // What the browser says it asked for.

    /// Not JSON, a member twice, or a member that is missing or of another kind.
    case malformedClientData
    /// A registration where an assertion is due, or the other way round.
    case type
    /// Not the challenge that was given out.
    case challenge
    /// A page that is not ours asked.
    case origin
    /// A frame inside another site's page asked.
    case crossOrigin

    // What the authenticator says.

    /// Something is longer than it may be.
    case tooLarge
    /// Not CBOR, or not in its one form.
    case cbor(CBORError)
    /// Not the members that an attestation object has.
    case malformedAttestation
    /// Ends before its parts do.
    case truncatedAuthenticatorData
    /// Goes on after its parts.
    case trailingAuthenticatorData
    /// A part that must be there, or must not, or is not what it should be.
    case malformedAuthenticatorData
    /// Made for another relying party.
    case relyingParty
    /// Nobody was there.
    case userPresence
    /// Nobody showed who they are to the authenticator, though that was required.
    case userVerification
    /// Backed up, though it cannot be.
    case backupState
    /// Could be backed up before and cannot now, or the other way round.
    case backupEligibility

    // The credential.

    /// Shorter than 16 bytes or longer than 1023.
    case credentialID
    /// The answer names one credential and holds, or is checked against, another.
    case credentialMismatch
    /// An algorithm that was not offered.
    case algorithm
    /// A public key with parameters that its algorithm does not have, or without one that it has.
    case publicKey
    /// Coordinates that are no point of the curve.
    case curvePoint
    /// A user handle of more than 64 bytes.
    case userHandle

    // What it proves.

    /// A statement about the authenticator of a kind that was not asked for.
    case attestationFormat
    /// A statement that does not hold.
    case attestationStatement
    /// Not signed by the credential's key, or something else was.
    case signature
    /// The counter stands still or went back: there may be a copy of the credential.
    case counterWentBack
}
