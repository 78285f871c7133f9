import JSON
import Primitives
import Sealing

/// What the browser says it asked the authenticator for (WebAuthn §5.8.1): signed, by way of its hash, as it was sent.
package struct ClientData: Sendable, Hashable {
    package static let byteCountMaximum = 4096

    /// What was asked for.
    package enum Ceremony: String, Sendable, Hashable {
        case registration = "webauthn.create"
        case assertion = "webauthn.get"
    }

    let type: String
    /// Not yet compared with anything.
    package let challenge: [UInt8]
    let origin: String
    let isCrossOrigin: Bool
    /// SHA-256 of the bytes.
    let hash: [UInt8]

    /// Reads the JSON; members that have no meaning yet are passed over.
    ///
    /// - Throws: ``WebAuthnError``: `tooLarge`, `malformedClientData` or `challenge`.
    package init(_ bytes: [UInt8]) throws(WebAuthnError) {
        guard bytes.count <= Self.byteCountMaximum else { throw .tooLarge }
        let object = try Self.object(bytes)
        guard case .string(let type) = object["type"], case .string(let challenge) = object["challenge"],
            case .string(let origin) = object["origin"]
        else { throw .malformedClientData }
        guard let challenge = Base64URL.decode(challenge) else { throw .challenge }
        self.type = type
        self.challenge = challenge
        self.origin = origin
        isCrossOrigin = try Self.isCrossOrigin(object)
        hash = Digest.sha256(bytes)
    }

    private static func object(_ bytes: [UInt8]) throws(WebAuthnError) -> JSONObject {
        do {
            guard case .object(let object) = try JSONParser.parse(bytes) else {
                throw WebAuthnError.malformedClientData
            }
            return object
        } catch {
            throw .malformedClientData
        }
    }

    private static func isCrossOrigin(_ object: JSONObject) throws(WebAuthnError) -> Bool {
        // Only a frame inside another page has an origin above its own, whatever else is said.
        if object["topOrigin"] != nil { return true }
        switch object["crossOrigin"] {
        case nil: return false
        case .boolean(let isCrossOrigin): return isCrossOrigin
        default: throw .malformedClientData
        }
    }

    /// Compares with what was asked for.
    ///
    /// - Throws: ``WebAuthnError``: `type`, `challenge`, `origin` or `crossOrigin`, in that order.
    func check(_ ceremony: Ceremony, challenge expected: [UInt8], party: RelyingParty) throws(WebAuthnError) {
        guard type.utf8.elementsEqual(ceremony.rawValue.utf8) else { throw .type }
        guard expected.count >= RelyingParty.challengeByteCountMinimum, ConstantTime.equal(challenge, expected)
        else { throw .challenge }
        guard party.mayAsk(origin) else { throw .origin }
        guard !isCrossOrigin else { throw .crossOrigin }
    }
}
