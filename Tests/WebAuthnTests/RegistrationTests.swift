import TestSupport
import Testing
import WebAuthn

/// Goal: a credential is stored only when it was made for us, just now, by somebody there.
///
/// Method: the software authenticator, right once and wrong in each way it can be.
@Suite("Registration")
struct RegistrationTests {
    private let world = Ceremonies()

    @Test("a new credential of each algorithm is taken", arguments: COSEAlgorithm.allCases)
    func taken(_ algorithm: COSEAlgorithm) throws {
        let authenticator = SoftwareAuthenticator(algorithm: algorithm, aaguid: [UInt8](repeating: 7, count: 16))
        let made = try world.verify(world.register(authenticator, world.ceremony()))
        #expect(made.id.bytes == authenticator.credentialIDs[0])
        #expect(made.publicKey.algorithm == algorithm)
        #expect(made.counter == 1)
        #expect(made.flags == [.userPresent, .userVerified, .attestedCredential])
        #expect(made.aaguid == [UInt8](repeating: 7, count: 16))
        #expect(made.attestation == Attestation.none)
        #expect(try CredentialPublicKey(bytes: made.publicKey.bytes) == made.publicKey)
    }

    @Test("each fault is refused as what it is", arguments: SoftwareFault.registration)
    func refused(_ fault: SoftwareFault) throws {
        let response = world.register(SoftwareAuthenticator(), world.ceremony(fault))
        #expect(throws: try #require(Self.expected(fault))) { try world.verify(response) }
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
        case .truncated: .cbor(.truncated)
        case .trailingByte: .cbor(.trailingBytes)
        case .unorderedExtensions: .cbor(.nameOrder)
        case .noCredential: .malformedAuthenticatorData
        case .longForm: .cbor(.notShortest)
        case .otherAlgorithm: .algorithm
        case .offCurvePoint: .curvePoint
        case .extraKeyMember: .publicKey
        case .otherAttestation: .attestationFormat
        case .badAttestation: .attestationStatement
        case .badSignature, .otherKey, .sameCounter, .lowerCounter, .otherBackupEligibility, .longUserHandle: nil
        }
    }
}
