/// How long to wait before a crashed process starts again.
///
/// Doubles from 100 ms to 10 s with each crash in a row, and forgets them once a process has run for half a minute. The
/// jitter keeps many machines that share a failing dependency from coming back at the same moment.
package struct RestartBackoff: Hashable, Sendable {
    package static let first = Duration.milliseconds(100)
    package static let longest = Duration.seconds(10)
    /// A process that ran this long was healthy.
    package static let healthyAfter = Duration.seconds(30)

    private var crashesInARow = 0

    package init() {}

    /// - Parameters:
    ///   - ranFor: from the start of the process to its end.
    ///   - jitter: a random number in 0..<1.
    /// - Returns: between half of the step and all of it.
    package mutating func delay(ranFor: Duration, jitter: Double) -> Duration {
        if ranFor >= Self.healthyAfter { crashesInARow = 0 }
        // 2^7 × 100 ms is above the longest wait, so the shift stays small.
        let step = min(Self.first * (1 << min(crashesInARow, 7)), Self.longest)
        crashesInARow += 1
        return step * (0.5 + 0.5 * min(max(jitter, 0), 1))
    }
}
