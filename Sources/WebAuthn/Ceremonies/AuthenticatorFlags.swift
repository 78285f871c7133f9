/// The eight bits of an authenticator's data; the two without a name are kept for later and not looked at.
package struct AuthenticatorFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Somebody was there and agreed, with a touch for example.
    package static let userPresent = AuthenticatorFlags(rawValue: 1 << 0)
    /// The authenticator found out that it was its holder.
    package static let userVerified = AuthenticatorFlags(rawValue: 1 << 2)
    /// The credential may be copied to other devices of its holder.
    package static let backupEligible = AuthenticatorFlags(rawValue: 1 << 3)
    /// It has been.
    package static let backedUp = AuthenticatorFlags(rawValue: 1 << 4)
    /// A new credential follows.
    package static let attestedCredential = AuthenticatorFlags(rawValue: 1 << 6)
    /// Extensions follow.
    package static let extensions = AuthenticatorFlags(rawValue: 1 << 7)
}
