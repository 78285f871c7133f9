package import Primitives

/// The state of one promise after a run.
package struct PromiseResult: Sendable, Hashable {
    package let promise: Promise
    package let verdict: Verdict
    package let evidence: [Evidence]
    /// The day until which it counts, where people have to do it again by then.
    package let due: CalendarDay?
    package let warning: String?
    /// How it was checked; nil when no check exists.
    package let method: String?
    package let checkedAt: Timestamp
    package let duration: Duration
    /// Since when the verdict is this one, and what it was before; nil when the history could not be read.
    package internal(set) var history: PromiseHistory.Entry?

    init(
        _ promise: Promise,
        _ finding: PromiseFinding,
        method: String?,
        checkedAt: Timestamp,
        duration: Duration
    ) {
        self.promise = promise
        verdict = finding.verdict
        evidence = finding.evidence
        due = finding.due
        warning = finding.warning
        self.method = method
        self.checkedAt = checkedAt
        self.duration = duration
    }
}
