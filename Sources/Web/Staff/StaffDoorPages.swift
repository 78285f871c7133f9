import HTTPTypes
import JSON
import Primitives
import Sealing
import Staff
import WebAuthn

/// Before the door of the staff: signing in with a passkey, and following an invitation's link.
///
/// Both need a script, since only a script can ask for a passkey. Nothing else of the staff does.
struct StaffDoorPages: Sendable {
    static let path = "/staff/sign-in"
    static let joinPath = "/staff/join"
    /// Bytes of an answer in text: an attestation with certificates is some thousands.
    private static let textMaximum = 16_384

    let site: StaffSite

    private var staff: StaffService { site.services.staff }

    var endpoints: [Endpoint] { [front, showSignIn, startSignIn, signIn, showJoin, startJoining, join] }

    private var front: Endpoint { Endpoint.staffDoor("/") { _ in .seeOther(StaffOwnPages.path) } }

    private var showSignIn: Endpoint {
        Endpoint.staffDoor(Self.path) { request in
            site.answer(StaffSignInPage(canUsePasskeys: site.address.canUsePasskeys), request)
        }
    }

    private var showJoin: Endpoint {
        Endpoint.staffDoor(Self.joinPath) { request in
            site.answer(StaffJoinPage(canUsePasskeys: site.address.canUsePasskeys), request)
        }
    }

    private static let nothing = ObjectSchema("StaffStart", [])

    private var startSignIn: Endpoint {
        Endpoint.staffCall("/staff/call/sign-in/start", Self.nothing) { request in
            try site.requireTries(request)
            let challenge = staff.beginSignIn()
            return .json { writer in
                writer.member("challenge", Base64URL.encode(challenge))
                writer.member("relyingParty", site.relyingPartyID)
            }
        }
    }

    private static let text = Schema.string(.visible, length: 1...textMaximum)
    private static let label = Schema.string(.line, length: 1...200)

    private var signIn: Endpoint {
        let body = ObjectSchema(
            "StaffSignIn",
            [
                .required("challenge", Self.text), .required("id", Self.text), .required("clientData", Self.text),
                .required("authenticatorData", Self.text), .required("signature", Self.text),
                .optional("userHandle", Self.text), .required("device", Self.label),
            ]
        )
        return Endpoint.staffCall("/staff/call/sign-in", body) { request in
            try site.requireTries(request)
            let response = AssertionResponse(
                credentialID: try Self.bytes("id", request),
                clientDataJSON: try Self.bytes("clientData", request),
                authenticatorData: try Self.bytes("authenticatorData", request),
                signature: try Self.bytes("signature", request),
                userHandle: request.json["userHandle"] == nil ? nil : try Self.bytes("userHandle", request)
            )
            let outcome = try await staff.signIn(
                response,
                challenge: try Self.bytes("challenge", request),
                device: request.staffDevice,
                label: request.jsonText("device")
            )
            switch outcome {
            case .letIn(let token):
                return Self.state("in").adding(.setCookie, Cookies.setting(Cookies.staff, to: token.text()))
            case .deviceWaits(let secret):
                let answer = Self.state("waits")
                return secret.map { answer.adding(.setCookie, Self.deviceCookie($0)) } ?? answer
            }
        }
    }

    private var startJoining: Endpoint {
        let body = ObjectSchema("StaffLink", [.required("link", Self.text)])
        return Endpoint.staffCall("/staff/call/join/start", body) { request in
            try site.requireTries(request)
            let start = try await staff.beginJoining(try Self.link(request))
            return .json { writer in
                writer.member("challenge", Base64URL.encode(start.challenge))
                writer.member("relyingParty", site.relyingPartyID)
                writer.member("member", Base64URL.encode(start.member.bytes))
                writer.member("name", start.name)
                writer.member("role", StaffWords.role(start.role))
                writer.member("salt", Base64URL.encode(OfficerKey.salt))
                writer.memberArray("algorithms", COSEAlgorithm.offered) { $0.integer($1.rawValue) }
            }
        }
    }

    private var join: Endpoint {
        let body = ObjectSchema(
            "StaffJoining",
            [
                .required("link", Self.text), .required("challenge", Self.text), .required("id", Self.text),
                .required("clientData", Self.text), .required("attestation", Self.text),
                .optional("output", Self.text), .required("device", Self.label),
            ]
        )
        return Endpoint.staffCall("/staff/call/join", body) { request in
            try site.requireTries(request)
            let response = RegistrationResponse(
                credentialID: try Self.bytes("id", request),
                clientDataJSON: try Self.bytes("clientData", request),
                attestationObject: try Self.bytes("attestation", request)
            )
            var output: SecretBytes?
            if request.json["output"] != nil {
                var bytes = try Self.bytes("output", request)
                output = SecretBytes(wiping: &bytes)
            }
            let secret = try await staff.join(
                try Self.link(request),
                response,
                challenge: try Self.bytes("challenge", request),
                output: output,
                device: request.staffDevice,
                label: request.jsonText("device")
            )
            return Self.state("joined").adding(.setCookie, Self.deviceCookie(secret))
        }
    }

    private static func state(_ state: String) -> Answer { .json { $0.member("state", state) } }

    /// Longer than any attestation: after that the browser shows itself anew.
    private static let deviceCookieSeconds = 400 * 86_400

    private static func deviceCookie(_ secret: StaffSecret) -> String {
        Cookies.setting(Cookies.staffDevice, to: secret.text(), maxAgeSeconds: deviceCookieSeconds)
    }

    private static func link(_ request: WebRequest) throws -> StaffSecret {
        guard let link = StaffSecret(.link, text: request.jsonText("link")) else {
            throw StaffError.refused(.unknownLink)
        }
        return link
    }

    private static func bytes(_ name: String, _ request: WebRequest) throws(Problem) -> [UInt8] {
        guard let bytes = Base64URL.decode(request.jsonText(name)) else {
            throw Problem(.invalid, fields: [.init("/\(name)", "It must be base64url without padding.")])
        }
        return bytes
    }
}

extension WebRequest {
    /// A member of the body that is text, empty where there is none.
    fileprivate func jsonText(_ name: String) -> String {
        if case .string(let text)? = json[name] { text } else { "" }
    }

    /// What this browser is known by as a device of the staff, not yet believed.
    var staffDevice: StaffSecret? {
        Cookies.value(Cookies.staffDevice, in: fields).flatMap { StaffSecret(.device, text: $0) }
    }
}

extension SiteAddress {
    /// Browsers bind passkeys to names: never to the number of an address.
    package var canUsePasskeys: Bool { Self.addressBytes(name) == nil }
}
