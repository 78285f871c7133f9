import TestSupport
import Testing
import WebAuthn

/// Goal: what other implementations make is taken, and what they would refuse is refused.
///
/// Method: the vectors of WebAuthn Level 3 §16, derived anew, and credentials made with PyPI's fido2; see
/// `Tests/Vectors/webauthn/generate.py`. They are frozen: if one fails, passkeys that are stored no longer open.
@Suite("WebAuthn vectors")
struct VectorTests {
    @Test("all of them are there")
    func there() {
        #expect(
            Vector.standard.map(\.name) == [
                "none.ES256", "packed-self.ES256", "none.ES256.crossOrigin", "none.ES256.topOrigin",
                "none.ES256.long-credential-id", "packed.ES256", "packed.RS256", "packed.EdDSA",
            ]
        )
        #expect(Vector.extended.map(\.name) == ["flowkeep.ES256", "flowkeep.EdDSA", "flowkeep.RS256"])
    }

    @Test("the standard's credentials are made and used", arguments: Vector.standard.filter { !$0.isFramed })
    func taken(_ vector: Vector) throws {
        let made = try vector.register(.anyFormat)
        #expect(try made.id.bytes == vector("id"))
        #expect(try made.aaguid == vector("aaguid"))
        #expect(made.counter == 0)
        #expect(made.attestation == vector.attestation)
        #expect(made.publicKey.algorithm == vector.algorithm)
        let stored = made.stored
        #expect(stored.isBackupEligible == made.flags.contains(.backupEligible))
        let used = try vector.use(stored)
        #expect(used.counter == 0)
        #expect(used.flags.contains(.userPresent))
        #expect(used.userHandle == nil)
    }

    @Test(
        "a maker's statement is refused where it was not asked for",
        arguments: Vector.standard.filter { $0.isByMaker }
    )
    func maker(_ vector: Vector) {
        #expect(throws: WebAuthnError.attestationFormat) { try vector.register() }
    }

    @Test("what a frame in another page asked for is refused", arguments: Vector.standard.filter { $0.isFramed })
    func framed(_ vector: Vector) throws {
        #expect(throws: WebAuthnError.crossOrigin) { try vector.register() }
        // The credential itself is right: only who asked is not.
        let key = try CredentialPublicKey(bytes: try #require(vector.publicKey))
        let id = try CredentialID(try vector("id"))
        let stored = StoredCredential(id: id, publicKey: key, counter: 0, isBackupEligible: false)
        #expect(throws: WebAuthnError.crossOrigin) { try vector.use(stored) }
    }

    @Test("a credential with extensions, a counter and a handle is made and used", arguments: Vector.extended)
    func extended(_ vector: Vector) throws {
        let made = try vector.register()
        #expect(made.attestation == .selfSigned)
        #expect(made.counter == UInt32.max - 1)
        #expect(made.publicKey.algorithm == vector.algorithm)
        let used = try vector.use(made.stored)
        #expect(used.counter == UInt32.max)
        #expect(try used.userHandle == vector("handle"))
        let again = StoredCredential(
            id: made.id,
            publicKey: made.publicKey,
            counter: used.counter,
            isBackupEligible: false
        )
        #expect(throws: WebAuthnError.counterWentBack) { try vector.use(again) }
    }

    @Test("one vector's challenge, key or answer does not do for another's")
    func swapped() throws {
        let taken = Vector.standard.filter { !$0.isFramed } + Vector.extended
        for vector in taken {
            let stored = try vector.register(.anyFormat).stored
            for other in taken where other.name != vector.name {
                #expect(throws: WebAuthnError.credentialMismatch) { try other.use(stored) }
                #expect(throws: WebAuthnError.challenge) {
                    try Assertion.verify(
                        vector.assertion(),
                        challenge: other("get-challenge"),
                        party: Vector.party,
                        stored: stored,
                        userVerification: .preferred
                    )
                }
                // The standard has one RSA key, which both have.
                guard vector.algorithm != .rs256 || other.algorithm != .rs256 else { continue }
                let forged = StoredCredential(
                    id: try CredentialID(try other("id")),
                    publicKey: stored.publicKey,
                    counter: 0,
                    isBackupEligible: try other.register(.anyFormat).stored.isBackupEligible
                )
                #expect(throws: WebAuthnError.signature) { try other.use(forged) }
            }
        }
    }
}

extension Vector {
    fileprivate var isFramed: Bool { name.hasSuffix("Origin") }
    fileprivate var isByMaker: Bool { name.hasPrefix("packed.") }
    fileprivate var attestation: Attestation {
        isByMaker ? .untrusted : name.hasPrefix("packed-self") ? .selfSigned : .none
    }
    fileprivate var algorithm: COSEAlgorithm {
        name.contains("EdDSA") ? .edDSA : name.contains("RS256") ? .rs256 : .es256
    }

    /// The last member of the authenticator's data, which ends the attestation object.
    fileprivate var publicKey: [UInt8]? {
        guard let object = try? self("attestation") else { return nil }
        return Array(object.suffix(77))
    }
}
