/// Does the jobs of one kind, a bounded batch at a time.
///
/// A step may run twice: whoever holds a job may die between the work and the note of it. So a handler writes what can
/// be written again.
///
/// - Source: docs/spec/jobs.md §4.
package protocol JobHandler: Sendable {
    var kind: JobKind { get }

    /// How often a job is tried without progress before it goes to the dead letters.
    var attemptMaximum: UInt32 { get }

    /// Does one batch: a second or two, not minutes.
    ///
    /// What it throws is a failed attempt, tried again after a while; a thrown ``JobFailure`` ends the job.
    func step(_ job: Job) async throws -> JobStepResult
}

extension JobHandler {
    package var attemptMaximum: UInt32 { 8 }
}

/// How a step ended.
package enum JobStepResult: Hashable, Sendable {
    /// There is more: keep this payload and go on.
    case more([UInt8])
    /// There is more, but not before so many seconds have passed.
    case later([UInt8], seconds: Int64)
    case done
    /// Failed in a way that may pass; nil seconds leave the time to the back-off.
    case retry(afterSeconds: Int64?)
    /// Goes on with this payload when the subject's vault is opened.
    case waitForOpening([UInt8])
    /// Can never be done.
    case fail(JobFailure)
}

/// A kind of job that runs again and again.
///
/// One job of it stands in the queue, whatever the number of instances: it is put back instead of deleted when it is
/// done, and instead of dying when it failed.
package struct JobSchedule: Hashable, Sendable {
    package let kind: JobKind
    package let intervalSeconds: Int64

    package init(_ kind: JobKind, everySeconds intervalSeconds: Int64) {
        precondition(intervalSeconds > 0, "a schedule has an interval")
        self.kind = kind
        self.intervalSeconds = intervalSeconds
    }

    /// The unique key of scheduled jobs.
    package static let unique = Array("schedule".utf8)
}
