import Foundation
import TestSupport
import Testing
import WebAuthn

/// One credential of the files under `Tests/Vectors/webauthn`, made and used by another implementation.
struct Vector: CustomTestStringConvertible, Sendable {
    static let standard = load("standard.txt")
    static let extended = load("fido2.txt")
    static let party = RelyingParty(id: "example.org", origins: ["https://example.org"])

    let name: String
    private let fields: [String: [UInt8]]

    var testDescription: String { name }

    /// Bytes of a line.
    func callAsFunction(_ field: String) throws -> [UInt8] { try #require(fields[field], "\(name) has no \(field)") }

    /// Reads blocks, each a title and lines of a name and hexadecimal digits.
    private static func load(_ file: String) -> [Vector] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let path = folder.appending(path: "Vectors/webauthn/\(file)")
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n\n").map { block in
            let lines = block.split(separator: "\n")
            let pairs = lines.dropFirst().compactMap { line -> (String, [UInt8])? in
                let words = line.split(separator: " ")
                guard words.count == 2, let bytes = Hex.decode(String(words[1])) else { return nil }
                return (String(words[0]), bytes)
            }
            return Vector(
                name: String(lines.first?.dropFirst(2) ?? ""),
                fields: Dictionary(uniqueKeysWithValues: pairs)
            )
        }
    }

    func registration() throws -> RegistrationResponse {
        RegistrationResponse(
            credentialID: try self("id"),
            clientDataJSON: try self("client"),
            attestationObject: try self("attestation")
        )
    }

    func assertion() throws -> AssertionResponse {
        AssertionResponse(
            credentialID: try self("id"),
            clientDataJSON: try self("get-client"),
            authenticatorData: try self("get-data"),
            signature: try self("signature"),
            userHandle: fields["handle"]
        )
    }

    func register(_ rule: AttestationRule = .noneOrSelf) throws -> NewCredential {
        try Registration.verify(
            try registration(),
            challenge: try self("challenge"),
            party: Self.party,
            userVerification: .preferred,
            attestation: rule
        )
    }

    func use(_ stored: StoredCredential) throws -> VerifiedAssertion {
        try Assertion.verify(
            try assertion(),
            challenge: try self("get-challenge"),
            party: Self.party,
            stored: stored,
            userVerification: .preferred
        )
    }
}
