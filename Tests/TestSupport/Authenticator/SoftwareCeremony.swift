package import WebAuthn

/// What a page asks an authenticator for, by way of a browser; everything is right unless it is changed.
package struct SoftwareCeremony: Sendable {
    package var relyingPartyID: String
    /// The page that asks.
    package var origin: String
    /// What the server gave out.
    package var challenge: [UInt8]
    /// Whether somebody touches the authenticator.
    package var isUserPresent = true
    /// Whether that somebody shows a finger, a face or a PIN.
    package var isUserVerified = true
    /// What the page asks the PRF extension to evaluate, if it does.
    package var prfSalt: [UInt8]?
    /// What goes wrong.
    package var fault: SoftwareFault?

    package init(relyingPartyID: String, origin: String, challenge: [UInt8]) {
        self.relyingPartyID = relyingPartyID
        self.origin = origin
        self.challenge = challenge
    }

    /// A ceremony that a party itself asks for, from one of its origins.
    package init(party: RelyingParty, challenge: [UInt8], prfSalt: [UInt8]? = nil, fault: SoftwareFault? = nil) {
        self.init(relyingPartyID: party.id, origin: party.origins.min() ?? "", challenge: challenge)
        self.prfSalt = prfSalt
        self.fault = fault
    }
}

/// What a browser hands to the page after a credential was made.
package struct SoftwareRegistration: Sendable {
    package let response: RegistrationResponse
    /// The PRF extension's `enabled`: whether the credential can ever evaluate.
    package let isPRFEnabled: Bool
    /// 32 bytes, where a salt was given and the authenticator evaluates already while it makes a credential.
    package let prf: [UInt8]?
}

/// What a browser hands to the page after a credential was used.
package struct SoftwareAssertion: Sendable {
    package let response: AssertionResponse
    /// 32 bytes, where a salt was given and the authenticator can.
    package let prf: [UInt8]?
}
