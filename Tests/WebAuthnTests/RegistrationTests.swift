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

    @Test("only what was offered is taken", arguments: COSEAlgorithm.allCases)
    func offered(_ algorithm: COSEAlgorithm) throws {
        let response = world.register(SoftwareAuthenticator(algorithm: algorithm), world.ceremony())
        #expect(try world.verify(response, algorithms: [algorithm]).publicKey.algorithm == algorithm)
        let others = COSEAlgorithm.allCases.filter { $0 != algorithm }
        for offered in [others, []] {
            #expect(throws: WebAuthnError.algorithm) { try world.verify(response, algorithms: offered) }
        }
    }

    @Test("somebody must be there, and must show who they are where that is required")
    func userFlags() throws {
        var ceremony = world.ceremony()
        ceremony.isUserVerified = false
        let unverified = world.register(SoftwareAuthenticator(), ceremony)
        #expect(throws: WebAuthnError.userVerification) { try world.verify(unverified) }
        let made = try world.verify(unverified, userVerification: .preferred)
        #expect(made.flags == [.userPresent, .attestedCredential])
        ceremony.isUserPresent = false
        let absent = world.register(SoftwareAuthenticator(), ceremony)
        #expect(throws: WebAuthnError.userPresence) { try world.verify(absent, userVerification: .preferred) }
    }

    @Test("a credential that has copies says so")
    func synced() throws {
        let made = try world.verify(world.register(SoftwareAuthenticator(isSynced: true), world.ceremony()))
        #expect(made.flags.isSuperset(of: [.backupEligible, .backedUp]))
        #expect(made.stored.isBackupEligible)
        #expect(made.counter == 0)
    }

    @Test("a credential for a part of our name, or of which ours is a part, is not ours")
    func relyingParty() {
        for id in ["example", "www.flowkeep.example", "flowkeep.exampl", "Flowkeep.example", "flowkeep.example.", ""] {
            let ceremony = SoftwareCeremony(
                relyingPartyID: id,
                origin: "https://flowkeep.example",
                challenge: world.challenge
            )
            let response = world.register(SoftwareAuthenticator(), ceremony)
            #expect(throws: WebAuthnError.relyingParty) { try world.verify(response) }
        }
    }

    @Test("what was signed to use a credential does not make one")
    func otherCeremony() throws {
        let authenticator = SoftwareAuthenticator()
        _ = try world.credential(authenticator)
        let used = try authenticator.assert(world.ceremony()).response
        let forged = RegistrationResponse(
            credentialID: used.credentialID,
            clientDataJSON: used.clientDataJSON,
            attestationObject: used.authenticatorData
        )
        #expect(throws: WebAuthnError.type) { try world.verify(forged) }
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
