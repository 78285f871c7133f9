import TestSupport
import Testing
import WebAuthn

/// Goal: a passkey opens only for whoever holds it, here, now.
///
/// Method: the software authenticator, right once and wrong in each way it can be.
@Suite("Assertion")
struct AssertionTests {
    private let world = Ceremonies()

    @Test("a credential of each algorithm is used again and again", arguments: COSEAlgorithm.allCases)
    func taken(_ algorithm: COSEAlgorithm) throws {
        let authenticator = SoftwareAuthenticator(algorithm: algorithm)
        var stored = try world.credential(authenticator)
        for counter in 2...4 {
            let used = try world.verify(authenticator.assert(world.ceremony()).response, stored)
            #expect(used.counter == UInt32(counter))
            #expect(used.flags == [.userPresent, .userVerified])
            #expect(used.userHandle == world.handle)
            stored = StoredCredential(
                id: stored.id,
                publicKey: stored.publicKey,
                counter: used.counter,
                isBackupEligible: stored.isBackupEligible
            )
        }
    }

    @Test("each fault is refused as what it is", arguments: SoftwareFault.assertion)
    func refused(_ fault: SoftwareFault) throws {
        let authenticator = SoftwareAuthenticator()
        let stored = try world.credential(authenticator)
        let response = try authenticator.assert(world.ceremony(fault)).response
        #expect(throws: try #require(Self.expected(fault))) { try world.verify(response, stored) }
    }

    private static func expected(_ fault: SoftwareFault) -> WebAuthnError? {
        switch fault {
        case .otherType: .type
        case .otherChallenge: .challenge
        case .otherOrigin: .origin
        case .crossOrigin, .topOrigin: .crossOrigin
        case .duplicateMember, .brokenClientData: .malformedClientData
        case .longClientData: .tooLarge
        case .otherCredentialID: .credentialMismatch
        case .otherRelyingParty: .relyingParty
        case .backedUpOnly: .backupState
        case .truncated: .truncatedAuthenticatorData
        case .trailingByte: .trailingAuthenticatorData
        case .unorderedExtensions: .cbor(.nameOrder)
        case .badSignature, .otherKey: .signature
        case .sameCounter, .lowerCounter: .counterWentBack
        case .otherBackupEligibility: .backupEligibility
        case .longUserHandle: .userHandle
        case .noCredential, .longForm, .otherAlgorithm, .offCurvePoint, .extraKeyMember, .otherAttestation,
            .badAttestation:
            nil
        }
    }
}
