import Identity
import JSON
import Primitives
import Sealing
import TestSupport
import Testing
import WebAuthn

@testable import Web

/// Second factors as programs see them; the rules themselves are in IdentityTests.
@Suite("Factors over HTTP")
struct FactorsAPITests {
    private static let party = SiteAddress(name: "localhost", httpsPort: 8443).relyingParty
    private static let credentials = #"{"handle":"asha","passphrase":"\#(TestHousehold.passphrase)""#

    private static func text(_ bytes: [UInt8]) -> String { Base64URL.encode(bytes) }

    private static func ceremony(_ options: APIAnswer) throws -> SoftwareCeremony {
        let (challenge, salt) = (try #require(options.text("challenge")), try #require(options.text("salt")))
        return SoftwareCeremony(
            party: party,
            challenge: try #require(Base64URL.decode(challenge)),
            prfSalt: Base64URL.decode(salt)
        )
    }

    /// Adds a passkey, as the script of a page does.
    private static func add(
        _ key: SoftwareAuthenticator,
        _ asha: APICaller,
        expecting status: Int = 201
    ) async throws -> APIAnswer {
        let options = try await asha.call("POST", "/privacy/factors/passkeys/options", expecting: 200)
        let id = try #require(options.text("userId"))
        let user = try #require(Base64URL.decode(id))
        let made = key.register(try ceremony(options), userHandle: user)
        let secret = made.prf.map { #","secret":"\#(text($0))""# } ?? ""
        let body = """
            {"name":"Blue key","id":"\(text(made.response.credentialID))",\
            "clientDataJSON":"\(text(made.response.clientDataJSON))",\
            "attestationObject":"\(text(made.response.attestationObject))","transports":["usb"]\(secret)}
            """
        return try await asha.call("POST", "/privacy/factors/passkeys", body, expecting: status)
    }

    private static func answer(_ key: SoftwareAuthenticator, _ options: APIAnswer) throws -> String {
        let used = try key.assert(try ceremony(options))
        let secret = used.prf.map { #","secret":"\#(text($0))""# } ?? ""
        let user = used.response.userHandle.map { #","userHandle":"\#(text($0))""# } ?? ""
        return """
            {"id":"\(text(used.response.credentialID))","clientDataJSON":"\(text(used.response.clientDataJSON))",\
            "authenticatorData":"\(text(used.response.authenticatorData))",\
            "signature":"\(text(used.response.signature))"\(user)\(secret)}
            """
    }

    @Test("an authenticator app: set up, needed, used once; without it the answer says what is missing")
    func app() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp()
            let new = try await asha.call("POST", "/privacy/factors/app", expecting: 201)
            #expect(new.text("uri")?.hasPrefix("otpauth://totp/Flowkeep:asha?secret=") == true)
            try await asha.call("POST", "/privacy/factors/app/confirmation", #"{"code":"000000"}"#, expecting: 401)
            let secret = try #require(new.text("secret").flatMap(Self.bytes))
            let step = UInt64(household.clock.now().seconds / 30)
            let code = OneTimeCode.text(step, key: SecretBytes(copying: secret))
            let on = try await asha.call(
                "POST",
                "/privacy/factors/app/confirmation",
                #"{"code":"\#(code)"}"#,
                expecting: 200
            )
            guard case .object(let object) = on.value, case .array(let codes) = object["backupCodes"] else {
                Issue.record("no codes")
                return
            }
            #expect(codes.count == 10)
            let stranger = APICaller(household: household)
            let missing = try await stranger.call("POST", "/sessions", Self.credentials + "}", expecting: 401)
            #expect(missing.text("type") == "urn:flowkeep:problem:second-step-needed")
            let used = Self.credentials + #","code":"\#(code)"}"#
            let again = try await stranger.call("POST", "/sessions", used, expecting: 401)
            #expect(again.text("type") == "urn:flowkeep:problem:wrong-second-step")
            household.clock.turn(seconds: 60)
            let next = OneTimeCode.text(step + 2, key: SecretBytes(copying: secret))
            try await stranger.call("POST", "/sessions", Self.credentials + #","code":"\#(next)"}"#, expecting: 201)
        }
    }

    private static func bytes(_ base32: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, buffer, count): ([UInt8], UInt32, Int) = ([], 0, 0)
        for character in base32 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            count += 5
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(count)))
        }
        return bytes
    }

    @Test("a passkey with its function signs in alone, and not when it was removed")
    func passkey() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp()
            let key = SoftwareAuthenticator(prf: .always)
            _ = try await Self.add(key, asha)
            let stranger = APICaller(household: household)
            let options = try await stranger.call("POST", "/sessions/passkey/options", expecting: 200)
            let body = try Self.answer(key, options)
            let signedIn = try await stranger.call("POST", "/sessions/passkey", body, expecting: 201)
            // Once: what it answered to is spent.
            try await stranger.call("POST", "/sessions/passkey", body, expecting: 401)
            stranger.setToken(try #require(signedIn.text("token")))
            try await stranger.call("GET", "/money/accounts", expecting: 200)
            let shown = try await stranger.call("GET", "/privacy/factors", expecting: 200)
            #expect(shown.raw.text.contains(#""opensVault":true"#))
            let id = Base32.encode(Digest.sha256(try #require(key.credentialIDs.first)))
            try await asha.call("DELETE", "/privacy/factors/passkeys/\(id)", expecting: 204)
            let late = try await stranger.call("POST", "/sessions/passkey/options", expecting: 200)
            try await stranger.call("POST", "/sessions/passkey", try Self.answer(key, late), expecting: 401)
        }
    }

    @Test("a passkey without its function is a second step, and says so to who tries it alone")
    func secondStepOnly() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp()
            let key = SoftwareAuthenticator(prf: .none)
            _ = try await Self.add(key, asha)
            let stranger = APICaller(household: household)
            let options = try await stranger.call("POST", "/sessions/passkey/options", expecting: 200)
            let refused = try await stranger.call(
                "POST",
                "/sessions/passkey",
                try Self.answer(key, options),
                expecting: 401
            )
            #expect(refused.raw.text.contains("second step"))
        }
    }

    @Test("ten minutes after signing in, factors are changed only after a proof")
    func proof() async throws {
        try await TestHousehold.run { household in
            let asha = try await household.signUp()
            household.clock.turn(seconds: 601)
            for (method, path) in [
                ("POST", "/privacy/factors/app"), ("POST", "/privacy/factors/recovery-code"),
                ("POST", "/privacy/factors/passkeys/options"),
            ] {
                let answer = try await asha.call(method, path, expecting: 403)
                #expect(answer.text("type") == "urn:flowkeep:problem:proof-needed", "\(path)")
            }
            let path = "/sessions/current/proof"
            try await asha.call("POST", path, #"{"passphrase":"not the one that it is"}"#, expecting: 401)
            try await asha.call("POST", path, "{}", expecting: 422)
            try await asha.call("POST", path, #"{"passphrase":"\#(TestHousehold.passphrase)"}"#, expecting: 204)
            try await asha.call("POST", "/privacy/factors/recovery-code", expecting: 201)
        }
    }

    @Test("under 18 there is no account without a guardian's code")
    func age() async throws {
        try await TestHousehold.run { household in
            let stranger = APICaller(household: household)
            let body = #"{"handle":"bina","passphrase":"\#(TestHousehold.passphrase)","age":"younger""#
            for more in ["}", #","guardianCode":"00000-00000"}"#] {
                let refused = try await stranger.call("POST", "/accounts", body + more, expecting: 403)
                #expect(refused.text("type") == "urn:flowkeep:problem:guardian-needed")
            }
        }
    }
}
