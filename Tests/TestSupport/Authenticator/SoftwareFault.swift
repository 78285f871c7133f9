/// One thing that a ``SoftwareAuthenticator`` or its browser does wrong.
package enum SoftwareFault: Sendable, Hashable, CaseIterable {
    // The browser's part, in both ceremonies.

    /// Says that the other ceremony was asked for.
    case otherType
    /// Another challenge, as in a replay.
    case otherChallenge
    /// A page of `https://evil.example` asked.
    case otherOrigin
    /// A frame in another site's page asked.
    case crossOrigin
    /// As before, and only its parent's origin says so.
    case topOrigin
    /// The challenge stands there twice.
    case duplicateMember
    /// More than 4 KiB of client data.
    case longClientData
    /// Not JSON.
    case brokenClientData
    /// The answer names a credential that it does not hold.
    case otherCredentialID

    // The authenticator's part, in both ceremonies.

    /// Made for `evil.example`.
    case otherRelyingParty
    /// Backed up, though it cannot be.
    case backedUpOnly
    /// Cut off one byte before the end.
    case truncated
    /// One byte more at the end.
    case trailingByte
    /// A map of extensions whose names stand in the wrong order.
    case unorderedExtensions

    // New credentials only.

    /// No credential inside.
    case noCredential
    /// A length that takes more bytes than it must.
    case longForm
    /// An algorithm that nobody offered (ES256K).
    case otherAlgorithm
    /// Coordinates beside the curve. Not for RS256.
    case offCurvePoint
    /// A member in the key that does not belong to its algorithm.
    case extraKeyMember
    /// A statement in a format that was not asked for.
    case otherAttestation
    /// A statement that the credential signed itself, with one bit turned.
    case badAttestation

    // Assertions only.

    /// A signature with one bit turned.
    case badSignature
    /// Signed with another key of the same kind.
    case otherKey
    /// The counter of the last time again.
    case sameCounter
    /// A counter below that of the last time.
    case lowerCounter
    /// Says the opposite of what it said when it was made.
    case otherBackupEligibility
    /// A user handle of 65 bytes.
    case longUserHandle

    package static let registration = allCases.filter { !onlyAssertion.contains($0) }
    package static let assertion = allCases.filter { !onlyRegistration.contains($0) }

    private static let onlyRegistration: Set<SoftwareFault> = [
        .noCredential, .longForm, .otherAlgorithm, .offCurvePoint, .extraKeyMember, .otherAttestation, .badAttestation,
    ]
    private static let onlyAssertion: Set<SoftwareFault> = [
        .badSignature, .otherKey, .sameCounter, .lowerCounter, .otherBackupEligibility, .longUserHandle,
    ]
}
