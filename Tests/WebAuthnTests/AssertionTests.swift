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

    @Test("the counter grows, or is not kept at all")
    func counter() throws {
        let authenticator = SoftwareAuthenticator()
        let made = try world.credential(authenticator)
        let cases: [(stored: UInt32, used: UInt32, isTaken: Bool)] = [
            (0, 0, true), (0, 1, true), (1, 2, true), (1, 1000, true), (.max - 1, .max, true),
            (1, 1, false), (1, 0, false), (2, 1, false), (.max, .max, false), (.max, 0, false),
        ]
        for (before, after, isTaken) in cases {
            let stored = StoredCredential(
                id: made.id,
                publicKey: made.publicKey,
                counter: before,
                isBackupEligible: false
            )
            authenticator.setCounters(to: after)
            // This use repeats the counter instead of adding to it.
            let response = try authenticator.assert(world.ceremony(.sameCounter)).response
            if isTaken {
                #expect(try world.verify(response, stored).counter == after)
            } else {
                #expect(throws: WebAuthnError.counterWentBack) { try world.verify(response, stored) }
            }
        }
    }

    @Test("somebody must be there, and must show who they are where that is required")
    func userFlags() throws {
        let authenticator = SoftwareAuthenticator()
        let stored = try world.credential(authenticator)
        var ceremony = world.ceremony()
        ceremony.isUserVerified = false
        let unverified = try authenticator.assert(ceremony).response
        #expect(throws: WebAuthnError.userVerification) { try world.verify(unverified, stored) }
        #expect(try world.verify(unverified, stored, userVerification: .preferred).flags == [.userPresent])
        for isUserVerified in [true, false] {
            ceremony.isUserVerified = isUserVerified
            ceremony.isUserPresent = false
            let absent = try authenticator.assert(ceremony).response
            #expect(throws: WebAuthnError.userPresence) {
                try world.verify(absent, stored, userVerification: .preferred)
            }
        }
    }

    @Test("a credential that has copies does not count, and says so every time")
    func synced() throws {
        let authenticator = SoftwareAuthenticator(isSynced: true)
        let stored = try world.credential(authenticator)
        #expect(stored.isBackupEligible && stored.counter == 0)
        for _ in 0..<3 {
            let used = try world.verify(authenticator.assert(world.ceremony()).response, stored)
            #expect(used.counter == 0)
            #expect(used.flags.isSuperset(of: [.backupEligible, .backedUp]))
        }
        let changed = try authenticator.assert(world.ceremony(.otherBackupEligibility)).response
        #expect(throws: WebAuthnError.backupEligibility) { try world.verify(changed, stored) }
    }

    @Test("a user handle has 1 to 64 bytes, where there is one")
    func userHandle() throws {
        let authenticator = SoftwareAuthenticator()
        let stored = try world.credential(authenticator)
        var response = try authenticator.assert(world.ceremony()).response
        for handle in [nil, [7], [UInt8](repeating: 7, count: 64)] as [[UInt8]?] {
            response.userHandle = handle
            #expect(try world.verify(response, stored).userHandle == handle)
        }
        for handle in [[], [UInt8](repeating: 7, count: 65)] as [[UInt8]] {
            response.userHandle = handle
            #expect(throws: WebAuthnError.userHandle) { try world.verify(response, stored) }
        }
    }

    @Test("another person's credential does not do, under its own name or ours")
    func others() throws {
        let mine = try world.credential(SoftwareAuthenticator())
        let other = SoftwareAuthenticator()
        _ = try world.credential(other)
        var response = try other.assert(world.ceremony()).response
        #expect(throws: WebAuthnError.credentialMismatch) { try world.verify(response, mine) }
        response.credentialID = mine.id.bytes
        #expect(throws: WebAuthnError.signature) { try world.verify(response, mine) }
    }

    @Test("what was signed to make a credential does not use it")
    func otherCeremony() throws {
        let authenticator = SoftwareAuthenticator(statement: .selfSigned)
        let made = world.register(authenticator, world.ceremony())
        let stored = try world.verify(made).stored
        guard case .map(let object) = try CBORReader.decode(made.attestationObject),
            case .bytes(let data) = object["authData"], case .map(let statement) = object["attStmt"],
            case .bytes(let signature) = statement["sig"]
        else {
            Issue.record("the attestation object has its members")
            return
        }
        var forged = AssertionResponse(
            credentialID: made.credentialID,
            clientDataJSON: made.clientDataJSON,
            authenticatorData: data,
            signature: signature
        )
        #expect(throws: WebAuthnError.type) { try world.verify(forged, stored) }
        forged.clientDataJSON = try authenticator.assert(world.ceremony()).response.clientDataJSON
        #expect(throws: WebAuthnError.malformedAuthenticatorData) { try world.verify(forged, stored) }
    }

    @Test("a challenge that was given out before does not do again")
    func replay() throws {
        let authenticator = SoftwareAuthenticator()
        let stored = try world.credential(authenticator)
        let response = try authenticator.assert(world.ceremony()).response
        #expect(throws: WebAuthnError.challenge) { try Ceremonies().verify(response, stored) }
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
