import Primitives
import Sealing
import TestSupport
import Testing
import WebAuthn

/// What a browser writes, one member of it at a time replaced.
private enum Client {
    static let challenge = [UInt8](repeating: 0xFB, count: 32)
    static let text = Base64URL.encode(challenge)

    static func json(
        type: String = #""webauthn.create""#,
        challenge: String = #""\#(text)""#,
        origin: String = #""https://flowkeep.example""#,
        more: String = ""
    ) -> String {
        #"{"type":\#(type),"challenge":\#(challenge),"origin":\#(origin)\#(more)}"#
    }
}

/// Goal: what a browser says it asked for has one meaning, and that is what we asked for.
///
/// Method: a right answer whose client data is replaced; everything else of it stays, so that only the client data can
/// be what is refused.
@Suite("Client data")
struct ClientDataTests {
    private static func error(
        _ json: String,
        challenge: [UInt8] = Client.challenge,
        origins: Set<String> = ["https://flowkeep.example"]
    ) -> WebAuthnError? {
        error(Array(json.utf8), challenge: challenge, origins: origins)
    }

    /// What a registration with these client data fails with: they are looked at first, and behind them stands nothing.
    private static func error(
        _ bytes: [UInt8],
        challenge: [UInt8] = Client.challenge,
        origins: Set<String> = ["https://flowkeep.example"]
    ) -> WebAuthnError? {
        let response = RegistrationResponse(credentialID: [], clientDataJSON: bytes, attestationObject: [])
        let party = RelyingParty(id: "flowkeep.example", origins: origins)
        do {
            _ = try Registration.verify(response, challenge: challenge, party: party)
            return nil
        } catch {
            // The attestation object is empty, which is noticed only after the client data were right.
            return error == .cbor(.truncated) ? nil : error
        }
    }

