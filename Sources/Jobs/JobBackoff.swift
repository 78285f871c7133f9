/// How long a failed job waits: twice as long after each attempt, and never exactly as long as another.
///
/// - Source: docs/spec/jobs.md §5.
package struct JobBackoff: Hashable, Sendable {
    package let firstSeconds: Int64
    package let longestSeconds: Int64

    package init(firstSeconds: Int64 = 2, longestSeconds: Int64 = 3600) {
        precondition(firstSeconds > 0 && longestSeconds >= firstSeconds, "a back-off grows")
        self.firstSeconds = firstSeconds
        self.longestSeconds = longestSeconds
    }

    /// Milliseconds after the attempt `attempts` (from 1): between half and the whole of what doubling gives.
    package func milliseconds(after attempts: UInt32, random: UInt64) -> Int64 {
        let doublings = min(Int64(attempts.subtractingReportingOverflow(1).partialValue), 32)
        let whole = min(firstSeconds << doublings, longestSeconds) * 1000
        let half = whole / 2
        return whole - Int64(random % UInt64(half + 1))
    }
}
