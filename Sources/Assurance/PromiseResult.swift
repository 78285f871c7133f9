package import Primitives

/// The state of one promise after a run.
package struct PromiseResult: Sendable, Hashable {
    package let promise: Promise
    package let verdict: Verdict
    package let evidence: [Evidence]
    /// How it was checked; nil when no check exists.
    package let method: String?
    package let checkedAt: Timestamp
    package let duration: Duration
}
