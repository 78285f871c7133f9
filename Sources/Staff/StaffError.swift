package import KeyService

/// Why the staff's part of the program could not do what was asked.
package enum StaffError: Error, Hashable, Sendable {
    case refused(StaffRefusal)
    case notLetIn(StaffDenial)
    /// Too many tries from an address; answer 429 with Retry-After.
    case tooManyTries(retryAfterSeconds: Int)
    case records(SealedRecordError)
    /// It could not be written into the log, so it was not done.
    case unrecorded
    /// Nothing new is opened until the key service answers again.
    case keyServiceUnavailable
}

/// Why somebody who showed a passkey has no session.
package enum StaffDenial: Error, Hashable, Sendable {
    /// The passkey is nobody's, or what it signed is not what was asked. One case on purpose.
    case passkey
    /// The challenge is not one of ours, was used, or is older than five minutes.
    case challenge
    /// The browser is none that the member showed; it is now, and somebody else has to look at it.
    case newDevice
    /// Nobody looked at the device yet, or the last look no longer counts.
    case unattestedDevice
    /// No such session, or it has ended.
    case signedOut
}
