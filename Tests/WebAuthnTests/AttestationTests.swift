import Sealing
import TestSupport
import Testing
import WebAuthn

/// Goal: a statement about an authenticator is none, or holds, or is not believed.
///
/// Method: the authenticator's data and the browser's of a right answer, with statements made here around them.
@Suite("Attestation")
struct AttestationTests {
    private let world = Ceremonies()
    private let right: RegistrationResponse
    /// The authenticator's data inside.
    private let data: [UInt8]

    init() throws {
        right = world.register(SoftwareAuthenticator(statement: .selfSigned), world.ceremony())
        let map = try CBORReader.decode(right.attestationObject)
        guard case .map(let object) = map, case .bytes(let data) = object["authData"] else {
            throw WebAuthnError.malformedAttestation
        }
        self.data = data
    }

    private func verify(_ object: [UInt8], _ rule: AttestationRule = .noneOrSelf) throws(WebAuthnError) -> NewCredential
    {
        var response = right
        response.attestationObject = object
        return try world.verify(response, attestation: rule)
    }

    private func object(_ format: String, _ statement: [(name: [UInt8], value: [UInt8])]) -> [UInt8] {
        CBORBytes.map([
            (CBORBytes.text("fmt"), CBORBytes.text(format)), (CBORBytes.text("attStmt"), CBORBytes.map(statement)),
            (CBORBytes.text("authData"), CBORBytes.bytes(data)),
        ])
    }

    private var signature: [UInt8] {
        get throws {
            guard case .map(let object) = try CBORReader.decode(right.attestationObject),
                case .map(let statement) = object["attStmt"], case .bytes(let signature) = statement["sig"]
            else { throw WebAuthnError.malformedAttestation }
            return signature
        }
    }

    @Test("one that the credential signed itself is checked and taken", arguments: COSEAlgorithm.allCases)
    func selfSigned(_ algorithm: COSEAlgorithm) throws {
        let authenticator = SoftwareAuthenticator(algorithm: algorithm, statement: .selfSigned)
        let made = try world.verify(world.register(authenticator, world.ceremony()))
        #expect(made.attestation == .selfSigned)
    }

    @Test("none is empty")
    func none() throws {
        #expect(try verify(object("none", [])).attestation == Attestation.none)
        let more = [(name: CBORBytes.text("alg"), value: CBORBytes.integer(-7))]
        for rule in [AttestationRule.noneOrSelf, .anyFormat] {
            #expect(throws: WebAuthnError.attestationStatement) { try verify(object("none", more), rule) }
        }
    }

    @Test("a self attestation names the credential's algorithm, and has a signature and nothing else")
    func members() throws {
        let alg = (name: CBORBytes.text("alg"), value: CBORBytes.integer(-7))
        let sig = (name: CBORBytes.text("sig"), value: CBORBytes.bytes(try signature))
        #expect(try verify(object("packed", [alg, sig])).attestation == .selfSigned)
        let wrong: [[(name: [UInt8], value: [UInt8])]] = [
            [], [alg], [sig], [(alg.name, CBORBytes.integer(-8)), sig], [(alg.name, CBORBytes.text("-7")), sig],
            [alg, (sig.name, CBORBytes.bytes([]))], [alg, (sig.name, CBORBytes.text("sig"))],
            [alg, sig, (CBORBytes.text("ver"), CBORBytes.text("2.0"))],
        ]
        for statement in wrong {
            for rule in [AttestationRule.noneOrSelf, .anyFormat] {
                #expect(throws: WebAuthnError.attestationStatement) { try verify(object("packed", statement), rule) }
            }
        }
    }

    @Test("a self attestation is over these data and these client data")
    func other() throws {
        let again = world.register(SoftwareAuthenticator(statement: .selfSigned), world.ceremony())
        var mixed = right
        mixed.clientDataJSON = again.clientDataJSON + [0x20]
        #expect(throws: WebAuthnError.attestationStatement) { try world.verify(mixed) }
    }

    @Test(
        "other statements are refused unless any is taken, and then not believed",
        arguments: [
            "packed", "tpm", "android-key", "android-safetynet", "fido-u2f", "apple", "compound", "", "None", "nonE",
        ]
    )
    func others(_ format: String) throws {
        let chain = CBORBytes.array([CBORBytes.bytes([1, 2, 3])])
        let statement = [
            (name: CBORBytes.text("alg"), value: CBORBytes.integer(-7)),
            (name: CBORBytes.text("sig"), value: CBORBytes.bytes([1, 2, 3])),
            (name: CBORBytes.text("x5c"), value: chain),
        ]
        #expect(throws: WebAuthnError.attestationFormat) { try verify(object(format, statement)) }
        let made = try verify(object(format, statement), .anyFormat)
        #expect(made.attestation == .untrusted)
        #expect(made.id.bytes == right.credentialID)
    }

    @Test("the object has its three members, each of its kind")
    func form() {
        let fmt = (name: CBORBytes.text("fmt"), value: CBORBytes.text("none"))
        let stmt = (name: CBORBytes.text("attStmt"), value: CBORBytes.map([]))
        let auth = (name: CBORBytes.text("authData"), value: CBORBytes.bytes(data))
        let wrong: [[(name: [UInt8], value: [UInt8])]] = [
            [], [fmt], [stmt, auth], [fmt, stmt], [fmt, auth],
            [(fmt.name, CBORBytes.bytes(Array("none".utf8))), stmt, auth],
            [fmt, (stmt.name, CBORBytes.array([])), auth],
            [fmt, stmt, (auth.name, CBORBytes.text("data"))],
            [fmt, stmt, auth, (CBORBytes.text("largeBlobKey"), CBORBytes.bytes([1]))],
            // As CTAP has them, before a browser gives them names.
            [
                (CBORBytes.integer(1), fmt.value), (CBORBytes.integer(2), auth.value),
                (CBORBytes.integer(3), stmt.value),
            ],
        ]
        for members in wrong {
            #expect(throws: WebAuthnError.malformedAttestation) { try verify(CBORBytes.map(members)) }
        }
        #expect(throws: WebAuthnError.malformedAttestation) { try verify([0x80]) }
        #expect(throws: WebAuthnError.cbor(.truncated)) { try verify([]) }
        #expect(throws: WebAuthnError.cbor(.nameOrder)) { try verify(CBORBytes.map([auth, fmt, stmt])) }
        #expect(throws: WebAuthnError.cbor(.tooLarge)) { try verify([UInt8](repeating: 0, count: 16_385)) }
    }
}
