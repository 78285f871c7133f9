/// Why a request brought no answer.
package enum EgressError: Error, Hashable, Sendable {
    /// Nothing was sent: the destination is not on the list, or its name leads where none may.
    case refused(EgressRefusal)
    /// Nothing was sent: no address, no connection, or no TLS 1.3 with a certificate for that name.
    case unreachable
    /// The connection ended before the answer did; the request may have been acted on.
    case broken
    /// The answer is longer than the request allows.
    case tooLong
    case timedOut
    /// As many requests as may be are under way.
    case busy
}

/// Why a destination was refused.
///
/// Says nothing of the destination itself: it may come from whoever attacks.
package enum EgressRefusal: String, Error, Hashable, Sendable {
    /// Scheme, host and port are not on the list.
    case notListed = "not-listed"
    /// Not an address, or headers that are the client's own.
    case malformed
    /// A listed name stands for an address of this machine or its link.
    case address
}
