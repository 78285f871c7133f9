import Primitives
import Sealing
import TestSupport
import WebAuthn

/// A relying party with a challenge for each ceremony, and the calls that every suite makes.
struct Ceremonies {
    let party = RelyingParty(id: "flowkeep.example", origins: ["https://flowkeep.example"])
    let challenge = SecureRandom.bytes(count: 32)
    let handle: [UInt8] = [1, 2, 3, 4]

    func ceremony(_ fault: SoftwareFault? = nil) -> SoftwareCeremony {
        SoftwareCeremony(party: party, challenge: challenge, fault: fault)
    }

    func register(_ authenticator: SoftwareAuthenticator, _ ceremony: SoftwareCeremony) -> RegistrationResponse {
        authenticator.register(ceremony, userHandle: handle).response
    }

    func verify(
        _ response: RegistrationResponse,
        algorithms: [COSEAlgorithm] = COSEAlgorithm.offered,
        userVerification: UserVerification = .required,
        attestation: AttestationRule = .noneOrSelf
    ) throws(WebAuthnError) -> NewCredential {
        try Registration.verify(
            response,
            challenge: challenge,
            party: party,
            algorithms: algorithms,
            userVerification: userVerification,
            attestation: attestation
        )
    }

    func verify(
        _ response: AssertionResponse,
        _ stored: StoredCredential,
        userVerification: UserVerification = .required
    ) throws(WebAuthnError) -> VerifiedAssertion {
        try Assertion.verify(
            response,
            challenge: challenge,
            party: party,
            stored: stored,
            userVerification: userVerification
        )
    }

    /// Makes a credential that holds.
    func credential(_ authenticator: SoftwareAuthenticator) throws -> StoredCredential {
        try verify(register(authenticator, ceremony())).stored
    }
}
