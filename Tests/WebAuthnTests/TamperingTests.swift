import Sealing
import TestSupport
import Testing
import WebAuthn

/// Goal: nothing of an answer can be changed on its way, by however little.
///
/// Method: every bit turned, every prefix, a byte more, for each algorithm.
@Suite("Tampered answers")
struct TamperingTests {
    private let world = Ceremonies()

    private static func flips(of bytes: [UInt8], _ body: ([UInt8]) -> Void) {
        var bytes = bytes
        for index in bytes.indices {
            for bit in 0..<8 as Range<UInt8> {
                bytes[index] ^= 1 << bit
                body(bytes)
                bytes[index] ^= 1 << bit
            }
        }
    }

    @Test("every bit of an assertion counts", arguments: COSEAlgorithm.allCases)
    func assertionBits(_ algorithm: COSEAlgorithm) throws {
        let authenticator = SoftwareAuthenticator(algorithm: algorithm)
        let stored = try world.credential(authenticator)
        let right = try authenticator.assert(world.ceremony()).response
        _ = try world.verify(right, stored, userVerification: .preferred)
        for part in [\AssertionResponse.authenticatorData, \.clientDataJSON, \.signature, \.credentialID] {
            Self.flips(of: right[keyPath: part]) { bytes in
                var wrong = right
                wrong[keyPath: part] = bytes
                #expect(throws: WebAuthnError.self) {
                    try world.verify(wrong, stored, userVerification: .preferred)
                }
            }
        }
    }

    @Test("every bit of a credential that signed itself counts", arguments: COSEAlgorithm.allCases)
    func registrationBits(_ algorithm: COSEAlgorithm) throws {
        let authenticator = SoftwareAuthenticator(algorithm: algorithm, statement: .selfSigned)
        let right = world.register(authenticator, world.ceremony())
        _ = try world.verify(right, userVerification: .preferred)
        for part in [\RegistrationResponse.attestationObject, \.clientDataJSON, \.credentialID] {
            Self.flips(of: right[keyPath: part]) { bytes in
                var wrong = right
                wrong[keyPath: part] = bytes
                #expect(throws: WebAuthnError.self) { try world.verify(wrong, userVerification: .preferred) }
            }
        }
    }

    @Test("every prefix of an answer, and one with a byte more, is refused", arguments: COSEAlgorithm.allCases)
    func lengths(_ algorithm: COSEAlgorithm) throws {
        for statement in [SoftwareAuthenticator.Statement.none, .selfSigned] {
            let authenticator = SoftwareAuthenticator(algorithm: algorithm, statement: statement)
            let made = world.register(authenticator, world.ceremony())
            let stored = try world.verify(made).stored
            for part in [\RegistrationResponse.attestationObject, \.clientDataJSON, \.credentialID] {
                for bytes in Self.lengths(of: made[keyPath: part]) {
                    var wrong = made
                    wrong[keyPath: part] = bytes
                    #expect(throws: WebAuthnError.self) { try world.verify(wrong, attestation: .anyFormat) }
                }
            }
            let used = try authenticator.assert(world.ceremony()).response
            _ = try world.verify(used, stored)
            for part in [\AssertionResponse.authenticatorData, \.clientDataJSON, \.signature, \.credentialID] {
                for bytes in Self.lengths(of: used[keyPath: part]) {
                    var wrong = used
                    wrong[keyPath: part] = bytes
                    #expect(throws: WebAuthnError.self) { try world.verify(wrong, stored) }
                }
            }
        }
    }

    private static func lengths(of bytes: [UInt8]) -> [[UInt8]] {
        bytes.indices.map { Array(bytes.prefix($0)) } + [bytes + [0], bytes + bytes]
    }

    @Test("a truncated attestation object that is announced shorter is refused as well")
    func shortenedInside() throws {
        let made = world.register(SoftwareAuthenticator(), world.ceremony())
        guard case .map(let object) = try CBORReader.decode(made.attestationObject),
            case .bytes(let data) = object["authData"]
        else {
            Issue.record("the authenticator's data are there")
            return
        }
        for count in 0..<data.count {
            var wrong = made
            wrong.attestationObject = CBORBytes.map([
                (CBORBytes.text("fmt"), CBORBytes.text("none")), (CBORBytes.text("attStmt"), CBORBytes.map([])),
                (CBORBytes.text("authData"), CBORBytes.bytes(Array(data.prefix(count)))),
            ])
            #expect(throws: WebAuthnError.self) { try world.verify(wrong) }
        }
    }

    @Test("random bytes in any place give an error, never a trap")
    func noise() throws {
        var generator = SeededGenerator.printingSeed("WebAuthn noise")
        let authenticator = SoftwareAuthenticator()
        let made = world.register(authenticator, world.ceremony())
        let stored = try world.verify(made).stored
        let used = try authenticator.assert(world.ceremony()).response
        for _ in 0..<2000 {
            var registration = made
            registration.attestationObject = Self.disturbed(made.attestationObject, &generator)
            var assertion = used
            assertion.authenticatorData = Self.disturbed(used.authenticatorData, &generator)
            // With no statement, what an authenticator says of a new credential is only as good as the connection.
            _ = try? world.verify(registration)
            if assertion != used {
                #expect(throws: WebAuthnError.self) { try world.verify(assertion, stored) }
            }
        }
    }

    /// A piece replaced by another of any length.
    private static func disturbed(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        let end = Int.random(in: start...min(bytes.count, start + 8), using: &generator)
        return bytes[..<start] + generator.bytes(Int.random(in: 0...8, using: &generator)) + bytes[end...]
    }
}
