package import Primitives

/// A right to do something alone, until it expires.
package struct Lease: Hashable, Sendable {
    /// Grows with each acquisition of the same name, for ever.
    ///
    /// What the holder writes carries it, and whoever receives
    /// a lower one than it has seen refuses: a holder that slept past its expiry cannot do harm.
    package let fencingToken: UInt64
    package let expires: Timestamp

    package init(fencingToken: UInt64, expires: Timestamp) {
        self.fencingToken = fencingToken
        self.expires = expires
    }
}

/// What a lease is for, and who asks.
package struct LeaseClaim: Hashable, Sendable {
    package static let nameByteCountMaximum = 64

    /// 1 to 64 bytes; kept in the clear, so nothing personal.
    package let name: [UInt8]
    /// 16 bytes drawn at the start of an instance.
    package let holder: [UInt8]

    package init(name: [UInt8], holder: [UInt8]) {
        precondition(
            (1...Self.nameByteCountMaximum).contains(name.count) && holder.count == 16,
            "a lease has a name of 1 to 64 bytes and a holder of 16"
        )
        self.name = name
        self.holder = holder
    }
}

/// Leases shared by the instances that share a store.
///
/// The contract (every implementation passes `StoreContractTests`): at most one holder at a time by the clock that the
/// callers pass in; a token is never given twice, not even after a release.
package protocol LeaseStore: Sendable {
    /// Takes the lease when it is free, expired, or already this holder's (which gives a new token).
    ///
    /// - Returns: nil while another holds it.
    func acquire(_ claim: LeaseClaim, seconds: Int64, now: Timestamp) async throws(StoreError) -> Lease?

    /// Extends a lease that is still held under this token.
    ///
    /// - Throws: ``StoreError/conflict`` when it expired, was released, or was taken by another.
    func renew(
        _ claim: LeaseClaim,
        fencingToken: UInt64,
        seconds: Int64,
        now: Timestamp
    ) async throws(StoreError) -> Lease

    /// Gives the lease back; nothing happens when it is no longer this holder's under this token.
    func release(_ claim: LeaseClaim, fencingToken: UInt64) async throws(StoreError)
}