    @Test(
        "members that have no meaning yet, blanks and another order are taken",
        arguments: [
            Client.json(), Client.json(more: #","crossOrigin":false"#),
            Client.json(more: #","tokenBinding":{"status":"supported"}"#),
            Client.json(more: #","other_keys_can_be_added_here":"x""#),
            Client.json(more: #","androidPackageName":"org.example","deep":[[[1.5e3]]],"null":null"#),
            " \n" + Client.json() + "\t",
            #"{"origin":"https://flowkeep.example","challenge":"\#(Client.text)","type":"webauthn.create"}"#,
            #"{"type":"\u0077ebauthn.create","challenge":"\#(Client.text)","origin":"https:\/\/flowkeep.example"}"#,
        ]
    )
    func taken(_ json: String) { #expect(Self.error(json) == nil) }

    @Test(
        "what is not JSON, or not its members, is refused",
        arguments: [
            "", "{}", "[]", "null", Client.json() + "x", Client.json() + Client.json(),
            String(Client.json().dropLast()), "\u{FEFF}" + Client.json(),
            Client.json(type: "1"), Client.json(type: "null"), Client.json(challenge: "1"),
            Client.json(challenge: "[1]"), Client.json(origin: "null"),
            Client.json(more: #","type":"webauthn.create""#),
            Client.json(more: #","origin":"https://flowkeep.example""#),
            Client.json(more: #","challenge":"x""#), Client.json(more: #","\u0074ype":"x""#),
            Client.json(more: #","a":1,"a":1"#),
            Client.json(more: #","crossOrigin":"false""#), Client.json(more: #","crossOrigin":0"#),
            Client.json(more: #","crossOrigin":null"#), Client.json(more: ","), Client.json(more: #","a":\#u{0}"#),
        ]
    )
    func malformed(_ json: String) { #expect(Self.error(json) == .malformedClientData) }

    @Test("bytes that are no UTF-8 are refused")
    func notUTF8() {
        let bytes = Array(Client.json(more: #","a":"x""#).utf8)
        let index = bytes.count - 3
        #expect(Self.error(bytes) == nil)
        #expect(Self.error(bytes[..<index] + [0xFF] + bytes[(index + 1)...]) == .malformedClientData)
    }

    @Test(
        "another ceremony is refused, however it is written",
        arguments: ["get", "Create", "create ", "", "creat", "create\\u0000"]
    )
    func type(_ type: String) {
        #expect(Self.error(Client.json(type: #""webauthn.\#(type)""#)) == .type)
    }

    @Test("the challenge is what was given out, in its one form")
    func challenge() {
        let other = Base64URL.encode([UInt8](repeating: 0xFB, count: 31) + [0xFA])
        let longer = Base64URL.encode(Client.challenge + [0])
        let shorter = Base64URL.encode(Client.challenge.dropLast())
        let foreign = Client.text.replacing("-", with: "+").replacing("_", with: "/")
        for wrong in [
            other, longer, shorter, "", Client.text + "=", foreign, Client.text + " ", String(Client.text.dropLast()),
        ] {
            #expect(Self.error(Client.json(challenge: #""\#(wrong)""#)) == .challenge)
        }
    }

    @Test("every bit of the challenge counts")
    func challengeBits() {
        for bit in 0..<256 {
            var other = Client.challenge
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(Self.error(Client.json(challenge: #""\#(Base64URL.encode(other))""#)) == .challenge)
        }
    }

    @Test("a challenge that can be guessed is refused, also when it is the right one")
    func shortChallenge() {
        for count in [0, 1, 15] {
            let short = [UInt8](repeating: 7, count: count)
            #expect(
                Self.error(Client.json(challenge: #""\#(Base64URL.encode(short))""#), challenge: short) == .challenge
            )
        }
        let enough = [UInt8](repeating: 7, count: RelyingParty.challengeByteCountMinimum)
        #expect(Self.error(Client.json(challenge: #""\#(Base64URL.encode(enough))""#), challenge: enough) == nil)
    }

    @Test(
        "an origin is compared as a whole",
        arguments: [
            "http://flowkeep.example", "https://flowkeep.example/", "https://flowkeep.example:443",
            "https://flowkeep.example:8443", "https://www.flowkeep.example", "https://flowkeep.example.evil.example",
            "https://FLOWKEEP.example", "https://flowkeep.exampl", "flowkeep.example", "", "null", "*",
            "https://flowkeep.example\\u0000", " https://flowkeep.example", "https://user@flowkeep.example",
            "android:apk-key-hash:AAAA",
        ]
    )
    func origin(_ origin: String) {
        #expect(Self.error(Client.json(origin: #""\#(origin)""#)) == .origin)
    }

    @Test("each of a party's origins may ask, and letters that only look alike may not")
    func origins() {
        let origins: Set<String> = ["https://flowkeep.example", "https://b\u{FC}cher.example:8443"]
        #expect(Self.error(Client.json(origin: #""https://b\u00fccher.example:8443""#), origins: origins) == nil)
        // The same text to Swift, other bytes.
        #expect(Self.error(Client.json(origin: #""https://bu\u0308cher.example:8443""#), origins: origins) == .origin)
        #expect(Self.error(Client.json(), origins: []) == .origin)
    }

    @Test(
        "a frame in another page is refused, however it says so",
        arguments: [
            #","crossOrigin":true"#, #","topOrigin":"https://evil.example""#, #","topOrigin":null"#,
            #","crossOrigin":false,"topOrigin":"https://flowkeep.example""#,
        ]
    )
    func crossOrigin(_ more: String) { #expect(Self.error(Client.json(more: more)) == .crossOrigin) }

    @Test("4 KiB are enough")
    func length() {
        let rest = Client.json(more: #","a":"""#).utf8.count
        let fitting = String(repeating: "x", count: ClientData.byteCountMaximum - rest)
        #expect(Self.error(Client.json(more: #","a":"\#(fitting)""#)) == nil)
        #expect(Self.error(Client.json(more: #","a":"\#(fitting)x""#)) == .tooLarge)
    }
}
