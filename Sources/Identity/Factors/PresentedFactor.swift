import Primitives
package import Sealing
package import WebAuthn

/// What somebody shows as the second step, or to prove who is there.
package enum PresentedFactor: Sendable {
    /// Six digits of the app, a backup code or the recovery code, as typed.
    case code(String)
    case passkey(PasskeyAnswer)
}

/// What a browser brings from a passkey.
package struct PasskeyAnswer: Sendable {
    package let response: AssertionResponse
    /// The 32 bytes of the pseudo-random function, where the authenticator has one.
    package let secret: SharedSecret?

    package init(response: AssertionResponse, secret: SharedSecret?) {
        self.response = response
        self.secret = secret
    }
}

/// What a browser brings when a passkey was made.
package struct PasskeyRegistration: Sendable {
    package let response: RegistrationResponse
    package let transports: [String]
    /// As of ``PasskeyAnswer/secret``.
    package let secret: SharedSecret?

    package init(response: RegistrationResponse, transports: [String], secret: SharedSecret?) {
        self.response = response
        self.transports = transports
        self.secret = secret
    }
}

/// With what somebody signs in: a browser or a program, known or not.
package struct SeenDevice: Sendable {
    /// The token of a device that the account knows, as the browser sent it.
    package let token: DeviceToken?
    /// `Firefox on Linux`; for her history and her list of devices.
    package let name: String
    /// Whether it is not her own: it gets no token, and its session locks soon.
    package let isShared: Bool
    /// Whether a device that is not known is worth telling: what comes through the local socket is not.
    package let isTold: Bool

    package init(token: DeviceToken? = nil, name: String, isShared: Bool = false, isTold: Bool = true) {
        self.token = token
        self.name = String(name.prefix(KnownDevice.nameCharacterMaximum))
        self.isShared = isShared
        self.isTold = isTold
    }

    /// Whoever runs the server, by its local socket.
    package static let local = SeenDevice(name: "", isTold: false)
}

/// Which second steps an account has.
package struct SecondSteps: Sendable, Hashable {
    package let hasApp: Bool
    package let backupCodeCount: Int
    /// The ids of its passkeys, for a browser to ask for.
    package let passkeys: [PasskeyName]

    package var isEmpty: Bool { !hasApp && passkeys.isEmpty }

    static let none = SecondSteps(hasApp: false, backupCodeCount: 0, passkeys: [])
}

/// A passkey as a browser has to know it.
package struct PasskeyName: Sendable, Hashable {
    package let credentialID: [UInt8]
    package let transports: [String]

    package init(credentialID: [UInt8], transports: [String]) {
        self.credentialID = credentialID
        self.transports = transports
    }

    package init(_ passkey: Passkey) { self.init(credentialID: passkey.credentialID, transports: passkey.transports) }
}
