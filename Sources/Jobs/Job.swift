package import Primitives

package enum JobTag: Sendable {}
package typealias JobID = ID<JobTag>

/// One piece of long work, as the queue keeps it.
///
/// - Source: docs/spec/jobs.md §2.
package struct Job: Hashable, Sendable {
    /// More than any cursor; what is larger belongs into a record that the payload names.
    package static let payloadByteCountMaximum = 64 << 10
    package static let uniqueByteCountMaximum = 64

    package enum State: Hashable, Sendable {
        /// Waits for its time.
        case ready(notBefore: Timestamp)
        /// Somebody works at it, until the lease lapses.
        case leased(JobLease)
        /// Needs its subject's keys: waits until her vault is opened.
        case waitingForOpening
        /// The dead letter: nobody tries again until an operator says so.
        case dead(JobFailure)
    }

    package let id: JobID
    package let kind: JobKind
    /// Whose job it is: the vault it works on, or nobody's.
    package let subject: VaultID?
    /// 1 to 64 bytes that one job of a kind may hold at a time, so that the same work is not queued twice.
    package let unique: [UInt8]?
    package let created: Timestamp
    /// What the handler needs and how far it is: its own encoding, sealed by it where it says anything of a person.
    package var payload: [UInt8]
    package var state: State
    /// How often it was taken since it last made progress.
    package var attempts: UInt32
    /// Grows with each time it is taken, for ever: what a holder writes carries it.
    package var fencingToken: UInt64
    /// Why the last attempt failed; nil after progress.
    package var failure: JobFailure?

    package init(
        id: JobID,
        kind: JobKind,
        subject: VaultID? = nil,
        unique: [UInt8]? = nil,
        payload: [UInt8] = [],
        notBefore: Timestamp,
        created: Timestamp
    ) {
        precondition(payload.count <= Self.payloadByteCountMaximum, "a payload is at most 64 KiB")
        precondition(unique.map { (1...Self.uniqueByteCountMaximum).contains($0.count) } ?? true, "1 to 64 bytes")
        self.id = id
        self.kind = kind
        self.subject = subject
        self.unique = unique
        self.created = created
        self.payload = payload
        state = .ready(notBefore: notBefore)
        attempts = 0
        fencingToken = 0
        failure = nil
    }

    package var claim: JobClaim { JobClaim(id: id, fencingToken: fencingToken) }

    /// When it may be taken: its time, or the end of a lease that was not renewed; nil while nobody may.
    package var due: Timestamp? {
        switch state {
        case .ready(let notBefore): notBefore
        case .leased(let lease): lease.expires
        case .waitingForOpening, .dead: nil
        }
    }
}

/// The right of one holder to work at a job.
package struct JobLease: Hashable, Sendable {
    /// 16 bytes drawn at the start of an instance.
    package let holder: [UInt8]
    package let expires: Timestamp

    package init(holder: [UInt8], expires: Timestamp) {
        self.holder = holder
        self.expires = expires
    }
}

/// What a holder shows with each write: a job that was taken by somebody else since has a higher token.
package struct JobClaim: Hashable, Sendable {
    package let id: JobID
    package let fencingToken: UInt64

    package init(id: JobID, fencingToken: UInt64) {
        self.id = id
        self.fencingToken = fencingToken
    }
}
